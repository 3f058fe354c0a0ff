"""Which tokens of a sentence are the names of persons, with the name finder's slips mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nonrefoul.reading.declension import first_names
from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.restoring import name_words
from nonrefoul.reading.tokens import Sentence, Token

_PATRONYMIC = re.compile(r"(ович|евич|ьич|овна|евна|ична|инична)(а|у|ем|е|ы|ой)?$|(овн|евн|ичн)")
_NAME_MARKS = ("Name", "Surn", "Patr", "Init")


def spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """First and last (excluded) token of every name of a person, in order, none overlapping."""
    end = 0
    for name in sorted(sentence.names, key=lambda name: name.first):
        if name.type != "PER" or name.first < end:
            continue
        first, last = _trim(sentence.tokens, name.first, name.last)
        if first < last:
            last = _extend(sentence.tokens, last)
            end = last
            yield first, last


def _trim(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    while first < last and not _may_open(tokens[first], last - first):
        first += 1
    while last > first and not (tokens[last - 1].text[-1:].isalnum() or _closes(tokens, last)):
        last -= 1
    return first, last


def _closes(tokens: list[Token], last: int) -> bool:
    return tokens[last - 1].text == "." and last > 1 and len(tokens[last - 2].text) == 1


def _may_open(token: Token, length: int) -> bool:
    text = token.text
    if not text[0].isalpha():
        return False
    if fold(text) in name_words().titles:
        return False
    return not _is_common(token) or (length > 1 and not _is_role(token))


def _is_common(token: Token) -> bool:
    """Whether a word is in the dictionary, and only as something else than a person's name."""
    known = [parse for parse in parses(token.text) if parse.is_known]
    if not known or fold(token.text) in first_names():
        return False
    if any(mark in parse.tag for parse in known for mark in _NAME_MARKS):
        return False
    return bool(token.index == 0 or any("NOUN" not in parse.tag for parse in known))


def _is_role(token: Token) -> bool:
    known = [parse for parse in parses(token.text) if parse.is_known]
    return any(parse.tag.animacy == "anim" for parse in known)


def _extend(tokens: list[Token], last: int) -> int:
    while last < len(tokens):
        text = fold(tokens[last].text)
        patronymic = tokens[last].text[0].isupper() and _PATRONYMIC.search(text)
        if text not in name_words().child and not patronymic:
            break
        last += 1
    return last
