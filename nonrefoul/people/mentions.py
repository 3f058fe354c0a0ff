"""Mentions: the claims that give one name in one document, or in several where that is safe."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nonrefoul.people.lexicon import Rarity, rarity
from nonrefoul.people.names import Name, parse
from nonrefoul.people.ruling import Given, Ruling
from nonrefoul.people.spelling import matching, plain
from nonrefoul.words import Claim, Copies, SubjectKind

# What tells a mention from all others: the name, the origin state, and where the name counts.
Spot = tuple[str, str, str]
Moment = tuple[str, str, str]

# What it takes to join two mentions of one name, and what speaks for it: how rare the name is, the
# same origin state, the same host state. A rare name is enough, a listed one with both states.
NEEDED = 3.0
WEIGHTS = {Rarity.COMMON: 1.0, Rarity.LISTED: 1.75, Rarity.RARE: 3.0}
ORIGIN = 1.0
HOST = 0.25

_QUOTED = r"[«\"“„]([^«»\"“”„]{2,40})[»\"”“]"
_CALLED = r"(@\w{3,}|[A-ZА-ЯЁ][\w’'-]+(?:\s+[A-ZА-ЯЁ][\w’'-]+){0,2})"


@dataclass(frozen=True, slots=True)
class Mention:
    """The claims that give one name, and what they tell of its bearer.

    `roles` are words for what they are; `moments` what befell them and when: host state, event,
    date; `called` are other names that the text itself says are theirs. `reports` are the documents
    that give the name so, or of which copies do.
    """

    subject: str
    origin: str | None
    hosts: frozenset[str]
    roles: frozenset[str]
    moments: frozenset[Moment]
    called: frozenset[str]
    given: tuple[Given, ...]
    claims: tuple[Claim, ...]
    reports: frozenset[str]

    @property
    def name(self) -> Name:
        """The name, taken apart."""
        return parse(self.subject)


def given(
    claims: Iterable[Claim], kind: SubjectKind = SubjectKind.PERSON
) -> dict[Given, list[Claim]]:
    """The claims that befell named persons, each once, by document and spelling of the name.

    Officials are another kind. One spelling stands for one person in one document.
    """
    told: dict[Given, dict[Claim, None]] = defaultdict(dict)
    for claim in claims:
        if claim.subject and claim.subject_kind is kind:
            name = spelling(claim.subject)
            if name:
                told[claim.document, name][claim] = None
    return {each: list(own) for each, own in sorted(told.items())}


def mentions(
    told: Mapping[Given, Sequence[Claim]], ruling: Ruling, copies: Copies
) -> dict[Spot, Mention]:
    """The mentions, in an order that does not hang on the claims'; those of a name need no other.

    A name too short to know again counts in its report only, that is its document and those that
    are `copies` of it, and so does one that judgements part from another; in its
    document only, where they part it from its like in a copy. A rare one counts wherever the same
    state pursues its bearer, a listed one where that is in one host state, a common one where the
    same befell them on the same day.
    """
    parts: dict[Spot, list[Given]] = defaultdict(list)
    moments: dict[tuple[str, str, Moment], str] = {}
    for each in sorted(told):
        own, (document, name) = told[each], each
        origin = _origin(own) or ""
        report = copies.head(document)
        place = f"alone in {document}" if each in ruling.torn else report
        if each not in ruling.alone and parse(name).full:
            weight = weight_of(parse(name))
            hosts = {claim.host for claim in own if claim.host}
            if weight >= NEEDED:
                place = ""
            elif weight + ORIGIN + HOST >= NEEDED and origin and len(hosts) == 1:
                place = f"in {min(hosts)}"
            else:
                place = _first_at_moments(name, origin, _moments(own), report, moments)
        parts[name, origin, place].append(each)
    return {key: _mention(key, parts[key], told, copies) for key in sorted(parts)}


def weight_of(name: Name) -> float:
    """How much a name says of who bears it: what its rarest word does.

    A father's name tells namesakes apart, and adds to it; so does every word beyond two.
    """
    if name.handle:
        return WEIGHTS[Rarity.RARE]
    rarest = max((_rarity(word) for word in name.words), default=Rarity.COMMON)
    return WEIGHTS[rarest] + max(0, len(name.words) - 2) + 2 * (name.patronymic is not None)


def _rarity(word: str) -> Rarity:
    """Words of three letters, as in Korean and Chinese names, tell nobody apart."""
    return rarity(word) if len(word) > 3 else Rarity.COMMON


def _first_at_moments(
    name: str,
    origin: str,
    own: Iterable[Moment],
    report: str,
    seen: dict[tuple[str, str, Moment], str],
) -> str:
    """The first report that tells the same of the same name, else this one."""
    keys = [(name, origin, moment) for moment in sorted(own)]
    place = next((seen[key] for key in keys if key in seen), report)
    for key in keys:
        seen.setdefault(key, place)
    return place


def _mention(
    key: Spot, parts: list[Given], told: Mapping[Given, Sequence[Claim]], copies: Copies
) -> Mention:
    claims = tuple(claim for each in parts for claim in told[each])
    hosts = frozenset(claim.host for claim in claims if claim.host)
    roles = frozenset(spelling(claim.group) for claim in claims if claim.group)
    called = frozenset(name for claim in claims for name in called_in(claim.quote))
    reports = frozenset(copies.head(document) for document, _ in parts)
    who = (key[0], key[1] or None, hosts, roles, _moments(claims), called)
    return Mention(*who, tuple(parts), claims, reports)


def _moments(claims: Iterable[Claim]) -> frozenset[Moment]:
    """What the claims say happened on a day that they name."""
    return frozenset(
        (claim.host or "", claim.event, claim.date)
        for claim in claims
        if claim.date and re.fullmatch(r"\d{4}-\d\d-\d\d", claim.date)
    )


@lru_cache(maxsize=500_000)
def spelling(subject: str) -> str:
    """A name in small letters, with one space between its words."""
    return " ".join(plain(subject).split())


def _origin(claims: Iterable[Claim]) -> str | None:
    origins = {claim.origin for claim in claims if claim.origin}
    return origins.pop() if len(origins) == 1 else None


@lru_cache(maxsize=100_000)
def called_in(quote: str) -> frozenset[str]:
    """The other names that a quote gives its person by saying so."""
    found = (one or other for one, other in _equating().findall(quote))
    return frozenset(spelling(each) for each in found)


@cache
def _equating() -> re.Pattern[str]:
    words = "|".join(re.escape(each) for each in matching().equating)
    return re.compile(rf"(?<!\w)(?i:{words})[\s:—–-]*(?:{_QUOTED}|{_CALLED})")
