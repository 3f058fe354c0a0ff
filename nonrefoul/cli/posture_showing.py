"""What the commands on postures do: look, choose, and print, draw or write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul import publish
from nonrefoul.cli import errors, posture_records
from nonrefoul.cli.files import write_whole
from nonrefoul.cli.known import look
from nonrefoul.cli.posture_view import postures_view
from nonrefoul.cli.posture_why import posture_views
from nonrefoul.cli.quotes import invented
from nonrefoul.cli.showing import lines, show_framed
from nonrefoul.cli.states import state_code
from nonrefoul.cli.wording import texts
from nonrefoul.pipeline import Knowledge, otherwise
from nonrefoul.posture import Counting
from nonrefoul.publish import tables
from nonrefoul.publish.posture_words import posture_texts
from nonrefoul.publish.wording import plain
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Claim, Posture


@dataclass(frozen=True, slots=True)
class Asked:
    """Which postures a person asks for, of what day, and how they are to be counted."""

    host: str | None
    origin: str | None
    as_of: dt.date | None
    without: tuple[str, ...]
    equal: bool
    months: int | None

    @property
    def counting(self) -> Counting:
        """What is left out or weighed otherwise."""
        return Counting(without=frozenset(self.without), equal=self.equal)

    @property
    def told(self) -> dict[str, object]:
        """The same for programs."""
        weights = "equal" if self.equal else "usual"
        return {"without": list(self.without), "weights": weights}

    @property
    def usual(self) -> bool:
        """Whether all is counted, as always."""
        return not self.without and not self.equal


@dataclass(frozen=True, slots=True)
class Wanted:
    """In what shape a person wants the postures."""

    why: bool
    json: bool
    csv: bool
    table: str
    plot: Path | None
    parquet: Path | None
    lang: Lang


def postures(asked: Asked, wanted: Wanted, home: Path | None) -> None:
    """Show, draw or write postures; raises BadParameter on no state or source, or no one drawing.

    Raises NonrefoulError where Parquet is asked for and its library is not there.
    """
    known, found = chosen(asked, home)
    lang, named = wanted.lang, state_code(asked.host or asked.origin or "")
    written = (wanted.csv, wanted.json)
    if asked.without and not found and not any(written):
        errors.say(posture_texts(lang)["none_left"])
        return
    if known.postures and not found and not any(written):
        state = state_name(named, lang)
        errors.say(texts(lang)["no_posture"].format(state=state))
        return
    if wanted.plot:
        _draw(found, asked, wanted, wanted.plot, known)
    tabled = wanted.csv or wanted.parquet
    rows = tables.rows(wanted.table, found, asked.months) if tabled else []
    if wanted.parquet:
        _write_parquet(rows, wanted, wanted.parquet)
    if wanted.csv:
        typer.echo(tables.csv_text(rows, wanted.table), nl=False)
    elif wanted.json:
        variants = [otherwise(known, each) if wanted.why and asked.usual else () for each in found]
        lines(
            {
                **posture_records.posture_record(each, known.documents, wanted.why, other),
                **asked.told,
            }
            for each, other in zip(found, variants, strict=True)
        )
    elif not (wanted.plot or wanted.parquet):
        told = (claim for each in found for matter in each.matters for claim in matter.claims)
        show_framed(_view(known, found, asked, wanted), told, known, lang)


def chosen(asked: Asked, home: Path | None) -> tuple[Knowledge, list[Posture]]:
    """What is known, and the postures asked for; raises BadParameter on no state or source."""
    host, origin = code(asked.host), code(asked.origin)
    known = look(home, asked.as_of, asked.counting)
    _check_sources(asked.without, known)
    found = [
        each
        for each in known.postures
        if host in (None, each.host) and origin in (None, each.origin)
    ]
    return known, found


def code(state: str | None) -> str | None:
    """The code of the state that was typed; None where none was, BadParameter where none is."""
    found = state_code(state) if state else None
    if state is not None and found is None:
        raise typer.BadParameter("no state is called so; give a name or a code such as KG")
    return found


def _check_sources(sources: Sequence[str], known: Knowledge) -> None:
    """Raise BadParameter where a source to be left out told nothing first."""
    told = known.documents.told_first_by(claim.document for claim in known.claims)
    if not told.issuperset(sources):
        raise typer.BadParameter(
            "no source is called so; `nonrefoul posture --why` names who told each matter first"
        )


def counted_otherwise(asked: Asked, lang: Lang) -> list[str]:
    """What is left out or weighed otherwise, in sentences."""
    words = posture_texts(lang)
    said = [words["counting_without"].format(source=plain(each)) for each in asked.without]
    return [*said, *([words["counting_equal"]] if asked.equal else [])]


def _view(
    known: Knowledge, found: Sequence[Posture], asked: Asked, wanted: Wanted
) -> RenderableType:
    heads = [Text(each, "yellow") for each in counted_otherwise(asked, wanted.lang)]
    if wanted.why or asked.host:
        variants = {}
        if wanted.why and asked.usual:
            variants = {(each.host, each.origin): otherwise(known, each) for each in found}
        view = posture_views(
            found, known.documents, wanted.lang, wanted.why, variants, asked.months
        )
    else:
        view = postures_view(found, wanted.lang)
    return Group(*heads, view)


def _draw(
    found: Sequence[Posture], asked: Asked, wanted: Wanted, to: Path, known: Knowledge
) -> None:
    if len(found) != 1:
        raise typer.BadParameter("a drawing is of one posture; name a host state, and --origin")
    (posture,) = found
    told: list[Claim] = [claim for matter in posture.matters for claim in matter.claims]
    warning = invented(told, known.documents, wanted.lang)
    notes = [*([warning.plain] if warning else []), *counted_otherwise(asked, wanted.lang)]
    drawn = publish.plot_file(posture, wanted.lang, notes=notes, months=asked.months)
    write_whole(to, drawn.encode())
    errors.say(posture_texts(wanted.lang)["drawn"].format(file=to))


def _write_parquet(rows: Sequence[tables.Row], wanted: Wanted, to: Path) -> None:
    try:
        write_whole(to, tables.parquet(rows, wanted.table))
    except ImportError as error:
        advice = "install it with `pip install nonrefoul[parquet]`"
        raise typer.BadParameter(f"Parquet needs pyarrow, which is not there; {advice}") from error
    errors.say(posture_texts(wanted.lang)["written"].format(file=to))


def dyads(asked: Asked, home: Path | None) -> None:
    """Print the dyads of what happened, as CSV; raises BadParameter on no state."""
    known, found = chosen(asked, home)
    host, origin = code(asked.host), code(asked.origin)
    cases = [
        each for each in known.cases if host in (None, each.host) and origin in (None, each.origin)
    ]
    rows = publish.dyads(found, cases, known.documents, asked.as_of)
    typer.echo(publish.dyads_text(rows), nl=False)
