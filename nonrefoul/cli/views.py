"""Cases and alerts in full, as a terminal shows them, down to the words if wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.quotes import Documents, quotes
from nonrefoul.cli.tables import STYLES, status, wanted_by
from nonrefoul.cli.wording import alert_label, texts
from nonrefoul.publish.wording import plain, raised, sentence
from nonrefoul.rules.law import norm_in
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Alert, Case, Claim, Norm


def case_views(
    cases: Sequence[Case],
    documents: Documents,
    names: Mapping[str, str],
    lang: Lang,
    why: bool = True,
) -> RenderableType:
    """Cases in full: who, where, status, alerts, timeline; with `why`, the words of every claim.

    `names` gives the name of each person by id, for those who may be the same.
    """
    parts: list[RenderableType] = []
    for case in cases:
        parts += [*_person(case, names, lang), *_case(case, documents, lang, why), Text()]
    return Group(*parts[:-1]) if parts else Text(texts(lang)["no_cases"])


def _person(case: Case, names: Mapping[str, str], lang: Lang) -> Iterator[RenderableType]:
    words, person = texts(lang), case.person
    yield _head(case, lang)
    spelled = [plain(name) for name in person.names if name != person.name]
    if spelled:
        yield Text(words["spelled"].format(names=", ".join(spelled)), "dim")
    if person.unsure:
        others = ", ".join(dict.fromkeys(plain(names.get(each, each)) for each in person.unsure))
        yield Text(words["unsure"].format(others=others), "yellow")


def _head(case: Case, lang: Lang) -> Text:
    where = f"{state_name(case.host, lang)} ← {wanted_by(case, lang)}"
    return Text.assemble(
        (plain(case.person.name), "bold"), f" · {where} · ", (plain(case.id), "dim")
    )


def _case(case: Case, documents: Documents, lang: Lang, why: bool) -> Iterator[RenderableType]:
    yield Text(f"{texts(lang)['status']}: {status(case, lang)}")
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
        said = (sentence(claim, lang), STYLES.get(claim.modality, ""))
        line = Text.assemble(said, (f" [{plain(claim.document)}]", "dim"))
        yield Padding(line, (0, 0, 0, 2))


def alert_view(alert: Alert, documents: Documents, lang: Lang, why: bool) -> RenderableType:
    """One alert: always suspected, with the norms it would breach and the claims it rests on."""
    words = texts(lang)
    norms = "; ".join(_norm(norm, lang) for norm in alert.norms)
    lines: list[RenderableType] = [
        Text(f"⚠ {raised(alert_label(alert.code, lang))}", "bold red"),
        _indented(words["breach"].format(norms=norms) if norms else words["no_norm"]),
    ]
    if why:
        return Group(*lines, quotes(alert.claims, documents, lang))
    told = " ".join(dict.fromkeys(sentence(each, lang) for each in alert.claims))
    documents_named = ", ".join(sorted({plain(claim.document) for claim in alert.claims}))
    return Group(*lines, _indented(f"{words['rests_on'].format(claims=told)} [{documents_named}]"))


def _norm(norm: Norm, lang: Lang) -> str:
    called = plain(norm_in(norm, lang).article)
    return called if norm.verified else f"{called} ({texts(lang)['unverified']})"


def _indented(text: str) -> RenderableType:
    return Padding(Text(text), (0, 0, 0, 2))


def alerts_view(
    cases: Sequence[Case], documents: Documents, lang: Lang, why: bool
) -> RenderableType:
    """All alerts, a case's together; the case with the gravest first, and that one first in it."""
    found = [(sorted(case.alerts, key=_gravest_first), case) for case in cases if case.alerts]
    found.sort(key=lambda each: (*_gravest_first(each[0][0])[:1], each[1].person.name, each[1].id))
    parts: list[RenderableType] = []
    for alerts, case in found:
        parts += [Text()] if parts else []
        parts.append(_head(case, lang))
        parts += [Padding(alert_view(each, documents, lang, why), (0, 0, 0, 2)) for each in alerts]
    return Group(*parts) if parts else Text(texts(lang)["no_alerts"])


def _gravest_first(alert: Alert) -> tuple[int, str]:
    return (-alert.severity, alert.code)
