"""Provisions of law, each with its source and whether it was checked, in both languages."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from nonrefoul.rules import RULES, Label, Rule, RuleError, load
from nonrefoul.rules.states import Lang
from nonrefoul.words import Norm

TREATIES = RULES / "law" / "treaties.yml"


class NotBound(Rule):
    """States for which no membership was found, and where it was looked up."""

    states: tuple[str, ...]
    source: str = Field(min_length=1)
    note: str


class Provision(Rule):
    """An article of a treaty; without a source, or without saying if verified, it does not load."""

    id: str
    article: Label
    says: Label
    source: str = Field(min_length=1)
    verified: bool
    not_bound: NotBound | None = None

    def binds(self, state: str | None) -> bool:
        """Whether the provision may be named for this state."""
        return self.not_bound is None or state not in self.not_bound.states

    def norm(self, lang: Lang = "en") -> Norm:
        """The provision as the stages speak of it, in one language."""
        article, says = getattr(self.article, lang), getattr(self.says, lang)
        return Norm(self.id, article, says, self.source, self.verified)


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by its id; raises RuleError where two have the same id."""
    found = load(TREATIES, tuple[Provision, ...])
    by_id = {provision.id: provision for provision in found}
    if len(by_id) < len(found):
        raise RuleError(f"{TREATIES}: an id stands twice; give each provision its own")
    return by_id


def norm_in(norm: Norm, lang: Lang) -> Norm:
    """The same norm in another language; as it is where the rules do not know it."""
    known = provisions().get(norm.id)
    return known.norm(lang) if known else norm
