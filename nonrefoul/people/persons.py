"""Persons: whom the claims befell, under every spelling of their names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from nonrefoul.people.joining import Doubts, joined
from nonrefoul.people.judging import mark, ruling
from nonrefoul.people.mentions import Given, Mention, given, mentions
from nonrefoul.people.names import parse
from nonrefoul.people.spelling import is_cyrillic
from nonrefoul.words import Claim, Copies, Doubt, Judgement, Person, SubjectKind

_NONE = Copies()
_SHORTEST = 8  # letters of an id, where no other person's begins with the same


def persons(
    claims: Iterable[Claim],
    key: bytes,
    judgements: Iterable[Judgement] = (),
    copies: Copies = _NONE,
) -> tuple[Person, ...]:
    """The persons whom the claims befell, in order of id; the claims' own order changes nothing.

    `key` is the secret from which ids are made: an id is the beginning of the mark of the
    person's first mention, by document and place. `judgements` are those that hold. What
    `copies` of one report tell counts as told in one document, and a judgement on a name in one
    is on that name in all. Claims without a subject, and on officials, make no person.
    """
    return _all(given(claims), key, judgements, copies)


def officials(
    claims: Iterable[Claim],
    key: bytes,
    judgements: Iterable[Judgement] = (),
    copies: Copies = _NONE,
) -> tuple[Person, ...]:
    """The officials of whom the claims tell, joined as persons are and never with them."""
    return _all(given(claims, SubjectKind.OFFICIAL), key, judgements, copies)


def _all(
    told: Mapping[Given, list[Claim]],
    key: bytes,
    judgements: Iterable[Judgement],
    copies: Copies,
) -> tuple[Person, ...]:
    marks = {each: mark(each, key) for each in told}
    decided = ruling(judgements, {name: each for each, name in marks.items()}, copies)
    groups, unsure = joined(mentions(told, decided.different, copies), decided)
    return _persons(groups, unsure, marks, copies)


def _persons(
    groups: Sequence[Sequence[Mention]],
    unsure: Doubts,
    marks: Mapping[Given, str],
    copies: Copies,
) -> tuple[Person, ...]:
    claims = [sorted((c for each in group for c in each.claims), key=_place) for group in groups]
    own_marks = [_marks(group, own[0], marks) for group, own in zip(groups, claims, strict=True)]
    ids = _ids([own[0] for own in own_marks])
    beside: dict[int, list[Doubt]] = defaultdict(list)
    for (one, other), why in unsure.items():
        best = sorted(why, key=lambda each: (-each.score, each.reasons))
        reasons = tuple(dict.fromkeys(reason for each in best for reason in each.reasons))
        score = best[0].score
        beside[one].append(Doubt(ids[other], reasons, score))
        beside[other].append(Doubt(ids[one], reasons, score))
    found = []
    for place, own in enumerate(claims):
        names = tuple(sorted({claim.subject for claim in own if claim.subject}))
        doubts = tuple(sorted(beside[place], key=lambda doubt: doubt.other))
        shown = _shown(own, copies)
        found.append(Person(ids[place], shown, names, tuple(own), doubts, own_marks[place]))
    return tuple(sorted(found, key=lambda person: person.id))


def _place(claim: Claim) -> tuple[str | int, ...]:
    """Where the claim stands among all others; no two claims that differ share it."""
    rest = (claim.subject, claim.group, claim.host, claim.origin, claim.actor, claim.third_state)
    said = (claim.date, claim.attribution, claim.quote, claim.rule)
    sure = str(claim.confidence or "")
    return (*claim.key, claim.subject_kind.value, *(each or "" for each in (*rest, *said)), sure)


def _marks(group: Iterable[Mention], first: Claim, marks: Mapping[Given, str]) -> tuple[str, ...]:
    """The marks of a person's mentions, that of the first claim's before the others."""
    own = sorted(each for mention in group for each in mention.given)
    here = [each for each in own if each[0] == first.document]
    leading = next((each for each in here if _gives(each, first)), here[0])
    return (marks[leading], *(marks[each] for each in own if each != leading))


def _gives(each: Given, claim: Claim) -> bool:
    return each in given([claim], claim.subject_kind)


def _ids(firsts: Sequence[str]) -> list[str]:
    """The shortest beginning of each mark, of eight letters or more, that no other one shares."""
    shortest = Counter(first[:_SHORTEST] for first in firsts)
    return [first[:_SHORTEST] if shortest[first[:_SHORTEST]] == 1 else first for first in firsts]


def _shown(claims: Iterable[Claim], copies: Copies) -> str:
    """The fullest name, as a document spells it; of equals the one that most reports give."""
    told = {(claim.subject, copies.head(claim.document)) for claim in claims if claim.subject}
    counts = Counter(subject for subject, _ in told)
    if len(counts) == 1:
        return next(iter(counts))

    def fullness(subject: str) -> tuple[object, ...]:
        name = parse(subject)
        words = len(name.words) + bool(name.patronymic)
        russian = all(is_cyrillic(word) for word in name.words)
        return (
            name.full,
            words,
            not name.inflected,
            russian,
            counts[subject],
            len(subject),
            subject,
        )

    return max(counts, key=fullness)
