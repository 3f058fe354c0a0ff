"""Where a name that was found begins and ends: roles, titles and places beside it cut off."""

from __future__ import annotations

import re

from nonrefoul.reading.declension import known_readings
from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.surroundings import describes
from nonrefoul.reading.tokens import Token
from nonrefoul.reading.word_kinds import (
    NAME_MARKS,
    PATRONYMIC,
    SURNAME,
    is_common,
    is_first,
    is_place,
    is_seat,
    is_surname,
    marked,
    names_a_seat,
)

# Endings of words for what a person does or is, for those that no dictionary has.
_DESCRIPTION = re.compile(
    r"(к(а|и|е|у|ой)|(ник|ист|тор|ер|ант|ент|лог)(а|у|ом|е)?|ец|ц(а|у|ем|е))$"
)
_SKY = re.compile(r"(ск|цк)(ий|ая|ое|ого|ому|им|ом|ой|ую)$")

Span = tuple[int, int]


def trim(tokens: list[Token], first: int, last: int) -> Span:
    """The words of a name that was found, without what is no part of it; none may be left."""
    for at in range(first, last):
        if tokens[at].text in "(),:;/|":
            if at > first:
                last = at
                break
            first += 1
    while first < last and not _may_open(tokens, first, last):
        first += 1
    first = _without_lead(tokens, first, last)
    last = _without_tail(tokens, first, last)
    while last > first and not (tokens[last - 1].text[-1:].isalnum() or is_dotted(tokens, last)):
        last -= 1
    return first, last


def _without_lead(tokens: list[Token], first: int, last: int) -> int:
    """Where a name begins, without a place, a title or the letter of a list before it."""
    titled = first > 0 and tokens[first - 1].text.islower() and describes(tokens[first - 1])
    while last - first > 1:
        if _is_title(tokens, first):
            titled = True
        elif not (is_place(tokens[first]) and (not titled or is_first(tokens[first + 1]))):
            break
        first += 1
    first += _seats(tokens, first, last)
    listed = last - first > 3 and first == 0 and is_dotted(tokens, first + 2)
    return first + 2 if listed and is_first(tokens[first + 2]) else first


def _seats(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a name of three words begins with the place that a role is of: `жителя Дубков`."""
    if first == 0 or last - first != 3 or is_first(tokens[first]):
        return False
    if not is_first(tokens[first + 1]):
        return False
    of_place = not tokens[first - 1].lemmas.isdisjoint(name_words().of_place)
    return of_place and not PATRONYMIC.search(fold(tokens[last - 1].text))


def _is_title(tokens: list[Token], at: int) -> bool:
    """Whether a word before a name only describes its bearer: a title, a word in lower case."""
    token = tokens[at]
    if not tokens[at + 1].text[:1].isupper():
        return False
    titled = not token.lemmas.isdisjoint(name_words().titles) and not is_first(token)
    role = token.text.rpartition("-")[2]
    titled |= role != token.text and len(role) > 4 and describes(token, role)
    plain = token.text.islower() and fold(token.text) not in name_words().particles
    return titled or (plain and not is_first(token))


def _without_tail(tokens: list[Token], first: int, last: int) -> int:
    """Where a name ends, without the place or the next sentence that is glued to it."""
    for at in range(first + 2, last):
        after_initial = tokens[at - 1].text == "." and len(tokens[at - 2].text) == 1
        if after_initial and at - first > 2 and is_common(tokens[at], True):
            return at
    while last - first > 2 and (is_seat(tokens[last - 1]) or _acts(tokens, first, last)):
        last -= 1
    if last - first == 2 and is_seat(tokens[last - 1]) and is_first(tokens[first]):
        last -= 1
    return last


def _acts(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a capital after a whole name begins the next word group: `Кентава`, `Лужский суд`."""
    token = tokens[last - 1]
    if not (is_surname(tokens[last - 2]) or PATRONYMIC.search(fold(tokens[last - 2].text))):
        return False
    if _SKY.search(fold(token.text)) and last < len(tokens):
        after = tokens[last]
        return after.pos == "NOUN" and after.text.islower() and not describes(after)
    apart = token.feats.get("Case") != tokens[first].feats.get("Case")
    place = (apart and marked(token, "Geox")) or names_a_seat(token.text)
    return place and not marked(token, "Surn") and not SURNAME.search(fold(token.text))


def is_dotted(tokens: list[Token], last: int) -> bool:
    """Whether what ends there is an initial with its dot."""
    return tokens[last - 1].text == "." and last > 1 and len(tokens[last - 2].text) == 1


def _may_open(tokens: list[Token], first: int, last: int) -> bool:
    token = tokens[first]
    if not token.text[0].isalpha() or fold(token.text) in name_words().titles:
        return False
    if last - first == 1 and token.pos == "ADJ" and token.rel == "amod":
        return marked(token, *NAME_MARKS)
    if last - first == 1:
        return not is_common(token, _opens(tokens, first))
    if fold(token.text) in name_words().prepositions and tokens[first + 1].text != ".":
        inside = token.text[0].isupper() and first > 0 and not _opens(tokens, first)
        return inside and last - first > 2
    return not (_opens(tokens, first) and _is_description(token, tokens[first + 1], last - first))


def _opens(tokens: list[Token], at: int) -> bool:
    return at == 0 or not (tokens[at - 1].text[0].isalnum() or tokens[at - 1].text == ",")


def _is_description(token: Token, following: Token, length: int) -> bool:
    """Whether a capital opens a sentence here, not a name: `Журналистка Анна Орлова`."""
    if is_first(token) or marked(token, *NAME_MARKS) or not following.text[0].isalpha():
        return False
    text = token.text.rsplit("-", 1)[-1]
    known = known_readings(text)
    if any(parse.tag.animacy == "anim" for parse in known):
        named = is_surname(following) or is_first(following)
        return length > 2 or (named and not _is_plural(token))
    if known and all(parse.tag.POS not in ("NOUN", "ADJF") for parse in known):
        return is_first(following) or length > 2
    adjective = known and all(parse.tag.POS in ("ADJF", "PRTF") for parse in known)
    if is_little(token) or adjective or describes(token, text):
        return length > 2 or is_first(following)
    if text != token.text and text.islower() and _DESCRIPTION.search(fold(text)):
        return True
    like = _DESCRIPTION.search(fold(token.text))
    return bool(like and length > 2 and not is_surname(token))


def is_little(token: Token) -> bool:
    """Whether a word of one letter is none of a name: `А Ильяс дома`."""
    return fold(token.text) in ("а", "я")


def _is_plural(token: Token) -> bool:
    return all(parse.tag.number == "plur" for parse in parses(token.text))
