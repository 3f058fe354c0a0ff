"""A state as a person types it: `KG`, `Kyrgyzstan`, `Киргизия`."""

from __future__ import annotations

from functools import cache

from babel import Locale

from nonrefoul.reading.gazetteer import states
from nonrefoul.rules.states import state_name

_LOCALES = ("en", "ru")


def state_code(text: str) -> str | None:
    """The alpha-2 code of the state so called or coded; None where no state is."""
    return _codes().get(_fold(text))


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


@cache
def _codes() -> dict[str, str]:
    """Codes by every folded name: the CLDR's in each language, the field's, the gazetteer's."""
    found: dict[str, str] = {}
    for state in states():
        names = [
            state.code,
            *state.names,
            state_name(state.code, "en"),
            state_name(state.code, "ru"),
        ]
        names += [str(Locale(each).territories.get(state.code, state.code)) for each in _LOCALES]
        found.update((_fold(name), state.code) for name in names)
    return found
