"""Agencies and organisations that claims name, each under all its names; never among persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from nonrefoul.people.compare import Verdict
from nonrefoul.people.mentions import spelling
from nonrefoul.people.organisations import agencies, compare_organisations, words_of
from nonrefoul.people.spelling import folds
from nonrefoul.words import Claim, SubjectKind

# What a name stands for: the codes of the agencies that it may mean, or else the name itself.
_Key = tuple[frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Body:
    """An agency or another organisation, and the claims in which it acts or something befell it.

    `codes` are of the agencies list: one for an agency, several where the name may mean several
    states' and nothing tells which, none for another organisation. `unsure` are the shown names of
    others that may be the same one.
    """

    name: str
    names: tuple[str, ...]
    codes: frozenset[str]
    claims: tuple[Claim, ...]
    unsure: tuple[str, ...] = ()


def bodies(claims: Iterable[Claim]) -> tuple[Body, ...]:
    """The agencies and organisations in the claims on one host state, those most told of first.

    Agencies are one by the list alone, told apart by the states that the claim names; others are
    one where their words are. A word such as "police" means that of the host state, so claims on
    several must not be given together.
    """
    told: dict[_Key, dict[Claim, str]] = defaultdict(dict)
    for claim in claims:
        for name in _named(claim):
            if not words_of(name):  # a state, which is no organisation
                continue
            told[_key(name, claim)][claim] = name
    groups, doubts = _grouped([*told])
    shown = {key: _shown(told[key].values()) for key in told}
    found = [_body(group, told, doubts, shown) for group in groups]
    return tuple(sorted(found, key=lambda each: (-len(each.claims), each.name)))


def _named(claim: Claim) -> Iterator[str]:
    """The names of agencies and organisations in a claim: who did it, whom it befell."""
    if claim.actor and spelling(claim.actor):
        yield claim.actor
    if claim.subject and claim.subject_kind is SubjectKind.ORGANISATION:
        yield claim.subject


def _key(name: str, claim: Claim) -> _Key:
    """What a name means; of agencies that several states have, those of the claim's own states."""
    codes = _agencies(name)
    if len(codes) > 1:
        here = [_agencies(name, state) for state in (claim.host, claim.origin) if state]
        own = codes & frozenset().union(*here)
        codes = own or codes
    return (codes, "") if codes else (codes, spelling(name))


@lru_cache(maxsize=50_000)
def _agencies(name: str, state: str | None = None) -> frozenset[str]:
    return agencies(name, state)


def _grouped(keys: list[_Key]) -> tuple[list[list[_Key]], Mapping[_Key, set[_Key]]]:
    """Names that are one organisation's, and those that may be."""
    lead = {key: key for key in keys}
    doubts: dict[_Key, set[_Key]] = defaultdict(set)

    def first(key: _Key) -> _Key:
        while lead[key] != key:
            key = lead[key]
        return key

    for one, other in _pairs(keys):
        verdict = _verdict(one, other)
        if verdict is Verdict.SAME:
            ahead, behind = sorted((first(one), first(other)), key=lambda key: key[1])
            lead[behind] = ahead
        elif verdict is Verdict.UNSURE:
            doubts[one].add(other)
            doubts[other].add(one)
    groups: dict[_Key, list[_Key]] = defaultdict(list)
    for key in keys:
        groups[first(key)].append(key)
    return [*groups.values()], doubts


def _pairs(keys: list[_Key]) -> set[tuple[_Key, _Key]]:
    """The pairs that share an agency or the beginning of a word."""
    blocks: dict[str, list[_Key]] = defaultdict(list)
    for key in keys:
        starts = {fold[:4] for word in words_of(key[1]) for fold in folds(word)}
        for block in key[0] or starts:
            blocks[block].append(key)
    return {pair for block in blocks.values() for pair in combinations(block, 2)}


def _verdict(one: _Key, other: _Key) -> Verdict:
    if one[0] or other[0]:
        return Verdict.UNSURE if one[0] & other[0] else Verdict.DIFFERENT
    return compare_organisations(one[1], other[1]).verdict


def _shown(names: Iterable[str]) -> str:
    """The name that most claims give; of equals the longest."""
    counts = Counter(names)
    return max(counts, key=lambda name: (counts[name], len(name), name))


def _body(
    group: list[_Key],
    told: Mapping[_Key, Mapping[Claim, str]],
    doubts: Mapping[_Key, set[_Key]],
    shown: Mapping[_Key, str],
) -> Body:
    names = [name for key in group for name in told[key].values()]
    claims = {claim: None for key in group for claim in told[key]}
    unsure = {shown[other] for key in group for other in doubts.get(key, ()) if other not in group}
    codes = frozenset(code for key in group for code in key[0])
    ordered = sorted(claims, key=lambda claim: (claim.document, claim.start, claim.event))
    return Body(
        _shown(names), tuple(sorted(set(names))), codes, tuple(ordered), tuple(sorted(unsure))
    )
