"""Host states side by side: what `nonrefoul compare` does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typer
from rich.console import Group, RenderableType
from rich.text import Text

from nonrefoul.cli.posture_showing import Asked, chosen, code, counted_otherwise
from nonrefoul.cli.posture_view import Postures
from nonrefoul.cli.showing import lines, show_framed
from nonrefoul.posture import grouped, ranks
from nonrefoul.publish.posture_words import banded, percent, posture_texts
from nonrefoul.publish.wording import plain
from nonrefoul.rules.law import treaties
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import GroupStanding, Posture, Rank

_Members = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups as they were typed: codes of treaties, and names with their states."""

    treaties: tuple[str, ...]
    named: tuple[str, ...]

    def members(self) -> _Members:
        """The states of each group; raises BadParameter on no treaty or state."""
        found: _Members = {}
        for each in self.treaties:
            found[each] = _parties(each)
        for each in (line for told in self.named for line in _lines(told)):
            name, sign, states = each.partition("=")
            if not sign or not states.strip():
                raise typer.BadParameter("a group is a name and its states, say north=KZ,KG")
            found[name.strip()] = tuple(
                dict.fromkeys(str(code(one.strip())) for one in states.split(","))
            )
        return found


@dataclass(frozen=True, slots=True)
class _Compared:
    """Postures towards one origin state with their ranks, in the order of their shares."""

    origin: str
    postures: Sequence[Posture]
    ranks: Sequence[Rank]
    groups: Sequence[GroupStanding]


def compare(
    states: Sequence[str], groups: Groups, asked: Asked, json: bool, lang: Lang, home: Path | None
) -> None:
    """Show or print host states side by side; raises BadParameter on no state, treaty, source."""
    hosts = {code(each) for each in states}
    members = groups.members()
    found, postures = chosen(asked, home)
    postures = [each for each in postures if each.matters and (not hosts or each.host in hosts)]
    compared = list(_compared(postures, members))
    if json:
        lines({**record, **asked.told} for each in compared for record in _records(each))
        return
    heads = [Text(each, "yellow") for each in counted_otherwise(asked, lang)]
    words = posture_texts(lang)
    parts = [part for each in compared for part in _view(each, lang)]
    parts += [Text(words["rank_legend" if parts else "none"], "dim" if parts else "")]
    view = Group(*heads, *parts)
    told = (claim for each in postures for matter in each.matters for claim in matter.claims)
    show_framed(view, told, found, lang)


def _lines(told: str) -> list[str]:
    """A group as it was typed, or the groups of a file, one a line; raises OSError."""
    path = Path(told)
    if "=" in told or not path.is_file():
        return [told]
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _parties(name: str) -> tuple[str, ...]:
    """The parties of the treaty of this code; who disputes or denies it is none."""
    codes = {each.code: each for each in treaties() if not each.declaration}
    if name.lower() not in codes:
        there = ", ".join(sorted(codes))
        raise typer.BadParameter(f"no treaty of that code is on file; there are: {there}")
    parties = codes[name.lower()].parties
    return tuple(
        state
        for state, member in parties.items()
        if member.binds(None) and member.status == "party"
    )


def _compared(
    postures: Sequence[Posture], members: Mapping[str, Sequence[str]]
) -> Iterator[_Compared]:
    """Postures origin by origin: shares towards different states are not compared."""
    for origin in dict.fromkeys(each.origin for each in postures):
        own = [each for each in postures if each.origin == origin]
        own.sort(key=lambda each: (-each.share_against, each.host))
        yield _Compared(origin, own, ranks(own), grouped(own, members))


def _view(compared: _Compared, lang: Lang) -> Iterator[RenderableType]:
    words = posture_texts(lang)
    origin = state_name(compared.origin, lang)
    yield Text(words["compared"].format(origin=origin), "bold")
    yield Text()
    places = [_places(rank, lang) for rank in compared.ranks]
    yield Postures(compared.postures, "heading_place", places, lang)
    yield from (Text(_group(group, lang)) for group in compared.groups if group.balance)
    yield Text()


def _places(rank: Rank, lang: Lang) -> str:
    """The places as a range, of how many, or one with its probability; never a bare rank."""
    words, number = posture_texts(lang), len(rank.chances)
    if number == 1:
        return words["place_alone"]
    if rank.best == rank.worst:
        chance = percent(rank.chances[rank.best - 1], lang)
        return words["place"].format(best=rank.best, number=number, probability=chance)
    first = words["place_first"].format(probability=percent(rank.first, lang))
    places = words["places"].format(best=rank.best, worst=rank.worst, number=number)
    return f"{places}; {first}"


def _group(group: GroupStanding, lang: Lang) -> str:
    words = posture_texts(lang)
    named = ", ".join(state_name(each, lang) for each in group.hosts)
    parts = [plain(group.name)]
    if group.balance:
        parts.append(words["group"].format(share=banded(group.balance, lang), states=named))
    if group.above is not None:
        parts.append(words["group_above"].format(probability=percent(group.above, lang)))
    if group.unknown:
        parts.append(words["group_unknown"].format(number=len(group.unknown)))
    return " · ".join(parts)


def _records(compared: _Compared) -> Iterator[dict[str, Any]]:
    """A JSON object for each state, then one for each group."""
    for posture, rank in zip(compared.postures, compared.ranks, strict=True):
        yield {
            "host": posture.host,
            "origin": posture.origin,
            "direction": posture.direction.value,
            "share_against": posture.share_against,
            "low": posture.low,
            "high": posture.high,
            "matters": len(posture.matters),
            "sources": posture.sources,
            "rank_best": rank.best,
            "rank_worst": rank.worst,
            "rank_chances": list(rank.chances),
        }
    for group in compared.groups:
        yield {
            "group": group.name,
            "origin": compared.origin,
            "hosts": list(group.hosts),
            "unknown": list(group.unknown),
            **({} if group.balance is None else asdict(group.balance)),
            "above_others": group.above,
        }
