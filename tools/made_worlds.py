"""Made worlds: host states whose true conduct is known, and what unlike sources tell of it.

Everything is invented. The generator shares no assumption with the posture's model but what the
words mean: conduct is steady, steps, slides or wanders; acts come in procedures of several steps;
sources differ in diligence, lag and manners, some tell bad news alone and tell it loudly; reports
are copied; attention comes and goes; readings are now and then wrong, persons now and then split.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from nonrefoul.words import Claim, Copies, Document, Modality, Person, SubjectKind

MONTHS = 48
FIRST = 2030 * 12
ORIGIN = "XO"
KINDS = ("steady", "step", "slide", "drift")
_SHARES = (0.4, 0.3, 0.15, 0.15)

# What acts there are on each side, and how often. Their mean gravity is nearly the same on both
# sides, so the share of weighted conduct is the chance that an act goes against the persons.
_INTERIM = {
    True: (("detained", "detention_extended"), (0.5, 0.5)),
    False: (("asylum_seeker_certified", "extradition_suspended"), (0.5, 0.5)),
}
_LAST = {
    True: (
        ("asylum_refused", "extradition_approved", "deported", "extradited", "abducted"),
        (0.1, 0.2, 0.2, 0.4, 0.1),
    ),
    False: (("released", "extradition_refused", "asylum_granted"), (0.15, 0.5, 0.35)),
}
_POLICY = {
    True: (("cooperates", "turned_toward"), (0.4, 0.6)),
    False: (("does_not_cooperate", "turned_away"), (0.4, 0.6)),
}
AGAINST = frozenset(event for kinds in (_INTERIM, _LAST, _POLICY) for event in kinds[True][0])
IN_FAVOUR = frozenset(event for kinds in (_INTERIM, _LAST, _POLICY) for event in kinds[False][0])
_MISREAD = (*sorted(AGAINST | IN_FAVOUR), "wanted", "prosecuted", "relocated", "assisted")


@dataclass(frozen=True, slots=True)
class Host:
    """A host state: its true share against in each month, and how it came about.

    `changed` is the month of a step, or that in which a slide began; `rate` is how many matters
    there were a month, told of or not.
    """

    name: str
    kind: str
    truth: tuple[float, ...]
    rate: float
    changed: int | None = None

    @property
    def size(self) -> float:
        """By how much conduct changed over all: over nothing, more against the persons."""
        return self.truth[-1] - self.truth[0]


@dataclass(slots=True)
class World:
    """Host states and all that was told of them."""

    seed: int
    hosts: tuple[Host, ...]
    claims: list[Claim] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)

    @property
    def copies(self) -> Copies:
        """Which documents are copies."""
        return Copies(self.heads)


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    diligence: float
    one_sided: float
    loud: float
    lag: float


@dataclass(frozen=True, slots=True)
class _Act:
    host: str
    subject: str | None
    event: str
    against: bool
    day: dt.date


def month_end(month: int) -> dt.date:
    """The last day of a month of the worlds, from 0 on."""
    return _first_of(month + 1) - dt.timedelta(days=1)


def _first_of(month: int) -> dt.date:
    year, rest = divmod(FIRST + month, 12)
    return dt.date(year, rest + 1, 1)


def made_world(seed: int, hosts: int = 1) -> World:
    """The world of a seed: the same every time."""
    chance = np.random.default_rng(seed)
    world = World(seed, tuple(_host(chance, f"X{chr(65 + at)}") for at in range(hosts)))
    sources = [_source(chance, at) for at in range(int(chance.integers(3, 7)))]
    copying, louder = chance.uniform(0, 2), float(np.exp(chance.normal(0, 0.25)))
    for host in world.hosts:
        attention = _attention(chance)
        for act in _acts(host, chance):
            month = (act.day.year * 12 + act.day.month - 1) - FIRST
            for source in sources:
                heard = source.diligence * attention[min(month, MONTHS - 1)]
                heard *= louder if act.against else source.one_sided
                if chance.random() < heard:
                    _tell(world, act, source, chance, copying)
    _people(world, chance)
    return world


def _host(chance: np.random.Generator, name: str) -> Host:
    kind = str(chance.choice(KINDS, p=_SHARES))
    rate = float(np.exp(chance.uniform(np.log(0.7), np.log(8))))
    start, truth, changed = float(chance.uniform(0.05, 0.95)), np.empty(MONTHS), None
    truth[:] = start
    if kind in ("step", "slide"):
        size = float(chance.uniform(0.3, 0.85))
        rises = start + size <= 0.97 and (start - size < 0.03 or chance.random() < 0.5)
        if not rises and start - size < 0.03:
            start = float(chance.uniform(0.03 + size, 0.97)) if size < 0.94 else 0.97
        changed = int(chance.integers(18, 37))
        months = 1 if kind == "step" else int(chance.integers(4, 13))
        along = np.clip((np.arange(MONTHS) - changed + 1) / months, 0, 1)
        truth = start + (size if rises else -size) * along
    if kind == "drift":
        steps = np.cumsum(chance.normal(0, 0.15, MONTHS))
        truth = 1 / (1 + np.exp(-(np.log(start / (1 - start)) + steps)))
    return Host(name, kind, tuple(float(each) for each in truth), rate, changed)


def _source(chance: np.random.Generator, at: int) -> _Source:
    one_sided = chance.random() < 0.25
    return _Source(
        name=f"source-{at}",
        diligence=float(chance.beta(2, 3)),
        one_sided=float(chance.uniform(0.1, 0.4)) if one_sided else 1.0,
        loud=2.0 if one_sided else 0.2,
        lag=float(chance.uniform(2, 25)),
    )


def _attention(chance: np.random.Generator) -> list[float]:
    """How much the world looks, month by month; it comes and goes, whatever the state does."""
    level, found = 0.0, []
    for _ in range(MONTHS):
        level = 0.8 * level + float(chance.normal(0, 0.25))
        found.append(min(2.0, float(np.exp(level))))
    return found


def _acts(host: Host, chance: np.random.Generator) -> Iterator[_Act]:
    for month in range(MONTHS):
        for number in range(int(chance.poisson(host.rate))):
            yield from _procedure(host, month, f"{host.name} {month} {number}", chance)
        for _ in range(int(chance.poisson(0.25))):
            against = bool(chance.random() < host.truth[month])
            yield _Act(
                host.name, None, _pick(_POLICY, against, chance), against, _day(month, chance)
            )


def _procedure(host: Host, month: int, subject: str, chance: np.random.Generator) -> Iterator[_Act]:
    """The acts on one person, each by the conduct of its own month."""
    acts = int(chance.choice((1, 2, 3), p=(0.5, 0.3, 0.2)))
    for number in range(acts):
        if month >= MONTHS:
            return
        against = bool(chance.random() < host.truth[month])
        ends = number == acts - 1 and chance.random() < 0.8
        event = _pick(_LAST if ends else _INTERIM, against, chance)
        yield _Act(host.name, subject, event, against, _day(month, chance))
        month += 1 + int(chance.exponential(2))


def _pick(
    kinds: Mapping[bool, tuple[tuple[str, ...], tuple[float, ...]]],
    against: bool,
    chance: np.random.Generator,
) -> str:
    events, shares = kinds[against]
    return events[int(chance.choice(len(events), p=shares))]


def _day(month: int, chance: np.random.Generator) -> dt.date:
    return _first_of(month) + dt.timedelta(days=int(chance.integers(0, 28)))


def _tell(
    world: World, act: _Act, source: _Source, chance: np.random.Generator, copying: float
) -> None:
    """A source's reports of an act, several where it is loud, and the copies of them."""
    for _ in range(1 + int(chance.poisson(source.loud))):
        late = float(chance.uniform(30, 120)) if chance.random() < 0.1 else 0.0
        told = act.day + dt.timedelta(days=int(chance.exponential(source.lag) + late))
        claim = _claim(f"d{len(world.documents)}", act, chance)
        head = claim.document
        world.documents[head] = Document(head, "", published=told, source=source.name)
        world.claims.append(claim)
        for number in range(int(chance.poisson(copying))):
            copy = f"d{len(world.documents)}"
            day = told + dt.timedelta(days=int(chance.exponential(3)))
            world.documents[copy] = Document(copy, "", published=day, source=f"mirror-{number}")
            world.heads |= {head: head, copy: head}
            world.claims.append(_copied(claim, copy))


