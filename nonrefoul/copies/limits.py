"""The rules of `copies.yml`, checked and ready to use."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Annotated

from pydantic import Field

from nonrefoul.rules import RULES, Rule, load


class Limit(Rule):
    """A number and why it is that."""

    value: Annotated[float, Field(ge=0)]
    reason: Annotated[str, Field(min_length=10)]


class Limits(Rule):
    """All of `copies.yml`."""

    least_characters: Limit
    shared: Limit
    least_ratio: Limit
    cut_ratio: Limit
    contradictions: Limit
    boilerplate: tuple[str, ...]
    figures: tuple[str, ...]

    @cached_property
    def of_the_channel(self) -> re.Pattern[str]:
        """Finds something in a line of boilerplate."""
        return re.compile("|".join(f"(?:{each})" for each in self.boilerplate), re.IGNORECASE)


@cache
def limits() -> Limits:
    """The rules that ship with the package; raises RuleError where the file is wrong."""
    return load(RULES / "copies.yml", Limits)
