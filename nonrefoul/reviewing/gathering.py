"""What persons said of one document's claims, gathered claim by claim with what is read now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nonrefoul.reviewing.matching import (
    alike,
    as_right,
    overlap,
    placed,
    same_words,
    says,
    version,
)
from nonrefoul.reviewing.opinions import Opinion
from nonrefoul.words import Claim

Traces = dict[str, dict[tuple[object, ...], Claim]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One claim as persons judged it: each one's last opinion, and what the machine reads now.

    `id` is the one it had when it was first judged. `heard` are the opinions that still say
    something of what is told, `moot` the others; both in the order in which they were given.
    """

    id: str
    read: Claim | None
    heard: tuple[Opinion, ...]
    moot: tuple[Opinion, ...]


def gathered(
    read: Sequence[Claim], told: Sequence[Opinion], text: str | None
) -> tuple[Judged, ...]:
    """The judged claims of one document, from its claims as read now and the opinions on them.

    `text` is the document's newest text, None where it is not known.
    """
    return tuple(_judged(said, now, read, text) for said, now in _groups(read, told, text))


def _groups(
    read: Sequence[Claim], told: Sequence[Opinion], text: str | None
) -> list[tuple[list[Opinion], Claim | None]]:
    """The opinions on each claim, though they may know it by several ids, and the claim as read."""
    by_id: dict[str, list[Opinion]] = defaultdict(list)
    for opinion in told:
        by_id[opinion.about].append(opinion)
    found: list[tuple[list[Opinion], Claim | None, Traces]] = []
    for said in by_id.values():
        now, traces = _now(said, read, text), _traces(said)
        for others, its, theirs in found:
            if its is now if its or now else _on_one(theirs, traces, text):
                others.extend(said)
                theirs |= {event: theirs.get(event, {}) | own for event, own in traces.items()}
                break
        else:
            found.append((said, now, traces))
    return [(said, now) for said, now, _ in found]


def _traces(said: Sequence[Opinion]) -> Traces:
    """The claims that opinions remember, by event; of those that stand alike in a text only one.

    Many say the same of a claim, and each repeats it whole.
    """
    found: Traces = defaultdict(dict)
    for opinion in said:
        for each in opinion.claims:
            place = (each.start, each.end, each.quote, version(each))
            found[each.event].setdefault((each.subject, each.group, *place), each)
    return found


def _now(said: Sequence[Opinion], read: Sequence[Claim], text: str | None) -> Claim | None:
    """The claim that opinions are on, of those read now; None where it is read no more."""
    remembered = {
        (claim, claim.confidence, version(claim)): claim
        for opinion in said
        for claim in opinion.claims
    }
    found = [
        (_likeness(one, each), -at, each)
        for at, each in enumerate(read)
        for one in remembered.values()
        if alike(one, each) and same_words(one, each, text)
    ]
    return max(found, key=lambda each: each[:2])[2] if found else None


def _likeness(remembered: Claim, now: Claim) -> tuple[object, ...]:
    # How sure the reader was is no part of what a claim says, yet tells two of a kind apart.
    exactly = remembered == now and remembered.confidence == now.confidence
    same = (exactly, remembered == now, says(remembered) == says(now), as_right(remembered, now))
    return (
        not now.edited_away,
        *same,
        overlap(remembered, now),
        -abs(remembered.start - now.start),
    )


def _on_one(some: Traces, others: Traces, text: str | None) -> bool:
    """Whether opinions on claims that nothing is read of are on the same one."""
    return any(
        alike(one, other) and same_words(one, other, text)
        for event in some.keys() & others.keys()
        for one in some[event].values()
        for other in others[event].values()
    )


def _judged(
    said: Sequence[Opinion], now: Claim | None, read: Sequence[Claim], text: str | None
) -> Judged:
    in_order = sorted(said, key=_number)
    last = {each.judgement.who: each for each in in_order}.values()
    vouching = [each for each in last if each.says and _stands(each.says, read, text)]
    told = [*([now] if now else []), *(each.says for each in vouching if each.says)]
    against = [
        each
        for each in last
        if each.seen and not each.says and any(as_right(each.seen, one) for one in told)
    ]
    heard = tuple(sorted((*vouching, *against), key=_number))
    moot = tuple(each for each in sorted(last, key=_number) if each not in heard)
    return Judged(in_order[0].about, now, heard, moot)


def _number(opinion: Opinion) -> int:
    return opinion.judgement.number


def _stands(claim: Claim, read: Sequence[Claim], text: str | None) -> bool:
    """Whether a claim that a person vouches for is told still, or was and is edited away.

    Where its words are gone and the newest version tells the like in others, nobody has vouched
    for those.
    """
    if placed(claim, text):
        return True
    return not any(alike(claim, each) for each in read if not each.edited_away)