def _claim(document: str, act: _Act, chance: np.random.Generator) -> Claim:
    confidence = float(chance.beta(9, 2))
    event = act.event
    if chance.random() > confidence:
        event = _MISREAD[int(chance.integers(len(_MISREAD)))]
    date = (act.day.isoformat(), f"{act.day:%Y-%m}", None)[
        int(chance.choice(3, p=(0.55, 0.2, 0.25)))
    ]
    modality = (Modality.ASSERTED, Modality.REPORTED, Modality.SUSPECTED)
    return Claim(
        document=document,
        event=event,
        subject=act.subject,
        subject_kind=SubjectKind.PERSON if act.subject else SubjectKind.NONE,
        modality=modality[int(chance.choice(3, p=(0.6, 0.3, 0.1)))],
        start=0,
        end=1,
        quote=".",
        host=act.host,
        origin=ORIGIN,
        date=date,
        confidence=confidence,
    )


def _copied(claim: Claim, document: str) -> Claim:
    return Claim(
        **{name: getattr(claim, name) for name in Claim.__dataclass_fields__}
        | {"document": document}
    )


def _people(world: World, chance: np.random.Generator) -> None:
    """Who is who, as well as it is found out: three in a hundred mentions are taken for another."""
    found: dict[str, list[Claim]] = {}
    for claim in world.claims:
        if claim.subject:
            name = claim.subject if chance.random() > 0.03 else f"{claim.subject}, {claim.document}"
            found.setdefault(name, []).append(claim)
    world.persons = [Person(name, name, (name,), tuple(own)) for name, own in found.items()]
