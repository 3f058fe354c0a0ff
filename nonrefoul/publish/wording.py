"""The digest's words: a claim as a sentence that keeps its certainty and its date."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from functools import cache

from nonrefoul.publish.dates import spoken
from nonrefoul.rules import RULES, Rule, load
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.texts import visible
from nonrefoul.words import Actuality, Claim


class Forms(Rule):
    """How one language says an event that happened, lies ahead, or did not happen."""

    done: str
    ahead: str
    undone: str


class EventWords(Rule):
    """How each language says an event."""

    event: str
    ru: Forms
    en: Forms


class Wording(Rule):
    """All of `digest.yml`."""

    texts: dict[Lang, dict[str, str]]
    events: tuple[EventWords, ...]


@cache
def texts(lang: Lang) -> dict[str, str]:
    """The fixed texts of the digest in a language."""
    return _wording().texts[lang]


def sentence(claim: Claim, lang: Lang) -> str:
    """What the claim says, in one sentence: no more certain and no more dated than the claim.

    Where its document no longer says so, or is gone, that is said too.
    """
    words, modality = texts(lang), claim.modality.value
    by = claim.attribution and f"{modality}_by" in words
    body = words[f"{modality}_by" if by else modality].format(
        body=_body(claim, lang), who=plain(claim.attribution or "")
    )
    if claim.date:
        body = words["dated"].format(date=plain(spoken(claim.date, lang, words)), body=body)
    return " ".join((raised(body) + ".", *_since(claim, words)))


def _since(claim: Claim, words: dict[str, str]) -> Iterator[str]:
    """What has become of the words since they were captured."""
    if claim.edited_away:
        yield words["edited_away"]
    if claim.standing and claim.standing.gone:
        yield words["gone"].format(date=claim.standing.gone[:10])


def _body(claim: Claim, lang: Lang) -> str:
    forms = _forms()[claim.event, lang]
    saying = {
        Actuality.HAPPENED: forms.done,
        Actuality.NOT_YET: forms.ahead,
        # Who denies an event denies that it is done; who negates it says that it is not.
        Actuality.NOT: forms.done if claim.modality.value == "denied" else forms.undone,
    }[claim.modality.actuality]
    beside = ", ".join(_beside(claim, lang))
    return f"{saying} ({beside})" if beside else saying


def _beside(claim: Claim, lang: Lang) -> Iterator[str]:
    """Who acted, and the third state; once where they are the same, never the host state again."""
    third = claim.third_state
    said = {name for state in (claim.host, third) if state for name in _names(state)}
    if claim.actor and claim.actor not in said:
        yield plain(claim.actor)
    if third:
        yield state_name(third, lang)


def _names(state: str) -> tuple[str, str]:
    return state_name(state, "ru"), state_name(state, "en")


def plain(text: str) -> str:
    """The text on one line, what hides in it made visible."""
    return visible(text)


def with_copies(named: str, copies: Sized, lang: Lang) -> str:
    """A document as it is named, and how many copies of it there are besides."""
    count = len(copies)
    form = "one_copy" if count == 1 else "copies"
    return texts(lang)[form].format(named=named, count=count) if count else named


def raised(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


@cache
def _wording() -> Wording:
    return load(RULES / "digest.yml", Wording)


@cache
def _forms() -> dict[tuple[str, Lang], Forms]:
    languages: tuple[Lang, ...] = ("ru", "en")
    return {
        (words.event, lang): words.ru if lang == "ru" else words.en
        for words in _wording().events
        for lang in languages
    }
