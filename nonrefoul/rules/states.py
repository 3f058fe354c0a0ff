"""Names of states for people to read, in the languages of the interface."""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel import Locale

from nonrefoul.rules import RULES, Rule, load

Lang = Literal["ru", "en"]

# What the CLDR names beside states: unions, and codes for what is unknown or made up.
_NO_STATES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


class StateName(Rule):
    """How the field calls a state, where that differs from the CLDR."""

    code: str
    en: str
    ru: str


def state_name(code: str | None, lang: Lang) -> str:
    """The name of the state with this alpha-2 code; the code itself where it has no name.

    None, a state that is not known, is said as such.
    """
    if code is None:
        return {"ru": "государство не названо", "en": "state not named"}[lang]
    own = _own().get(code)
    if own:
        return own.ru if lang == "ru" else own.en
    return str(_territories(lang).get(code, code))


def is_state(code: str) -> bool:
    """Whether a code is that of a state or territory: ISO 3166-1 alpha-2, as the CLDR has it."""
    return code.isascii() and len(code) == 2 and code.isalpha() and code in _codes()


def states() -> frozenset[str]:
    """The codes of all states and territories that `is_state` knows."""
    return _codes()


@cache
def _codes() -> frozenset[str]:
    return frozenset(_territories("en")) - _NO_STATES


@cache
def _own() -> dict[str, StateName]:
    return {name.code: name for name in load(RULES / "states.yml", tuple[StateName, ...])}


@cache
def _territories(lang: Lang) -> dict[str, str]:
    return dict(Locale(lang).territories)
