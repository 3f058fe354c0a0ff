"""Why two names may be one person's or two's, in words that a person reads."""

from __future__ import annotations

from functools import cache

from nonrefoul.rules import RULES, Label, load
from nonrefoul.rules.states import Lang


def reason(code: str, lang: Lang) -> str:
    """A reason of a doubt in words."""
    label = _reasons()[code]
    return label.ru if lang == "ru" else label.en


@cache
def _reasons() -> dict[str, Label]:
    return load(RULES / "names" / "reasons.yml", dict[str, Label])
