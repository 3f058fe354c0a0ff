"""What reviewers think of rules, and how far they agree, for a person to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rich.console import Group
from rich.text import Text

from nonrefoul import reviewing
from nonrefoul.cli.known import look
from nonrefoul.cli.screen import show
from nonrefoul.cli.showing import lines
from nonrefoul.cli.tables import table
from nonrefoul.publish.wording import plain
from nonrefoul.reviewing import Agreement, Record


def rules(worst: bool, json: bool, home: Path | None) -> None:
    """Show the record of every rule whose claims were judged."""
    found = list(reviewing.records(look(home).reviewed).values())
    found.sort(key=reviewing.worst_first if worst else lambda each: each.rule)
    if json:
        lines(_record(each) for each in found)
        return
    if not found:
        show(
            Text("No claim has been judged yet; `nonrefoul claims --unreviewed` lists what waits.")
        )
        return
    result = table(
        "rule", "confirmed", "corrected", "rejected", "share confirmed, with its 90% band"
    )
    for each in found:
        counts = (each.confirmed, each.corrected, each.rejected)
        result.add_row(Text(plain(each.rule)), *(Text(str(n)) for n in counts), Text(_share(each)))
    note = "network: no rule was met; the event stands behind. Disputed claims are not counted."
    show(Group(result, Text(note, "dim")))


def _share(record: Record) -> str:
    low, high = record.band
    told = f"{record.share or 0:.0%} ({low:.0%}–{high:.0%})"
    return f"{told}, too few to say" if record.few else told


def _record(record: Record) -> dict[str, Any]:
    low, high = record.band
    counts = {name: getattr(record, name) for name in ("confirmed", "corrected", "rejected")}
    told = {"share": record.share, "low": low, "high": high, "few": record.few}
    return {"rule": record.rule, **counts, **told}


def agreement(json: bool, home: Path | None) -> None:
    """Show the agreement on each question that claims ask."""
    found = reviewing.agreement(look(home).reviewed.opinions)
    if json:
        lines({name: getattr(each, name) for name in each.__slots__} for each in found)
        return
    if not any(each.claims for each in found):
        show(
            Text(
                "No claim has been judged by two; `nonrefoul claims --second` lists what could be."
            )
        )
        return
    result = table("question", "claims", "persons", "all the same", "alpha, with its 90% band")
    for each in found:
        counts = (each.claims, each.persons, each.same)
        result.add_row(Text(each.question), *(Text(str(n)) for n in counts), Text(_alpha(each)))
    note = "Krippendorff's alpha: 1 is full agreement, 0 is chance. Under 0.67 conclude nothing."
    show(Group(result, Text(note, "dim")))


def _alpha(found: Agreement) -> str:
    if found.alpha is None:
        return "can't be told: no two answers differ" if found.claims else "—"
    if found.low is None or found.high is None:
        return f"{found.alpha:.2f}"
    return f"{found.alpha:.2f} ({found.low:.2f}–{found.high:.2f})"
