"""What people decided, as the store keeps it: every judgement, and those that are in force."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from nonrefoul.store.keeping import judge
from nonrefoul.store.meanwhile import BACK, Since
from nonrefoul.store.schema import Store, judgement
from nonrefoul.words import Judgement

TAKEN_BACK = "taken back"


def judgements(store: Store, after: int = 0) -> list[Judgement]:
    """Every judgement, or those after a number, in the order in which they were made.

    Raises StoreError.
    """
    query = select(judgement).where(judgement.c.number > after).order_by(judgement.c.number)
    with store.reading() as connection:
        return [Judgement(**row) for row in connection.execute(query).mappings()]


def in_force(found: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that no other in force takes back; those that take back are not among them."""
    standing = {each.number: each for each in found}
    gone = void(standing.values())
    return [
        each
        for number, each in sorted(standing.items())
        if number not in gone and each.verdict != TAKEN_BACK
    ]


def void(found: Iterable[Judgement]) -> set[int]:
    """The numbers of the judgements that are taken back by one that is not itself."""
    gone: set[int] = set()
    for each in sorted(found, key=lambda made: made.number, reverse=True):
        if each.verdict == TAKEN_BACK and each.number not in gone:
            gone.add(taken_back(each))
    return gone


def taken_back(judgement: Judgement) -> int:
    """The number of the judgement that this one takes back."""
    return int(judgement.about.removeprefix(BACK))


def take_back(
    store: Store, number: int, who: str, note: str | None = None, since: Since | None = None
) -> Judgement:
    """Append a judgement that takes back an earlier one; raises as `judge`."""
    return decide(store, f"{BACK}{number}", TAKEN_BACK, who, note, since)


def decide(
    store: Store,
    about: str,
    verdict: str,
    who: str,
    note: str | None = None,
    since: Since | None = None,
) -> Judgement:
    """Append a judgement and give it as it was kept; raises as `judge`."""
    number = judge(store, about, verdict, who, note, since)
    return judgements(store, after=number - 1)[0]
