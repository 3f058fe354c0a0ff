"""Law as data: provisions of states and treaties, each with dates, source and how sure it is."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from nonrefoul.rules import RULES, Label, Rule, RuleError, load
from nonrefoul.rules.spans import span
from nonrefoul.rules.states import Lang
from nonrefoul.words import Norm, Verified

# A folder of a user's own: its `law/` is read beside ours, and a file of the same state wins.
OWN = "NONREFOUL_RULES"

UNKNOWN = "unknown"


def _day(value: object) -> str:
    """A day as written; raises ValueError where it is none."""
    text = str(value)
    if text != UNKNOWN and span(text)[0] is None:
        raise ValueError("is no day; write 2014-07-04, 2014-07, 2014 or unknown")
    return text


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


# YAML reads a bare day as a date and a bare year as a number.
Day = Annotated[str, BeforeValidator(_day)]
Addresses = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Term(Rule):
    """A time limit: how long, in which days, and whether a date due may be worked out from it."""

    number: Annotated[int, Field(gt=0)]
    unit: Literal["hours", "days", "months", "years"]
    days: Literal["calendar", "working", "unspecified"]
    clock: bool
    kind: str | None = None
    stops: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    may: bool = False


class Provision(Rule):
    """An article of a law or treaty; it does not load without dates, source and `verified`."""

    id: str
    topic: Literal["bars", "asylum", "certificate", "detention", "procedure", "appeal", "other"]
    article: Label
    says: Label
    since: Day = Field(alias="from")
    from_is: Literal["in_force", "adopted", "seen"] = "in_force"
    until: Day | None = None
    source: Addresses = ()
    verified: Verified
    check_at: str | None = None
    note: Label | None = None
    bears_on: tuple[str, ...] = ()
    term: Term | None = None

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if not any(each.strip() for each in self.source):
            if self.verified is not Verified.UNVERIFIED:
                raise ValueError("`source` is missing: say where it was read")
            if not self.check_at:
                raise ValueError("`source` is missing: give `check_at`, where to look it up")
        if self.term and self.term.clock and self.verified is not Verified.VERIFIED:
            raise ValueError("`clock: true` needs `verified: verified`: no date due rests on less")
        return self

    def holds(self, day: dt.date | None) -> bool:
        """Whether it may hold on a day; where no day is known, whether no end of it is known.

        What was only seen to hold on a day may have held before.
        """
        if day is None:
            return self.until is None
        return held(UNKNOWN if self.from_is == "seen" else self.since, self.until, day)

    def checked(self, day: dt.date | None) -> Verified:
        """How far it was checked for a day: what was seen later was not checked for earlier."""
        first = span(self.since)[0]
        early = self.from_is == "seen" and day and first and day < first
        return weaker(self.verified, Verified.SECONDARY) if early else self.verified

    def norm(self, lang: Lang = "en", verified: Verified | None = None) -> Norm:
        """The provision as the stages speak of it, in one language."""
        source = "; ".join(self.source) or self.check_at or ""
        article, says = getattr(self.article, lang), getattr(self.says, lang)
        return Norm(self.id, article, says, source, verified or self.verified)


class Membership(Rule):
    """How a state stands to a treaty, from which day, and how far that was checked."""

    since: Day = Field(alias="from")
    until: Day | None = None
    verified: Verified
    status: Literal["party", "disputed", "not_party"] = "party"
    note: Label | None = None

    def binds(self, day: dt.date | None) -> bool:
        """Whether the state may be bound on a day; where none is known, whether it still may be."""
        if self.status == "not_party":
            return False
        return self.until is None if day is None else held(self.since, self.until, day)


class Treaty(Rule):
    """A treaty, or a declaration that speaks to every state."""

    code: str
    name: Label
    declaration: bool = False
    reciprocal: bool = False
    parties_source: str | None = None
    parties_note: Label | None = None
    parties: dict[str, Membership] = Field(default_factory=dict)
    provisions: tuple[Provision, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _checked(self) -> Self:
        if not self.declaration and not (self.parties and self.parties_source):
            raise ValueError("`parties` and `parties_source` are missing: a treaty has parties")
        return self

    def bond(self, state: str | None, day: dt.date | None) -> Verified | None:
        """How sure it is that the state is bound on a day; None where it is not.

        A state that nobody looked up may be bound: that is unverified.
        """
        if self.declaration:
            return Verified.VERIFIED
        found = self.parties.get(state or "")
        if found is None:
            return Verified.UNVERIFIED
        if not found.binds(day):
            return None
        return Verified.UNVERIFIED if found.status == "disputed" else found.verified


class StateLaw(Rule):
    """The provisions of one state, and what misleads there."""

    code: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    seen: Day
    provisions: tuple[Provision, ...] = Field(min_length=1)
    traps: tuple[Label, ...] = ()


def held(since: str, until: str | None, day: dt.date) -> bool:
    """Whether a day lies between the two; an end that is unknown shuts nothing out."""
    first, last = span(since)[0], span(until)[1]
    return not ((first and day < first) or (last and day > last))


def weaker(*checks: Verified) -> Verified:
    """The least that was checked of what a norm rests on."""
    order = list(Verified)
    return max(checks, key=order.index)


def folders() -> list[Path]:
    """The folders of law: ours, then the user's own where one is set; raises RuleError."""
    own = os.environ.get(OWN)
    if not own:
        return [RULES / "law"]
    if not (Path(own) / "law").is_dir():
        raise RuleError(f"{own}: there is no folder `law` in it; mend {OWN} or --rules")
    return [RULES / "law", Path(own) / "law"]


