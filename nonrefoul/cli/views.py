"""Cases and alerts in full, as a terminal shows them, down to the words if wanted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.quotes import Documents, quotes, told_once
from nonrefoul.cli.tables import STYLES, wanted_by
from nonrefoul.cli.wording import alert_label, state_of, texts
from nonrefoul.publish.wording import plain, raised, sentence, with_copies
from nonrefoul.rules.axes import axis_label, clock_label
from nonrefoul.rules.law import norm_in
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Alert, Case, Claim, Clock, Judgement, Norm, Status, Verified


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
    words, told = texts(lang), [claim.document for claim in case.timeline]
    known = [each for each in case.statuses if each.claims or each.said]
    yield Text(f"{words['protection']}: {'' if known else words['nothing_known']}".rstrip())
    for status in known:
        yield from _status(status, documents, lang, why)
    for clock in case.clocks:
        if clock.open:
            yield _indented(clock_line(clock, lang))
    yield Text(
        f"{words['claims']}: {len(told)} · {words['sources']}: {documents.sources(told)}", "dim"
    )
    yield from (alert_view(alert, documents, lang, why) for alert in case.alerts)
    yield from (_dismissed(alert, lang) for alert in case.dismissed)
    yield Text()
    yield from timeline(case.timeline, documents, lang, why)


def _status(
    status: Status, documents: Documents, lang: Lang, why: bool
) -> Iterator[RenderableType]:
    """An axis: its state, the norms and claims that it rests on, and what is said beside."""
    words = texts(lang)
    yield _indented(f"{axis_label(status.axis, lang)}: {state_of(status, lang)}")
    if status.norms and status.claims:
        norms = "; ".join(_norm(norm, lang) for norm in status.norms)
        yield _indented(words["by_law"].format(norms=norms), 4, "dim")
    for key, claims in (
        ("rests_on", status.claims),
        ("contradicted", status.against),
        ("only_said", status.said),
    ):
        if claims and why:
            yield _indented(words[key].format(claims=""), 4)
            yield quotes(claims, documents, lang, indent=6)
        elif claims:
            told = " ".join(dict.fromkeys(sentence(each, lang) for each in claims))
            yield _indented(words[key].format(claims=told), 4)


def clock_line(clock: Clock, lang: Lang) -> str:
    """A clock in a line: what runs, when it is due, since when, by which provision."""
    since = clock.started or texts(lang)["start_unknown"]
    return (
        f"⏱ {clock_label(clock.kind, lang)}: {due_words(clock, lang)}"
        f" · {texts(lang)['since']} {since} · {_norm(clock.norm, lang)}"
    )


def due_words(clock: Clock, lang: Lang) -> str:
    """When a clock is due, no surer than it is known."""
    words, first, last = texts(lang), clock.first_due, clock.last_due
    if not clock.counted:
        return words["not_counted"]
    if first is None:
        return words["start_unknown"]
    if last is None:
        return words["not_before"].format(day=first.isoformat())
    if first == last:
        return first.isoformat()
    return words["between"].format(first=first.isoformat(), last=last.isoformat())


def _dismissed(alert: Alert, lang: Lang) -> RenderableType:
    """An alert that a person set aside, and why."""
    label = raised(alert_label(alert.code, lang))
    if alert.dismissed is None:
        return Text(label, "dim")
    return Text(f"{label} · {_dismissal(alert.dismissed, lang)}", "dim")


def _dismissal(judgement: Judgement, lang: Lang) -> str:
    """By whom an alert was set aside, when and why."""
    return texts(lang)["dismissed"].format(
        who=plain(judgement.who),
        day=judgement.at.date().isoformat(),
        why=plain(judgement.note or "?"),
        number=judgement.number,
    )


def timeline(
    claims: Sequence[Claim], documents: Documents, lang: Lang, why: bool
) -> Iterator[RenderableType]:
    """Claims one below another in the order given, with their document."""
    if why:
        yield quotes(claims, documents, lang, indent=2)
        return
    for claim, others in told_once(claims, documents, lang):
        said = (sentence(claim, lang), STYLES.get(claim.modality, ""))
        where = with_copies(plain(claim.document), others, lang)
        line = Text.assemble(said, (f" [{where}]", "dim"))
        yield Padding(line, (0, 0, 0, 2))


def alert_view(alert: Alert, documents: Documents, lang: Lang, why: bool) -> RenderableType:
    """One alert: always suspected, with the norms it would breach and the claims it rests on."""
    words = texts(lang)
    mark = f" · {words['severity'].format(severity=alert.severity)} · {alert.id}"
    lines: list[RenderableType] = [
        Text.assemble((f"⚠ {raised(alert_label(alert.code, lang))}", "bold red"), (mark, "dim")),
        *([_indented(_dismissal(alert.dismissed, lang))] if alert.dismissed else []),
        *(_indented(line) for line in _norm_lines(alert, lang)),
    ]
    if why:
        return Group(*lines, quotes(alert.claims, documents, lang))
    told = " ".join(dict.fromkeys(sentence(each, lang) for each in alert.claims))
    reports = documents.copies.gathered(claim.document for claim in alert.claims)
    documents_named = ", ".join(with_copies(plain(each), reports[each], lang) for each in reports)
    return Group(*lines, _indented(f"{words['rests_on'].format(claims=told)} [{documents_named}]"))


def _norm_lines(alert: Alert, lang: Lang) -> Iterator[str]:
    """The norms that would be breached; those not verified are only to be checked."""
    words = texts(lang)
    firm = [each for each in alert.norms if each.verified is Verified.VERIFIED]
    loose = [each for each in alert.norms if each.verified is not Verified.VERIFIED]
    for key, norms in (("breach", firm), ("to_check", loose)):
        if norms:
            named = "; ".join(plain(norm_in(norm, lang).article) for norm in norms)
            yield words[key].format(norms=named)
    if not alert.norms:
        yield words["no_norm"]


def _norm(norm: Norm, lang: Lang) -> str:
    called = plain(norm_in(norm, lang).article)
    if norm.verified is Verified.VERIFIED:
        return called
    return f"{called} ({texts(lang)['unverified']})"


def _indented(text: str, indent: int = 2, style: str = "") -> RenderableType:
    return Padding(Text(text, style), (0, 0, 0, indent))


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
