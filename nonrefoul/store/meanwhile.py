"""That nobody judged the same meanwhile: what a person had seen, held against what came since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from nonrefoul.errors import StoreError
from nonrefoul.store.schema import judgement
from nonrefoul.words import Judgement

BACK = "judgement "  # what a judgement is about that takes another one back


class MeanwhileError(StoreError):
    """Somebody judged the same since a person looked; nothing was kept.

    `judgements` are those that came since.
    """

    def __init__(self, judgements: tuple[Judgement, ...]) -> None:
        super().__init__("somebody judged the same meanwhile; look at it again")
        self.judgements = judgements


@dataclass(frozen=True, slots=True)
class Since:
    """What a person had before them who judges.

    They had seen every judgement up to the number `upto`; `same` says which of those made since
    are on the same. It gets what a judgement is about, of one that takes another back (which may
    itself take back) what the first is about, and the judgement.
    """

    upto: int
    same: Callable[[str, Judgement], bool]


def unless_judged(connection: Connection, since: Since) -> None:
    """Raise MeanwhileError where somebody judged the same since."""
    query = select(judgement).where(judgement.c.number > since.upto).order_by(judgement.c.number)
    made = [Judgement(**row) for row in connection.execute(query).mappings()]
    found = tuple(each for each in made if since.same(_root(connection, each.about), each))
    if found:
        raise MeanwhileError(found)


def _root(connection: Connection, about: str) -> str:
    """What a judgement is about, and one that takes back another what that one is about."""
    while about.startswith(BACK):
        query = select(judgement.c.about).filter_by(number=int(about.removeprefix(BACK)))
        found = connection.execute(query).scalar()
        if found is None or found == about:
            return about
        about = found
    return about
