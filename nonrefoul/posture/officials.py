"""What officials did to those whom the origin state wants, and whether they are still in office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nonrefoul.posture.certainty import USUAL, Counting
from nonrefoul.posture.weights import Outcome, weights
from nonrefoul.words import Actuality, Claim, Side

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Record:
    """The side and gravity of claims on one host, in the light of who was removed or appointed."""

    __slots__ = ("_acted", "_past", "_removed")

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        """Learn from the claims which officials acted against the persons."""
        happened = [each for each in claims if each.modality.actuality is Actuality.HAPPENED]
        moves = [each for each in happened if changes_office(each)]
        harms = [each for each in happened if _harms(each)] if moves else []
        by = {name: _done_by(name, harms) for name in {each.subject for each in moves} if name}
        appointed = {move.subject for move in moves if move.event == "official_appointed"}
        removed = {move.subject for move in moves if move.event == "official_dismissed"}
        self._acted = {name for name, done in by.items() if done}
        self._removed = removed - appointed
        self._past = {harm for name in self._removed for harm in by.get(name or "", ())}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Record) and self._all() == other._all()

    __hash__ = None  # type: ignore[assignment]

    def _all(self) -> tuple[set[str], set[str | None], set[Claim]]:
        return self._acted, self._removed, self._past

    def side(self, claim: Claim) -> Side:
        """Whom the claim's event serves: `none` where the claims do not say."""
        rule = _rule(claim)
        if not rule.by_record:
            return rule.side
        in_office = claim.event == "official_appointed" or claim.subject in self._removed
        return rule.side if in_office and claim.subject in self._acted else Side.NONE

    def gravity(self, claim: Claim, counting: Counting = USUAL) -> float:
        """What the event weighs; less where it was the act of an official since removed."""
        gravity = 1.0 if counting.equal else _rule(claim).gravity
        if self._past and claim in self._past:
            return gravity * weights().removed_official.value
        return gravity


def changes_office(claim: Claim) -> bool:
    """Whether the claim tells of an official removed or appointed."""
    return _rule(claim).by_record


def _harms(claim: Claim) -> bool:
    rule = _rule(claim)
    return rule.side is Side.AGAINST and not rule.by_record


def _rule(claim: Claim) -> Outcome:
    return weights().by_event[claim.event]


def _done_by(name: str, harms: Iterable[Claim]) -> list[Claim]:
    """The harms that the official of this name did."""
    surname = (_words(name) or [""])[-1]
    return [harm for harm in harms if _by(surname, harm)]


def _by(surname: str, harm: Claim) -> bool:
    """Whether the official of a surname is the one who did the harm."""
    if harm.actor is not None:
        return surname in _words(harm.actor)
    if _stem(surname) not in _plain(harm.quote) or surname in _words(harm.attribution):
        return False
    return any(_is_form(word, surname) for word in _words(harm.quote))


def _plain(text: str | None) -> str:
    return (text or "").casefold().replace("ё", "е")


def _words(text: str | None) -> list[str]:
    return _WORD.findall(_plain(text))


def _is_form(word: str, surname: str) -> bool:
    """Whether a word looks like a case form of a surname: the same but for a short ending."""
    stem = _stem(surname)
    return len(stem) >= 4 and word.startswith(stem) and len(word) - len(stem) <= 3


def _stem(surname: str) -> str:
    return surname[:-1] if surname[-1:] in "аяйьыиоеу" else surname
