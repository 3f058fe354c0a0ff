"""A posture in words: its direction, its numbers, its matters and turning points."""

from __future__ import annotations

import datetime as dt
from functools import cache

from babel import Locale
from babel.numbers import format_decimal

from nonrefoul.publish.dates import day_in_words, spoken
from nonrefoul.publish.wording import plain, texts
from nonrefoul.rules import RULES, events, load
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Account, Balance, Dated, Direction, Matter, Posture, Turn, Variant

_OPEN = (Direction.UNCLEAR, Direction.NOT_ENOUGH_KNOWN)


@cache
def posture_texts(lang: Lang) -> dict[str, str]:
    """The fixed texts about postures in a language."""
    return load(RULES / "posture_texts.yml", dict[Lang, dict[str, str]])[lang]


def percent(share: float, lang: Lang) -> str:
    """A share in whole per cent."""
    return posture_texts(lang)["percent"].format(number=round(share * 100))


def weighed(weight: float, lang: Lang) -> str:
    """A weight with two digits after the point."""
    return str(format_decimal(weight, "0.00", locale=lang))


def counted(what: str, number: int, lang: Lang) -> str:
    """So many matters, sources, claims, documents, persons, months or points, in words."""
    words, form = posture_texts(lang), Locale(lang).plural_form(number)
    return words.get(f"count_{what}_{form}", words[f"count_{what}_other"]).format(number=number)


def headed(direction: Direction, probability: float, origin: str, lang: Lang) -> str:
    """A direction as an arrow and words; how likely it is, where there is one."""
    words, towards = posture_texts(lang), state_name(origin, lang)
    said = words[direction.value].format(origin=towards)
    if direction in _OPEN:
        return words["open"].format(direction=said, origin=towards)
    return words["sure"].format(direction=said, probability=percent(probability, lang))


def headline(posture: Posture, lang: Lang) -> str:
    """Where the host is heading, in an arrow and a few words."""
    return headed(posture.direction, posture.probability, posture.origin, lang)


def headed_as(told: Account | Variant, posture: Posture, lang: Lang) -> str:
    """The direction of one line alone, or as it would be otherwise, towards the same state."""
    return headed(told.direction, told.probability, posture.origin, lang)


def banded(balance: Balance, lang: Lang) -> str:
    """A share against with its band."""
    numbers = (percent(each, lang) for each in (balance.mean, balance.low, balance.high))
    share, low, high = numbers
    return posture_texts(lang)["share"].format(share=share, low=low, high=high)


def known(posture: Posture) -> Balance:
    """What is known of the posture's share against."""
    return Balance(posture.share_against, posture.low, posture.high, posture.over_half)


def listed(posture: Posture) -> tuple[Matter, ...]:
    """The posture's matters in the order in which they are numbered: what adds most is first."""
    return tuple(
        sorted(posture.matters, key=lambda each: (-abs(each.stance * each.weight), each.id))
    )


def month_words(month: str, lang: Lang) -> str:
    """A month as EDTF in words; the text as it is where it is none."""
    return plain(spoken(month, lang, texts(lang)))


def day_words(day: dt.date, lang: Lang) -> str:
    """A day in words."""
    return day_in_words(day, lang)


def event_words(code: str, lang: Lang) -> str:
    """What an event is called; its code where no such event is known."""
    event = events().get(code)
    if event is None:
        return code
    return event.label.ru if lang == "ru" else event.label.en


def outcome(matter: Matter, lang: Lang) -> str:
    """What the event is called that the matter ended in."""
    return event_words(matter.outcome, lang)


def when(matter: Matter, lang: Lang) -> str:
    """When the matter was, no more exact than it was told."""
    if matter.when is None:
        return posture_texts(lang)["undated"]
    if matter.dated is Dated.TOLD and matter.day:
        return posture_texts(lang)["told_only"].format(day=day_in_words(matter.day, lang))
    return plain(spoken(matter.when, lang, texts(lang)))


def side_of(matter: Matter) -> str:
    """Which side a matter is on, all in all: the key of its words and signs."""
    return "in_favour" if matter.stance > 0 else "against" if matter.stance < 0 else "neither"


def side(matter: Matter, lang: Lang) -> str:
    """Whom the matter served, all in all."""
    return posture_texts(lang)[side_of(matter)]


def matter_title(number: int, matter: Matter, lang: Lang) -> str:
    """A matter in a line that names no person: its number in the list leads to the words."""
    return posture_texts(lang)["plot_matter"].format(
        number=number,
        outcome=outcome(matter, lang),
        when=when(matter, lang),
        side=side(matter, lang),
        weight=weighed(matter.weight, lang),
        sources=len(matter.sources) or "?",
    )


def told_of_turn(turn: Turn, posture: Posture, lang: Lang) -> str:
    """A turning point in a line."""
    words = posture_texts(lang)
    turned = words[f"turned_{turn.direction.value}"]
    return words["plot_turn"].format(
        month=month_words(turn.month, lang),
        turned=turned.format(origin=state_name(posture.origin, lang)),
        probability=percent(turn.probability, lang),
        before=percent(turn.before, lang),
        after=percent(turn.after, lang),
    )
