"""The command that serves the desk."""

from __future__ import annotations

from typing import Annotated

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.options import Home
from nonrefoul.rules.states import Lang


def desk(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option(help="The port; else 8642, or any where that is taken.")
    ] = None,
    host: Annotated[
        str | None,
        typer.Option(
            help="Another address to answer on than this machine's own; read the warning."
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only say where the desk is.")
    ] = False,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of the pages; else the browser's.")
    ] = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="Show the invented samples, in a database of their own.")
    ] = False,
    home: Home = None,
) -> None:
    """Open the desk: the pages on which alerts, cases, states and documents are seen and judged.

    Example: nonrefoul desk
    """
    from nonrefoul.cli.desk_home import demo_store, desk_home
    from nonrefoul.desk.door import LOOPBACK, is_loopback
    from nonrefoul.desk.serving import Wish, serve

    where = host or LOOPBACK
    if where in ("0.0.0.0", "::"):  # noqa: S104 - it is refused
        raise typer.BadParameter(
            "give the one address that the desk is to answer on", param_hint="--host"
        )
    if not is_loopback(where):
        errors.say(WARNING)
    source = context.get_parameter_source("home")
    typed = source is not None and source.name == "COMMANDLINE"
    store = demo_store(home, typed=typed) if demo else desk_home(home)
    serve(store, Wish(where, port, not no_browser, lang), _tell)


WARNING = (
    "WARNING: others on the network can reach this desk, and what is sent is not encrypted:"
    " whoever listens on the way reads every name on it, and the token; a tunnel, such as"
    " ssh -L, is better"
)


def _tell(address: str) -> None:
    typer.echo(
        f"The desk is at\n\n    {address}\n\nStop it with Ctrl+C. Keep the address to yourself."
    )
