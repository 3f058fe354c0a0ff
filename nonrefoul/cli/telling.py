"""What is told in a sentence: each event with what its roles were filled from, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from nonrefoul.cli.wording import event_label
from nonrefoul.publish.wording import plain
from nonrefoul.reading.claiming import Page
from nonrefoul.reading.confidence import least
from nonrefoul.reading.learned.options import of_state
from nonrefoul.reading.learned.telling import Told
from nonrefoul.rules.states import state_name
from nonrefoul.words import Claim

# A label and what is said under it.
Row = tuple[str, Text]

_CLASSES = {"happened": "happened", "not_yet": "has not happened yet", "not": "did not happen"}
# What becomes of a claim; after the second it may be said why.
GIVEN, NOT_GIVEN = "given", "not given"
# So many mentions of a state are shown, the nearest.
_NAMED = 3


def told_rows(page: Page, told: Told, claim: Claim, fate: str) -> Iterator[Row]:
    """An event that the network saw, what its roles were filled from, and what became of it."""
    label = (event_label(told.event, "en"), "bold")
    yield (
        "told",
        Text.assemble(label, f" {_chance(told.by_event)} · {told.event}, {_by(page, told)}"),
    )
    yield "  whom", Text(_whom(page, told, claim))
    yield "  host", Text(_state(page, told, told.host, told.by_host))
    yield "  origin", Text(_state(page, told, told.origin, told.by_origin))
    happened = _CLASSES[told.modality.actuality.value]
    yield "  class", Text(f"{happened} {_chance(told.by_actuality)} · {told.modality.value}")
    others = _others(claim)
    if others:
        yield "  also", Text(others)
    yield "  claim", _claim(claim, fate)


def _by(page: Page, told: Told) -> str:
    """The words that tell an event, as the text has them."""
    return "by " + ", ".join(_at(page, told, at, at + 1) for at in told.words.tolist())


def _chance(chance: float) -> str:
    return f"{chance:.2f}"


def _whom(page: Page, told: Told, claim: Claim) -> str:
    if of_state(told.event):
        return "the state's own conduct"
    name = claim.subject or "nobody by name"
    if not claim.subject and claim.group:
        name += f", “{claim.group}”"
    return f"{plain(name)} {_chance(told.by_who)}{_mention(page, told)}"


def _mention(page: Page, told: Told) -> str:
    """The words that answered best to whom it befell, as they stand in the text."""
    if told.mention is None:
        return ""
    first, last, _ = page.seen.mentions[told.mention].tolist()
    return f" · from {_at(page, told, first, last)}"


def _state(page: Page, told: Told, code: str | None, chance: float) -> str:
    """A state, and the words nearest to the event that stand for it."""
    if code is None:
        return f"state not named {_chance(chance)}"
    near = sorted(
        {at for at, state, _ in page.seen.states if state == code},
        key=lambda at: abs(at - int(told.words[0])),
    )
    named = ", ".join(_at(page, told, at, at + 1) for at in near[:_NAMED])
    more = f" and {len(near) - _NAMED} more" if len(near) > _NAMED else ""
    return f"{state_name(code, 'en')} {_chance(chance)} · from {named}{more}"


def _at(page: Page, told: Told, first: int, last: int) -> str:
    """Words of the document, with their sentence where it is not the event's."""
    seen = page.seen
    words = page.reader.document.text[int(seen.starts[first]) : int(seen.stops[last - 1])]
    number = int(seen.sentence[first])
    elsewhere = number != int(seen.sentence[told.words[0]])
    return f"“{plain(words)}”" + (f" in sentence {number + 1}" if elsewhere else "")


def _others(claim: Claim) -> str:
    """What else of a claim the sentence gave."""
    third = state_name(claim.third_state, "en") if claim.third_state else None
    roles: Sequence[tuple[str, str | None]] = (
        ("by", claim.actor),
        ("third state", third),
        ("date", claim.date),
        ("as told by", claim.attribution),
    )
    return " · ".join(f"{role} {plain(what)}" for role, what in roles if what)


def _claim(claim: Claim, fate: str) -> Text:
    """What becomes of a claim, its confidence, and the rule that it stands under."""
    under = "network" if claim.rule == "network" else f"rule {claim.rule}"
    sure = f"confidence {_chance(claim.confidence or 0)} (least {least()}) · under {under}"
    return Text(f"{fate}, {sure}", "bold green" if fate.startswith(GIVEN) else "red")
