"""Why a matter weighs what it weighs: the numbers and reasons of `rules/posture.yml`, in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property

from pydantic import BaseModel

from nonrefoul.publish.posture_words import event_words, percent, posture_texts, weighed
from nonrefoul.rules import RULES, load
from nonrefoul.rules.states import Lang
from nonrefoul.words import Matter, Modality, Part, Side

_GIVEN = (Modality.ASSERTED, Modality.REPORTED, Modality.SUSPECTED)


class _Number(BaseModel):
    """What is needed of a number of the method; the rest is for the posture stage."""

    value: float


class _Outcome(BaseModel):
    """What is needed of the weight of an outcome."""

    event: str
    gravity: float
    reason: str


class _Weights(BaseModel):
    """What is needed of `posture.yml`."""

    enough_matters: _Number
    outcomes: tuple[_Outcome, ...]

    @cached_property
    def by_event(self) -> dict[str, _Outcome]:
        """The weight of each event."""
        return {outcome.event: outcome for outcome in self.outcomes}


def enough_matters() -> int:
    """How many matters are needed before a direction is named."""
    return round(_weights().enough_matters.value)


def reason(event: str, lang: Lang) -> str:
    """Why an event weighs what it weighs, in a sentence; empty where it has no weight."""
    own = _weights().by_event.get(event)
    if own is None:
        return ""
    return posture_texts(lang).get(f"reason_{event}", own.reason)


def number_named(name: str, own: str, lang: Lang) -> tuple[str, str]:
    """What a number of the method is called, and why it is that; `own` is the file's own reason."""
    words = posture_texts(lang)
    return words.get(f"number_{name}", ""), words.get(f"why_{name}", own)


def weighing(matter: Matter, lang: Lang) -> Iterator[str]:
    """How the matter came to its weight: a sentence for each way that it may have ended."""
    for part in matter.parts:
        yield _part(part, lang)
    if matter.parts and matter.forgetting < 1:
        left = percent(matter.forgetting, lang)
        yield posture_texts(lang)["part_forgotten"].format(left=left)


def _part(part: Part, lang: Lang) -> str:
    words = posture_texts(lang)
    left = words["part_left"].format(left=weighed(part.left, lang)) if part.left < 1 else ""
    return words["part"].format(
        side=words["in_favour" if part.side is Side.IN_FAVOUR else "against"],
        weight=weighed(part.weight, lang),
        outcome=event_words(part.claim.event, lang),
        gravity=weighed(part.gravity, lang),
        reason=_why_so_grave(part, lang),
        certainty=_certainty(part, lang),
        reading=_reading(part, lang),
        left=left,
    )


def _why_so_grave(part: Part, lang: Lang) -> str:
    """The reason of the event's weight; another where it is weighed otherwise."""
    words, own = posture_texts(lang), _weights().by_event.get(part.claim.event)
    said = reason(part.claim.event, lang)
    if own is None or part.gravity == own.gravity:
        return said
    if part.gravity == 1:
        return words["part_equal"]
    return f"{said} {words['part_removed']}"


def _certainty(part: Part, lang: Lang) -> str:
    modality = part.claim.modality
    key = f"certainty_{modality.value}" if modality in _GIVEN else "certainty_other"
    return posture_texts(lang)[key].format(value=weighed(part.certainty, lang))


def _reading(part: Part, lang: Lang) -> str:
    key = "reading_machine" if part.claim.confidence is not None else "reading_none"
    key = "reading_reviewed" if part.reviewed else key
    return posture_texts(lang)[key].format(value=weighed(part.confidence, lang))


@cache
def _weights() -> _Weights:
    return load(RULES / "posture.yml", _Weights)