def use(own: Path | None) -> None:
    """Read law from the user's own folder too, in place of what was read before."""
    if own is not None:
        os.environ[OWN] = str(own)
    for each in (treaties, state_laws, provisions, _treaty_of, named, bearing, terms):
        each.cache_clear()


def treaty_files() -> list[Path]:
    """Every file of a treaty, a later one of the same name in place of an earlier."""
    return _files("treaties/*.yml")


def state_files() -> list[Path]:
    """Every file of a state, a later one of the same name in place of an earlier."""
    return _files("*.yml")


def _files(pattern: str) -> list[Path]:
    found: dict[str, Path] = {}
    for folder in folders():
        found.update((path.name, path) for path in sorted(folder.glob(pattern)))
    return [found[name] for name in sorted(found)]


@cache
def treaties() -> tuple[Treaty, ...]:
    """All treaties and declarations; raises RuleError."""
    return tuple(load(path, Treaty) for path in treaty_files())


@cache
def state_laws() -> dict[str, StateLaw]:
    """The law of every state that has a file, by code; raises RuleError."""
    found: dict[str, StateLaw] = {}
    for path in state_files():
        law = load(path, StateLaw)
        if law.code in found:
            raise RuleError(f"{path}: code: {law.code} has a file already; keep one")
        found[law.code] = law
    return found


@cache
def provisions() -> dict[str, Provision]:
    """Every provision by its id; raises RuleError where two have the same id."""
    found: dict[str, Provision] = {}
    for each in _all():
        if each.id in found:
            raise RuleError(f"rules/law: id {each.id!r} stands twice; give each provision its own")
        found[each.id] = each
    return found


def _all() -> Iterator[Provision]:
    for treaty in treaties():
        yield from treaty.provisions
    for law in state_laws().values():
        yield from law.provisions


@cache
def _treaty_of() -> dict[str, Treaty]:
    return {each.id: treaty for treaty in treaties() for each in treaty.provisions}


@cache
def named(ids: tuple[str, ...], host: str | None, day: dt.date | None) -> tuple[Norm, ...]:
    """Those of the norms that may bind the host on a day, no surer than its membership is."""
    found = []
    for code in ids:
        provision, treaty = provisions()[code], _treaty_of().get(code)
        bond = treaty.bond(host, day) if treaty else Verified.VERIFIED
        if bond and provision.holds(day):
            found.append(provision.norm(verified=weaker(provision.checked(day), bond)))
    return tuple(found)


@cache
def bearing(host: str | None, state: str, day: dt.date | None) -> tuple[Norm, ...]:
    """The host's own provisions, and those of its treaties, that bear on a state of an axis."""
    law = state_laws().get(host or "")
    own = law.provisions if law else ()
    shared = [each for treaty in treaties() for each in treaty.provisions if _known(treaty, host)]
    bears = [each for each in (*own, *shared) if state in each.bears_on]
    return named(tuple(each.id for each in bears), host, day)


def _known(treaty: Treaty, host: str | None) -> bool:
    return host in treaty.parties


@cache
def terms(
    host: str | None, origin: str | None, kind: str
) -> tuple[tuple[Provision, Verified], ...]:
    """The terms of a kind that may run in a host state, each with how sure it is that it binds.

    A treaty on extradition counts only where both states may be bound by it; a term that the
    host's own law puts in its place does not run beside it.
    """
    law = state_laws().get(host or "")
    found = [(each, Verified.VERIFIED) for each in (law.provisions if law else ())]
    for treaty in treaties():
        if host in treaty.parties and _between(treaty, origin):
            bond = treaty.bond(host, None)
            found += [(each, bond) for each in treaty.provisions if bond]
    of_kind = [(each, bond) for each, bond in found if each.term and each.term.kind == kind]
    replaced = {code for each, _ in of_kind if each.term for code in each.term.instead_of}
    return tuple((each, bond) for each, bond in of_kind if each.id not in replaced)


def _between(treaty: Treaty, origin: str | None) -> bool:
    return not treaty.reciprocal or (
        origin in treaty.parties and treaty.bond(origin, None) is not None
    )


def norm_in(norm: Norm, lang: Lang) -> Norm:
    """The same norm in another language; as it is where the rules do not know it."""
    known = provisions().get(norm.id)
    return known.norm(lang, norm.verified) if known else norm


def memberships(state: str) -> Iterable[tuple[Treaty, Membership]]:
    """How the state stands to each treaty, as far as it was looked up."""
    for treaty in treaties():
        if state in treaty.parties:
            yield treaty, treaty.parties[state]
