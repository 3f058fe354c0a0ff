"""The rules of `copies.yml`, checked and ready to use."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Annotated

from pydantic import Field

from nonrefoul.rules import RULES, Rule, load

_NO_LETTERS = ' \t\u00a0—–-•·*_|«"“([👉📷📸📹🎥🔗❗⚡\ufe0f'


class Limit(Rule):
    """A number and why it is that."""

    value: Annotated[float, Field(ge=0)]
    reason: Annotated[str, Field(min_length=10)]


class Limits(Rule):
    """All of `copies.yml`."""

    least_characters: Limit
    shared: Limit
    shared_beginning: Limit
    least_ratio: Limit
    cut_ratio: Limit
    contradictions: Limit
    boilerplate: tuple[str, ...]
    boilerplate_beginning: tuple[str, ...]
    figures: tuple[str, ...]

    def of_the_channel(self, line: str) -> bool:
        """Whether a line, in small letters, is boilerplate."""
        stripped = line.lstrip(_NO_LETTERS)
        return bool(self._anywhere.search(line) or self._beginning.match(stripped))

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return re.compile("|".join(self.boilerplate))

    @cached_property
    def _beginning(self) -> re.Pattern[str]:
        return re.compile("|".join(self.boilerplate_beginning))


@cache
def limits() -> Limits:
    """The rules that ship with the package; raises RuleError where the file is wrong."""
    return load(RULES / "copies.yml", Limits)
