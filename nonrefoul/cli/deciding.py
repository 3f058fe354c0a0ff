"""What a person decides: to set an alert aside, and to take a judgement back."""

from __future__ import annotations

import getpass
from pathlib import Path

import typer

from nonrefoul import store
from nonrefoul.cases import dismissal
from nonrefoul.pipeline import know
from nonrefoul.words import Alert


def dismiss(alert_id: str, because: str, who: str | None, home: Path | None) -> None:
    """Keep the judgement that an alert is dismissed; raises BadParameter on no such alert."""
    if not because.strip():
        raise typer.BadParameter("a reason must be given; write it after --because")
    opened = store.open_store(home, make=False)
    found = _alert([each for case in know(opened).cases for each in case.alerts], alert_id)
    kept = store.decide(opened, found.id, dismissal(found), who or user(), because.strip())
    typer.echo(
        f"{found.id} dismissed by {kept.who} (judgement {kept.number});"
        f" take it back with: nonrefoul take-back {kept.number}"
    )


def take_back(number: int, who: str | None, home: Path | None) -> None:
    """Keep the judgement that another is taken back; raises BadParameter where it is not there."""
    opened = store.open_store(home, make=False)
    made = store.judgements(opened)
    if number not in {each.number for each in made}:
        raise typer.BadParameter(f"there is no judgement {number}; see `nonrefoul judgements`")
    if number in store.void(made):
        raise typer.BadParameter(f"judgement {number} is taken back already")
    kept = store.take_back(opened, number, who or user())
    typer.echo(f"judgement {number} taken back by {kept.who} (judgement {kept.number})")


def _alert(alerts: list[Alert], alert_id: str) -> Alert:
    """The one alert whose id is, or begins with, what was typed."""
    found = [each for each in alerts if each.id.startswith(alert_id.lower())] if alert_id else []
    if len(found) == 1:
        return found[0]
    trouble = "several alerts' ids begin so" if found else "there is no open alert of that id"
    raise typer.BadParameter(f"{trouble}; `nonrefoul alerts` lists them all")


def user() -> str:
    """The name of this person's account: who decides where nobody is named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "a user without a name"
