"""The commands: each parses its options, calls the pipeline, and prints."""

from __future__ import annotations

import sys

import typer

from nonrefoul.cli import (
    desk,
    errors,
    evidence,
    following,
    kept,
    lawyers,
    postures,
    review,
    search,
    show,
    who_is_who,
)

app = typer.Typer(
    help="Read what is reported about people pursued abroad; keep claims, cases and postures.",
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)
app.command()(evidence.read)
app.command()(evidence.explain)
app.command()(evidence.add)
app.command()(evidence.where)
app.command()(following.follow)
app.command()(following.sources)
app.command()(following.unfollow)
app.command()(kept.verify)
app.command("export-evidence")(kept.export_evidence)
app.command()(kept.timestamp)
app.command()(kept.encrypt)
app.command()(show.cases)
app.command()(show.case)
app.command()(show.alerts)
app.command()(show.document)
app.command()(search.search)
app.command()(search.reindex)
app.command()(review.claims)
app.command()(review.confirm)
app.command()(review.reject)
app.command()(review.correct)
app.command()(review.rules)
app.command()(review.agreement)
app.command()(lawyers.clocks)
app.command()(lawyers.dismiss)
app.command()(lawyers.take_back)
app.command()(lawyers.law)
app.command()(lawyers.check_rules)
app.command()(postures.posture)
app.command()(postures.compare)
app.command()(postures.dyads)
app.command()(show.digest)
app.command()(who_is_who.unsure)
app.command()(who_is_who.same)
app.command()(who_is_who.different)
app.command()(who_is_who.names)
app.command()(who_is_who.actors)
app.command()(who_is_who.judgements)
app.command()(desk.desk)
app.command()(show.demo)


@app.callback(invoke_without_command=True)
def _without_command(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command line and exit with its code; the codes are in `nonrefoul.cli.errors`."""
    sys.exit(errors.guarded(app))
