"""Clocks: those that run out yet, those whose day is past, those of which no day is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul.desk.naming import due_words
from nonrefoul.desk.paging import part
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.visit import Asked, Visit
from nonrefoul.knowing import Running, View
from nonrefoul.publish.wording import raised
from nonrefoul.rules.axes import clock_label

router = APIRouter()

A_PAGE = 50


class Which(StrEnum):
    """Which clocks: to run out yet, past their day, without one that is known."""

    AHEAD = "ahead"
    PAST = "past"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Ends:
    """A clock as a list shows it; `limit` is whether to go past its day is a wrong."""

    label: str
    due: str
    limit: bool
    case: str
    name: str
    host: str | None


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks that run: the next first, of those past their day the last first."""

    ahead: Sequence[Running]
    past: Sequence[Running]
    unknown: Sequence[Running]

    def until(self, day: dt.date) -> Iterator[Running]:
        """Those ahead that may run out by a day."""
        return (each for each in self.ahead if each.clock.first_due and each.clock.first_due <= day)


@router.get("/clocks", name="clocks")
def show(
    visit: Asked, which: Which = Which.AHEAD, page: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """The page."""
    found = clocks(visit)
    counts = {each: len(getattr(found, each)) for each in Which}
    shown = part(getattr(found, which), page, A_PAGE)
    lines = tuple(ends(each, visit.say) for each in shown.items)
    return visit.page("clocks.html", which=which, counts=counts, part=shown, lines=lines)


def clocks(visit: Visit) -> Clocks:
    """The clocks that run, as they stand today."""
    today = visit.today
    return visit.once(f"clocks {today}", lambda known: sorted_out(known, today))


def sorted_out(known: View, today: dt.date) -> Clocks:
    """The clocks that run, by whether the last day on which they may be due is over."""
    ahead: list[Running] = []
    past: list[tuple[dt.date, Running]] = []
    unknown: list[Running] = []
    for each in known.clocks:
        last = each.clock.last_due or each.clock.first_due
        if last is None:
            unknown.append(each)
        elif last < today:
            past.append((last, each))
        else:
            ahead.append(each)
    past.sort(key=lambda each: each[0], reverse=True)
    return Clocks(ahead, [each for _, each in past], unknown)


def ends(running: Running, say: Speech) -> Ends:
    """A clock as a list shows it."""
    clock, case = running.clock, running.case
    label = raised(clock_label(clock.kind, say.lang))
    return Ends(label, due_words(clock, say), clock.limit, case.id, case.person.name, case.host)
