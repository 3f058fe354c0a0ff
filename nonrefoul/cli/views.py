"""Cases and alerts as a terminal shows them: quiet, dense, no more certain than the claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nonrefoul.cli.quotes import Documents, quotes
from nonrefoul.cli.wording import alert_label, event_label, status_label, texts
from nonrefoul.publish.wording import plain, raised, sentence
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Alert, Case, Claim, Modality, Norm, SubjectKind

# Modalities that must strike the eye: what they tell is not sure, not yet, or not so.
_STYLES = {
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
    """Claims as a table: which document, whom it befell, in which state, what is claimed."""
    words = texts(lang)
    result = table(words["document"], words["who"], words["host"], words["said"])
    result.columns[0].no_wrap = True
    for claim in claims:
        said = Text(sentence(claim, lang), _STYLES.get(claim.modality, ""))
        who = "—" if claim.subject_kind is SubjectKind.NONE else claim.subject or claim.group or "?"
        host = state_name(claim.host, lang) if claim.host else "?"
        result.add_row(Text(plain(claim.document)), Text(plain(who)), Text(host), said)
    return result


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
            Text(_wanted_by(case, lang)),
            Text(status(case, lang)),
            Text("⚠" * len(case.alerts), "bold red"),
        )
    return result


def _order(case: Case, lang: Lang) -> tuple[bool, str, int, str]:
    gravest = max((alert.severity for alert in case.alerts), default=0)
    return (case.host is None, state_name(case.host, lang), -gravest, case.person.name)


def _wanted_by(case: Case, lang: Lang) -> str:
    return state_name(case.origin, lang) if case.origin else "?"


def status(case: Case, lang: Lang) -> str:
    """The protection status in words, and whether sources conflict on it."""
    label = status_label(case.status.code, lang)
    return f"{label} ({texts(lang)['conflict']})" if case.status.conflict else label


def case_views(
    cases: Sequence[Case], documents: Documents, lang: Lang, why: bool = True
) -> RenderableType:
    """Cases in full: who, where, status, alerts, timeline; with `why`, the words of every claim."""
    parts: list[RenderableType] = []
    for case in cases:
        parts += [*_case(case, documents, lang, why), Text()]
    return Group(*parts[:-1]) if parts else Text(texts(lang)["no_cases"])


def _case(case: Case, documents: Documents, lang: Lang, why: bool) -> Iterator[RenderableType]:
    words, person = texts(lang), case.person
    where = f"{state_name(case.host, lang)} ← {_wanted_by(case, lang)}"
    yield Text.assemble((plain(person.name), "bold"), f" · {where} · ", (plain(case.id), "dim"))
    others = [plain(name) for name in person.names if name != person.name]
    if others:
        yield Text(words["spelled"].format(names=", ".join(others)), "dim")
    if person.unsure:
        yield Text(words["unsure"].format(others=", ".join(map(plain, person.unsure))), "yellow")
    yield Text(f"{words['status']}: {status(case, lang)}")
    if why and case.status.claims:
        yield quotes(case.status.claims, documents, lang)
    yield from (alert_view(alert, documents, lang, why) for alert in case.alerts)
    yield Text()
    yield from timeline(case.timeline, documents, lang, why)


def timeline(
    claims: Sequence[Claim], documents: Documents, lang: Lang, why: bool
) -> Iterator[RenderableType]:
    """Claims one below another in the order given, with their document."""
    if why:
        yield quotes(claims, documents, lang, indent=2)
        return
    for claim in claims:
        said = (sentence(claim, lang), _STYLES.get(claim.modality, ""))
        line = Text.assemble(said, (f" [{plain(claim.document)}]", "dim"))
        yield Padding(line, (0, 0, 0, 2))


def alert_view(alert: Alert, documents: Documents, lang: Lang, why: bool) -> RenderableType:
    """One alert: always suspected, with the norms it would breach and the claims it rests on."""
    words = texts(lang)
    norms = "; ".join(_norm(norm, lang) for norm in alert.norms)
    told = "; ".join(dict.fromkeys(event_label(each.event, lang) for each in alert.claims))
    lines: list[RenderableType] = [
        Text(f"⚠ {raised(alert_label(alert.code, lang))}", "bold red"),
        _indented(words["breach"].format(norms=norms) if norms else words["no_norm"]),
    ]
    if why:
        return Group(*lines, quotes(alert.claims, documents, lang))
    documents_named = ", ".join(sorted({plain(claim.document) for claim in alert.claims}))
    lines.append(_indented(f"{words['rests_on'].format(claims=told)} [{documents_named}]"))
    return Group(*lines)


def _norm(norm: Norm, lang: Lang) -> str:
    article = plain(norm.article)
    return article if norm.verified else f"{article} ({texts(lang)['unverified']})"


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def alerts_view(
    cases: Sequence[Case], documents: Documents, lang: Lang, why: bool
) -> RenderableType:
    """All alerts of the cases, the gravest first."""
    found = [(alert, case) for case in cases for alert in case.alerts]
    found.sort(key=lambda each: (-each[0].severity, each[1].person.name, each[0].code))
    blocks: list[RenderableType] = []
    for alert, case in found:
        where = f"{state_name(case.host, lang)} ← {_wanted_by(case, lang)}"
        name = (plain(case.person.name), "bold")
        blocks.append(Text.assemble(name, f" · {where} · ", (plain(case.id), "dim")))
        blocks.append(Padding(alert_view(alert, documents, lang, why), (0, 0, 1, 2)))
    return Group(*blocks) if blocks else Text(texts(lang)["no_alerts"])
