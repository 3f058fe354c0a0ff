"""The law of a state as a page shows it: what is on file, since when, how far it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.desk.naming import date_in_words
from nonrefoul.desk.speech import N_, Speech
from nonrefoul.publish.wording import plain, raised
from nonrefoul.rules.axes import in_language
from nonrefoul.rules.law import (
    UNKNOWN,
    Membership,
    Provision,
    Treaty,
    memberships,
    state_laws,
)
from nonrefoul.words import Verified

TOPICS = {
    "bars": N_("What forbids a handover"),
    "asylum": N_("Asylum"),
    "certificate": N_("Asylum seeker's certificate"),
    "detention": N_("Detention"),
    "procedure": N_("Procedure"),
    "appeal": N_("Appeal"),
    "other": N_("Other"),
}
CHECKED = {
    Verified.VERIFIED: N_("wording seen"),
    Verified.SECONDARY: N_("told by others"),
    Verified.UNVERIFIED: N_("not verified"),
}
UNITS = {
    "hours": N_("hours"),
    "days": N_("days"),
    "months": N_("months"),
    "years": N_("years"),
}


@dataclass(frozen=True, slots=True)
class Bond:
    """How the state stands to a treaty."""

    treaty: str
    stands: str
    checked: str
    firm: bool
    note: str


@dataclass(frozen=True, slots=True)
class Article:
    """A provision: what it says, its term, its dates, where it was read, how far checked."""

    id: str
    name: str
    says: str
    term: str
    since: str
    until: str
    checked: str
    firm: bool
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The provisions on one thing."""

    name: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """All that is on file of a state's law; `seen` is the day on which it was looked up."""

    seen: str
    bonds: tuple[Bond, ...]
    topics: tuple[Topic, ...]
    traps: tuple[str, ...]


def card(state: str, say: Speech) -> Card | None:
    """The card of a state; None where nothing is on file."""
    law = state_laws().get(state)
    bonds = tuple(bond(treaty, member, say) for treaty, member in memberships(state))
    if law is None:
        return Card("", bonds, (), ()) if bonds else None
    traps = tuple(in_language(each, say.lang) for each in law.traps)
    return Card(date_in_words(law.seen, say), bonds, tuple(topics(law.provisions, say)), traps)


def topics(provisions: tuple[Provision, ...], say: Speech) -> Iterator[Topic]:
    """Provisions, topic by topic."""
    for code, name in TOPICS.items():
        found = tuple(article(each, say) for each in provisions if each.topic == code)
        if found:
            yield Topic(say(name), found)


def bond(treaty: Treaty, member: Membership, say: Speech) -> Bond:
    """How a state stands to a treaty."""
    if member.status == "not_party":
        stands = say("not a party")
    elif member.status == "disputed":
        stands = say("disputed")
    elif member.since == UNKNOWN:
        stands = say("party, since when is not known")
    else:
        stands = say("party since %(day)s", day=date_in_words(member.since, say))
    if member.until:
        stands += ", " + say("until %(day)s", day=date_in_words(member.until, say))
    return Bond(
        in_language(treaty.name, say.lang),
        stands,
        say(CHECKED[member.verified]),
        member.verified is Verified.VERIFIED,
        raised(in_language(member.note, say.lang)) if member.note else "",
    )


def article(each: Provision, say: Speech) -> Article:
    """A provision as a page shows it."""
    term = each.term
    told = f"{say.number(term.number)} {say(UNITS[term.unit])}" if term else ""
    if term and not term.clock:
        told = say("%(term)s (no day due is worked out from it)", term=told)
    since = "" if each.since == UNKNOWN else date_in_words(each.since, say)
    return Article(
        each.id,
        in_language(each.article, say.lang),
        in_language(each.says, say.lang),
        told,
        since,
        date_in_words(each.until, say) if each.until else "",
        say(CHECKED[each.verified]),
        each.verified is Verified.VERIFIED,
        "; ".join(plain(one) for one in each.source) or plain(each.check_at or ""),
        raised(in_language(each.note, say.lang)) if each.note else "",
    )
