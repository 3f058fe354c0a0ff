"""The digest: what was told since a day, state by state, each line with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from nonrefoul.publish.alerting import alert_lines
from nonrefoul.publish.dates import day_in_words
from nonrefoul.publish.posture_sentences import lines
from nonrefoul.publish.recent import Period, Sources
from nonrefoul.publish.wording import plain, raised, sentence, texts
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Case, Claim, Direction, Held, Posture, SubjectKind

_OF_THE_STATE = (SubjectKind.NONE, SubjectKind.OFFICIAL)


@dataclass(frozen=True, slots=True)
class Section:
    """What the digest says of one host state."""

    host: str | None
    cases: tuple[Case, ...]
    postures: tuple[Posture, ...]
    conduct: tuple[Claim, ...]

    def claims(self) -> Iterator[Claim]:
        """Every claim that the section is about."""
        for case in self.cases:
            yield from case.timeline
        yield from self.conduct

    @property
    def alarming(self) -> bool:
        """Whether the section has alerts, which puts it in front."""
        return any(case.alerts for case in self.cases)


def digest(
    cases: Sequence[Case],
    postures: Sequence[Posture],
    documents: Held,
    since: dt.date,
    lang: Lang,
    claims: Sequence[Claim] = (),
) -> str:
    """The digest of cases and postures since a day, as plain text ready to be edited.

    A claim is in where its document was published, or it happened, on or after the day; what has
    no publication day is in and marked so. `claims` adds what stands neither in a case nor in a
    matter: say, what a group of people only faces. Nothing is released by being in a digest.
    """
    period, sources = Period(since, documents), Sources(documents, lang)
    found = sections(cases, postures, documents, since, lang, claims)
    told = [claim for section in found for claim in section.claims() if period.holds(claim)]
    blocks = [_head(told, period, sources, lang)]
    blocks += ["\n".join(_section(section, period, sources, lang)) for section in found]
    blocks.append(_foot(told, sources, lang) if told else texts(lang)["nothing"])
    return "\n\n".join(blocks) + "\n"


def sections(
    cases: Sequence[Case],
    postures: Sequence[Posture],
    documents: Held,
    since: dt.date,
    lang: Lang,
    claims: Sequence[Claim] = (),
) -> list[Section]:
    """What the digest of the same arguments is written from: its host states, in its order."""
    return sorted(
        _sections(cases, postures, claims, Period(since, documents)),
        key=lambda each: (not each.alarming, each.host is None, state_name(each.host, lang)),
    )


def _sections(
    cases: Sequence[Case], postures: Sequence[Posture], claims: Sequence[Claim], period: Period
) -> Iterator[Section]:
    """The host states of which something was told in the period."""
    in_cases = {claim for case in cases for claim in case.timeline}
    matters = (matter for posture in postures for matter in posture.matters)
    weighed = (claim for matter in matters for claim in matter.claims)
    conduct = [
        claim
        for claim in dict.fromkeys((*weighed, *claims))
        if claim not in in_cases and period.holds(claim)
    ]
    recent = [case for case in cases if any(period.holds(claim) for claim in case.timeline)]
    for host in {case.host for case in recent} | {claim.host for claim in conduct}:
        yield Section(
            host,
            tuple(case for case in recent if case.host == host),
            tuple(posture for posture in postures if posture.host == host),
            tuple(sorted((each for each in conduct if each.host == host), key=_policy_first)),
        )


def _policy_first(claim: Claim) -> tuple[int, str]:
    order = list(SubjectKind)[::-1]
    return (order.index(claim.subject_kind), claim.subject or claim.group or "")


def _head(told: Sequence[Claim], period: Period, sources: Sources, lang: Lang) -> str:
    words, until = texts(lang), period.until(told)
    title = "title_until" if until and until >= period.since else "title"
    heads = [
        words[title].format(
            since=day_in_words(period.since, lang), until=until and day_in_words(until, lang)
        ),
        _draft(told, lang),
        words["caution"],
    ]
    invented = sources.invented(told)
    return "\n".join([*heads, *([invented] if invented else [])])


def _draft(told: Sequence[Claim], lang: Lang) -> str:
    """That it is a draft, and how far persons checked what it tells."""
    checked = sum(claim.checked for claim in told)
    which = (
        "draft_checked" if told and checked == len(told) else "draft_partly" if checked else "draft"
    )
    return texts(lang)[which].format(checked=checked, all=len(told))


def _section(section: Section, period: Period, sources: Sources, lang: Lang) -> Iterator[str]:
    toward = any(posture.direction is Direction.TOWARD for posture in section.postures)
    yield f"{'🔻' if toward else '🔸'} {raised(state_name(section.host, lang))}"
    for case in section.cases:
        yield from alert_lines(case, sources, lang)
    for posture in section.postures:
        if posture.matters:
            yield _posture(posture, lang)
        if posture.disagree:
            yield f"≠ {lines(posture, lang)}"
    policy = [claim for claim in section.conduct if claim.subject_kind in _OF_THE_STATE]
    others = [claim for claim in section.conduct if claim.subject_kind not in _OF_THE_STATE]
    yield from _told_of(policy, sources, lang)
    for case in sorted(section.cases, key=lambda each: each.person.name):
        told = [claim for claim in case.timeline if period.holds(claim)]
        yield f"• {_name(case, section, lang)}. {_run(told, sources, lang)}"
    yield from _told_of(others, sources, lang)


def _name(case: Case, section: Section, lang: Lang) -> str:
    """The person's name, with the state of origin where the section has several."""
    name, origins = plain(case.person.name), {each.origin for each in section.cases}
    return name if len(origins) == 1 else f"{name} ({state_name(case.origin, lang)})"


def _posture(posture: Posture, lang: Lang) -> str:
    words = texts(lang)
    known = posture.direction in (Direction.TOWARD, Direction.AWAY)
    direction = words["posture" if known else "posture_open"].format(
        origin=state_name(posture.origin, lang),
        direction=words[posture.direction.value],
        probability=_percent(posture.probability, words),
    )
    basis = words["basis"].format(
        share=_percent(posture.share_against, words),
        low=_percent(posture.low, words),
        high=_percent(posture.high, words),
        matters=len(posture.matters),
        sources=posture.sources,
    )
    return f"↔ {direction} {basis}"


def _percent(share: float, words: Mapping[str, str]) -> str:
    return words["percent"].format(number=round(share * 100))


def _told_of(claims: Iterable[Claim], sources: Sources, lang: Lang) -> Iterator[str]:
    """A line on each group, official or organisation, and on the state itself."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        own = texts(lang)["policy" if claim.subject_kind is SubjectKind.NONE else "unnamed"]
        found.setdefault(raised(plain(claim.subject or claim.group or own)), []).append(claim)
    for who, told in found.items():
        yield f"• {who}. {_run(told, sources, lang)}"


def _run(told: Sequence[Claim], sources: Sources, lang: Lang) -> str:
    """The claims as sentences, each once, the sources after the last one that they carry."""
    said: dict[str, list[Claim]] = {}
    for claim in told:
        said.setdefault(sentence(claim, lang), []).append(claim)
    parts: list[str] = []
    marks = [sources.mark(claims) for claims in said.values()]
    for text, mark, following in zip(said, marks, [*marks[1:], None], strict=True):
        parts += [text] if mark == following else [text, mark]
    return " ".join(parts)


def _foot(told: Sequence[Claim], sources: Sources, lang: Lang) -> str:
    named = (f"– {each}" for each in sources.listed(told))
    return "\n".join([texts(lang)["sources"] + ":", *named])
