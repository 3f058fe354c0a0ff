"""Where a host state is heading, in words, signs and classes: never by colour alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from nonrefoul.desk.speech import Speech
from nonrefoul.words import Account, Change, Direction, Posture

SIGNS = {
    Direction.TOWARD: "→",
    Direction.AWAY: "←",
    Direction.UNCLEAR: "·",
    Direction.NOT_ENOUGH_KNOWN: "?",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A direction: its code, which pages use as a class, its sign, what it says, how likely."""

    code: str
    sign: str
    words: str
    probability: float | None


def heading(posture: Posture | Account, origin: str, say: Speech) -> Heading:
    """The direction of a posture or of one of its lines."""
    direction, name = posture.direction, say.state(origin)
    sure = direction in (Direction.TOWARD, Direction.AWAY)
    words = {
        Direction.TOWARD: say("toward %(origin)s", origin=name),
        Direction.AWAY: say("away from %(origin)s", origin=name),
        Direction.UNCLEAR: say("unclear"),
        Direction.NOT_ENOUGH_KNOWN: say("not enough known"),
    }[direction]
    code = direction.value.replace("_", "-")
    return Heading(code, SIGNS[direction], words, posture.probability if sure else None)


def changed(change: Change | None, origin: str, say: Speech) -> str:
    """Whether a posture moved over the last months, with the probability."""
    if change is None:
        return say("Whether it has moved is not known.")
    since = month_in_words(change.since, say)
    values = {"since": since, "origin": say.state(origin)}
    if change.direction is Direction.TOWARD:
        sure = say.percent(change.rose)
        return say(
            "Since %(since)s it has moved toward %(origin)s (%(sure)s).", sure=sure, **values
        )
    if change.direction is Direction.AWAY:
        sure = say.percent(change.fell)
        return say(
            "Since %(since)s it has moved away from %(origin)s (%(sure)s).", sure=sure, **values
        )
    return say("No sure change since %(since)s.", since=since)


def month_in_words(month: str, say: Speech) -> str:
    """An EDTF month as people say it."""
    year, _, number = month.partition("-")
    return say.month(dt.date(int(year), int(number or 1), 1))
