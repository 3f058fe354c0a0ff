"""Today: what may have gone wrong, what runs out, what came in, how host states stand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from nonrefoul import store
from nonrefoul.desk.atlas import Placed, Sheet, sheet
from nonrefoul.desk.directions import Heading, changed, heading
from nonrefoul.desk.naming import alert_label
from nonrefoul.desk.pages.came import came
from nonrefoul.desk.pages.clocks import Clocks, clocks, ends
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.visit import Asked, Visit, remember
from nonrefoul.knowing import Running, View
from nonrefoul.store import Source
from nonrefoul.store.arrivals import arrivals
from nonrefoul.words import Alert, Posture

router = APIRouter()

ALERTS, CLOCKS, PAST, ARRIVALS = 15, 12, 5, 8
SOON, LATELY = dt.timedelta(days=30), dt.timedelta(days=90)
# A visit is over when no page was asked for so long; then what came since counts as new.
VISIT = dt.timedelta(minutes=30)
FIRST = dt.timedelta(days=7)
SEEN = "nonrefoul-seen"


@dataclass(frozen=True, slots=True)
class Suspected:
    """An alert as a list shows it."""

    id: str
    label: str
    severity: int


@dataclass(frozen=True, slots=True)
class Warned:
    """A case with the alerts on it, the gravest first."""

    case: str
    name: str
    host: str | None
    origin: str | None
    alerts: tuple[Suspected, ...]


@dataclass(frozen=True, slots=True)
class Host:
    """A host state as map and table show it."""

    code: str
    heading: Heading
    share: float
    low: float
    high: float
    matters: int
    changed: str
    place: Placed | None


@dataclass(frozen=True, slots=True)
class World:
    """How host states stand towards one origin state, on a map and in a table."""

    origin: str
    origins: tuple[str, ...]
    sheet: Sheet
    hosts: tuple[Host, ...]


@router.get("/", name="today")
def show(visit: Asked, origin: Annotated[str, Query(max_length=2)] = "") -> Response:
    """The page."""
    known, say = visit.known, visit.say
    since, cookie = last_visit(visit.request.cookies.get(SEEN, ""), dt.datetime.now(dt.UTC))
    arrived = arrivals(visit.store, since, ARRIVALS + 1)
    visit.texts.expect_documents(each.id for each in arrived[:ARRIVALS])
    running = clocks(visit)
    soon = tuple(islice(running.until(visit.today + SOON), CLOCKS))
    past = tuple(islice(lately(running, visit.today), PAST))
    answer = visit.page(
        "today.html",
        warned=tuple(warned(known.alerts[:ALERTS], known, say)),
        count=len(known.alerts),
        left=len(known.alerts[ALERTS:]),
        clocks=tuple(ends(each, say) for each in soon),
        past=tuple(ends(each, say) for each in past),
        running=len(known.clocks) - len(soon) - len(past),
        since=since,
        came=tuple(came(arrived[:ARRIVALS], known)),
        more=len(arrived) > ARRIVALS,
        failed=tuple(failing(visit)),
        world=world(known, origin, say),
        documents=len(known.documents),
    )
    remember(answer, SEEN, cookie)
    return answer


def warned(alerts: Iterable[Alert], known: View, say: Speech) -> Iterator[Warned]:
    """Alerts case by case, those with the gravest and the most of them first."""
    by_case: dict[str, list[Alert]] = {}
    for each in alerts:
        by_case.setdefault(each.case, []).append(each)

    def gravity(found: tuple[str, list[Alert]]) -> list[int]:
        return [each.severity for each in found[1]]

    for identity, found in sorted(by_case.items(), key=gravity, reverse=True):
        case, first = known.case(identity), found[0]
        name = case.person.name if case else say("person not named")
        told = (Suspected(each.id, alert_label(each.code, say), each.severity) for each in found)
        yield Warned(identity, name, first.host, first.origin, tuple(told))


def lately(found: Clocks, today: dt.date) -> Iterator[Running]:
    """The clocks whose day went by not long ago."""
    for each in found.past:
        last = each.clock.last_due or each.clock.first_due
        if last and last >= today - LATELY:
            yield each


def failing(visit: Visit) -> Iterator[Source]:
    """The sources whose last visit failed; an address is shown without what is asked in it."""
    for each in store.sources(visit.store):
        if each.failing_since:
            yield each


def world(known: View, origin: str, say: Speech) -> World | None:
    """How host states stand; towards the origin state of which most is known, unless one is asked.

    None where nothing is known of any.
    """
    counted = Counter[str]()
    postures = known.postures_so_far
    for each in postures.values():
        counted[each.origin] += len(each.matters)
    origins = tuple(code for code, _ in counted.most_common())
    if not origins:
        return None
    origin = origin if origin in counted else origins[0]
    found = [each for each in postures.values() if each.origin == origin and each.matters]
    drawn = sheet(each.host for each in found)
    places = {each.code: each for each in drawn.states}
    found.sort(key=lambda each: say.state(each.host))
    hosts = tuple(host(each, say, places.get(each.host)) for each in found)
    return World(origin, origins, drawn, hosts)


def host(posture: Posture, say: Speech, place: Placed | None) -> Host:
    """A host state as map and table show it."""
    return Host(
        posture.host,
        heading(posture, posture.origin, say),
        posture.share_against,
        posture.low,
        posture.high,
        len(posture.matters),
        changed(posture.change, posture.origin, say),
        place,
    )


def last_visit(cookie: str, now: dt.datetime) -> tuple[dt.datetime, str]:
    """When the visit before this one ended, and what the cookie is to hold from now on.

    The cookie holds two moments: the end of the visit before, and the newest request.
    """
    before, _, newest = cookie.partition(".")
    if not (before.isdecimal() and newest.isdecimal() and len(cookie) < 40):
        since = now - FIRST
    else:
        last = dt.datetime.fromtimestamp(min(int(newest), now.timestamp()), dt.UTC)
        ended = dt.datetime.fromtimestamp(min(int(before), now.timestamp()), dt.UTC)
        since = last if now - last > VISIT else ended
    return since, f"{int(since.timestamp())}.{int(now.timestamp())}"
