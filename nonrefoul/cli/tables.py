"""Claims and cases as tables: quiet, dense, no more certain than what was told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from nonrefoul.cli.wording import state_of, texts
from nonrefoul.publish.wording import plain, sentence
from nonrefoul.rules.axes import axes
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Case, Claim, Modality, Status, SubjectKind

# Modalities that must strike the eye: what they tell is not sure, not yet, or not so.
STYLES = {
    Modality.SUSPECTED: "yellow",
    Modality.EXPECTED: "cyan",
    Modality.NEGATED: "magenta",
    Modality.DENIED: "magenta",
}


def table(*headings: str) -> Table:
    """An empty table in the house's style; cells are given as Text, so that no markup is read."""
    result = Table(
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="dim",
    )
    for heading in headings:
        result.add_column(heading, overflow="fold")
    return result


def claims_view(claims: Sequence[Claim], lang: Lang) -> RenderableType:
    """Claims as a table: which document, whom it befell, in which state, what is claimed.

    What stands in the row above already, from the left on, is not said again.
    """
    words = texts(lang)
    result = table(words["document"], words["who"], words["host"], words["said"])
    result.columns[0].no_wrap = True
    above: tuple[str, ...] = ()
    for claim in claims:
        who = "—" if claim.subject_kind is SubjectKind.NONE else claim.subject or claim.group or "?"
        host = state_name(claim.host, lang) if claim.host else "?"
        row = (plain(claim.document), plain(who), host)
        said = Text(sentence(claim, lang), STYLES.get(claim.modality, ""))
        result.add_row(*(Text(cell) for cell in _news(row, above)), said)
        above = row
    return result


def _news(row: Sequence[str], above: Sequence[str]) -> Iterator[str]:
    """The cells of a row, empty as long as they are those of the row above."""
    same = True
    for place, cell in enumerate(row):
        same = same and above[place : place + 1] == (cell,)
        yield "" if same else cell


def cases_view(cases: Sequence[Case], lang: Lang) -> RenderableType:
    """Cases as a table, a host state's together, those with the gravest alerts first in it."""
    words = texts(lang)
    if not cases:
        return Text(words["no_cases"])
    headings = ("case", "host", "person", "wanted_by", "status", "alerts")
    result = table(*(words[each] for each in headings))
    result.columns[0].no_wrap = True
    shown: object = ()
    for case in sorted(cases, key=lambda each: _order(each, lang)):
        host = "" if case.host == shown else state_name(case.host, lang)
        shown = case.host
        result.add_row(
            Text(plain(case.id), "dim"),
            Text(host, "bold"),
            Text(plain(case.person.name)),
            Text(wanted_by(case, lang)),
            Text(standing(case, lang)),
            Text("⚠" * len(case.alerts), "bold red"),
        )
    return result


def _order(case: Case, lang: Lang) -> tuple[bool, str, int, str]:
    gravest = max((alert.severity for alert in case.alerts), default=0)
    return (case.host is None, state_name(case.host, lang), -gravest, case.person.name)


def wanted_by(case: Case, lang: Lang) -> str:
    """The state that wants the person, or `?` where no one state is named."""
    return state_name(case.origin, lang) if case.origin else "?"


def standing(case: Case, lang: Lang) -> str:
    """Where the case stands on every axis of which something is known, in a few words."""
    known = [each for each in case.statuses if each.claims]
    told = [state_of(each, lang, brief=True) for each in known if each.conflict or not _quiet(each)]
    return "; ".join(told) or texts(lang)["nothing_known"]


def _quiet(status: Status) -> bool:
    return axes()[status.axis].state(status.code).quiet
