"""What officials did to those whom the origin state wants, and whether they are still in office."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nonrefoul.posture.weights import Outcome, weights
from nonrefoul.words import Actuality, Claim, Side

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Record:
    """The side and gravity of claims on one host, in the light of who was removed or appointed."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Learn from the claims which officials acted against the persons."""
        rules = weights().by_event
        happened = [each for each in claims if each.modality.actuality is Actuality.HAPPENED]
        moves = [each for each in happened if each.event in rules and rules[each.event].by_record]
        harms = [each for each in happened if _rule(each).side is Side.AGAINST]
        harms = [each for each in harms if each not in moves]
        self._acted = {
            move.subject for move in moves if move.subject and any(_by(move, h) for h in harms)
        }
        appointed = {move.subject for move in moves if move.event == "official_appointed"}
        removed = [move for move in moves if move.event == "official_dismissed"]
        removed = [move for move in removed if move.subject not in appointed]
        self._removed = {move.subject for move in removed}
        self._past = {harm for harm in harms if any(_by(move, harm) for move in removed)}

    def side(self, claim: Claim) -> Side:
        """Whom the claim's event serves: `none` where the claims do not say."""
        rule = _rule(claim)
        if not rule.by_record:
            return rule.side
        in_office = claim.event == "official_appointed" or claim.subject in self._removed
        return rule.side if in_office and claim.subject in self._acted else Side.NONE

    def gravity(self, claim: Claim) -> float:
        """What the event weighs; less where it was the act of an official since removed."""
        gravity = _rule(claim).gravity
        return gravity * weights().removed_official.value if claim in self._past else gravity


def _rule(claim: Claim) -> Outcome:
    return weights().by_event[claim.event]


def _by(move: Claim, harm: Claim) -> bool:
    """Whether the official of a change in office is the one who did the harm."""
    surname = (_words(move.subject) or [""])[-1]
    if harm.actor is not None:
        return surname in _words(harm.actor)
    spoke = surname in _words(harm.attribution)
    return not spoke and any(_is_form(word, surname) for word in _words(harm.quote))


def _words(text: str | None) -> list[str]:
    return _WORD.findall((text or "").casefold().replace("ё", "е"))


def _is_form(word: str, surname: str) -> bool:
    """Whether a word looks like a case form of a surname: the same but for a short ending."""
    stem = surname[:-1] if surname[-1:] in "аяйьыиоеу" else surname
    return len(stem) >= 4 and word.startswith(stem) and len(word) - len(stem) <= 3
