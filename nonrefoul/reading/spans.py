"""Which tokens of a sentence are the names of persons, with the name finder's slips mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nonrefoul.reading.declension import first_names, forms
from nonrefoul.reading.morphology import fold, is_known, parses
from nonrefoul.reading.restoring import name_words
from nonrefoul.reading.tokens import Sentence, Token

_PATRONYMIC = re.compile(r"((ов|ев|ьм|кит|кум|фим)ич(а|у|ем|е)?|(ов|ев|ич|инич)н(а|ы|е|у|ой))$")
# Endings of words for what a person does or is, for those that no dictionary has.
_DESCRIPTION = re.compile(
    r"(к(а|и|е|у|ой)|(ник|ист|тор|ер|ант|ент|лог)(а|у|ом|е)?|ец|ц(а|у|ем|е))$"
)
_NAME_MARKS = ("Name", "Surn", "Patr", "Init")
# A reading as a surname counts from this weight on: the dictionary's own, and -ов, -ин, -ский.
_SURNAME_FROM = 0.25

Span = tuple[int, int]


def spans(sentence: Sentence) -> list[Span]:
    """First and last (excluded) token of every name of a person, in order, none overlapping."""
    tokens = sentence.tokens
    taken = {at for name in sentence.names for at in range(name.first, name.last)}
    found: list[Span] = []
    for name in sentence.names:
        if name.type == "PER":
            for first, last in _split(tokens, *_trim(tokens, name.first, name.last)):
                found.append((_reach_back(tokens, first), _extend(tokens, last)))
    found += _missed(tokens, taken)
    return _merge(tokens, sorted(found), taken)


def _trim(tokens: list[Token], first: int, last: int) -> Span:
    for at in range(first, last):
        if tokens[at].text in "(),:;/|":
            if at > first:
                last = at
                break
            first += 1
    while first < last and not _may_open(tokens, first, last):
        first += 1
    while last - first > 1 and _is_place(tokens[first]):
        first += 1
    while last > first and not (tokens[last - 1].text[-1:].isalnum() or _dotted(tokens, last)):
        last -= 1
    return first, last


def _is_place(token: Token) -> bool:
    """Whether the dictionary has a word as a place, and not as a surname."""
    first_reading = parses(token.text)[0]
    place = is_known(first_reading.word) and "Geox" in first_reading.tag
    return place and not is_first(token) and not _known(token, "Surn", "Patr")


def _dotted(tokens: list[Token], last: int) -> bool:
    return tokens[last - 1].text == "." and last > 1 and len(tokens[last - 2].text) == 1


def _may_open(tokens: list[Token], first: int, last: int) -> bool:
    token = tokens[first]
    if not token.text[0].isalpha() or fold(token.text) in name_words().titles:
        return False
    if last - first == 1:
        return not _is_common(token, _opens(tokens, first))
    if fold(token.text) in name_words().prepositions and tokens[first + 1].text != ".":
        return False
    return not (_opens(tokens, first) and _is_description(token, tokens[first + 1], last - first))


def _opens(tokens: list[Token], at: int) -> bool:
    return at == 0 or not (tokens[at - 1].text[0].isalnum() or tokens[at - 1].text == ",")


def _known(token: Token, *marks: str) -> bool:
    return any(
        is_known(parse.word) and mark in parse.tag for parse in parses(token.text) for mark in marks
    )


def _is_common(token: Token, opens: bool) -> bool:
    """Whether a word is in the dictionary, and only as something else than a person's name."""
    known = [parse for parse in parses(token.text) if is_known(parse.word)]
    if not known or is_first(token) or _known(token, *_NAME_MARKS):
        return False
    geographic = all("Geox" in parse.tag for parse in known)
    return geographic or opens or any("NOUN" not in parse.tag for parse in known)


def _is_description(token: Token, following: Token, length: int) -> bool:
    """Whether a capital opens a sentence here, not a name: `Журналистка Анна Орлова`."""
    if is_first(token) or _known(token, *_NAME_MARKS) or not following.text[0].isalpha():
        return False
    if any(is_known(parse.word) and parse.tag.animacy == "anim" for parse in parses(token.text)):
        return length > 2 or (is_surname(following) and not _is_plural(token))
    like = _DESCRIPTION.search(fold(token.text))
    return bool(like and length > 2 and is_first(following) and not is_surname(token))


def _is_plural(token: Token) -> bool:
    return all(parse.tag.number == "plur" for parse in parses(token.text))


def is_first(token: Token) -> bool:
    """Whether a word may be a form of a first name that a dictionary or list knows."""
    return _known(token, "Name") or any(
        fold(form.nominative) in first_names() for form in forms(token.text) if form.weight > -1.5
    )


def is_surname(token: Token) -> bool:
    """Whether a word is a surname of the dictionary, or is made like one."""
    return any(
        form.role == "last" and form.weight >= _SURNAME_FROM and not form.plural
        for part in token.text.split("-")
        if part
        for form in forms(part)
    )


def _split(tokens: list[Token], first: int, last: int) -> Iterator[Span]:
    """Two persons run together: `Анна Орлова Борис Ветров`, `Анна и Борис Ветровы`."""
    words = tokens[first:last]
    for at in range(first + 1, last - 1):
        if tokens[at].text == "и":
            yield first, at
            yield from _split(tokens, at + 1, last)
            return
    two = len(words) == 4 and all(word.text.isalpha() for word in words)
    firsts = [at for at, word in enumerate(words) if is_first(word)] if two else []
    if firsts == [0, 2] and _known(words[2], "Name") and not _PATRONYMIC.search(words[3].text):
        yield first, first + 2
        yield first + 2, last
    elif first < last:
        yield first, last


def _reach_back(tokens: list[Token], first: int) -> int:
    """Where a name begins, with a first name before it that was written without its capital."""
    if first == 0 or is_first(tokens[first]) or not is_surname(tokens[first]):
        return first
    before = tokens[first - 1]
    known = [parse for parse in parses(before.text) if is_known(parse.word)]
    name = before.text.isalpha() and len(before.text) > 3 and is_first(before)
    return first - 1 if name and all("Name" in parse.tag for parse in known) else first


def _extend(tokens: list[Token], last: int) -> int:
    while last < len(tokens):
        text = fold(tokens[last].text)
        patronymic = tokens[last].text[0].isupper() and _PATRONYMIC.search(text)
        if text not in name_words().child and not patronymic:
            break
        last += 1
    return last


def _missed(tokens: list[Token], taken: set[int]) -> Iterator[Span]:
    """First name and surname, or first name and letter, which the finder passed over."""
    for at in range(len(tokens) - 1):
        one, two = tokens[at], tokens[at + 1]
        if not taken.isdisjoint((at, at + 1)) or not (_capital(one) and two.text[0].isupper()):
            continue
        if len(two.text) == 1 and at + 2 < len(tokens) and tokens[at + 2].text == ".":
            if _may_be_first(one):
                yield at, at + 3
        elif _capital(two) and _may_be_first(one) and is_surname(two) and not _known(two, "Geox"):
            yield at, at + 2


def _may_be_first(token: Token) -> bool:
    """Whether a capitalised word is a first name, or within a sentence one that none knows."""
    known = any(is_known(parse.word) for parse in parses(token.text))
    if not known:
        return is_first(token) or (token.index > 0 and token.pos == "PROPN")
    return is_first(token) and not _known(token, "Geox") and not _is_common(token, token.index == 0)


def _capital(token: Token) -> bool:
    return bool(re.match(r"[А-ЯЁ][а-яё]+(-[А-ЯЁ][а-яё]+)*$", token.text))


def _merge(tokens: list[Token], found: list[Span], taken: set[int]) -> list[Span]:
    """Names without overlaps; a lone first name takes the surname that stands right beside it."""
    merged: list[Span] = []
    for first, last in found:
        start = max(first, merged[-1][1]) if merged else first
        if start >= last:
            continue
        if merged and _belongs(tokens, merged[-1], start, last):
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((start, last))
    return [(first, _surname_after(tokens, first, last, taken)) for first, last in merged]


def _belongs(tokens: list[Token], before: Span, first: int, last: int) -> bool:
    between = [token.text for token in tokens[before[1] : first]]
    if not between and _PATRONYMIC.search(fold(tokens[last - 1].text)) and last - first == 2:
        return before[1] - before[0] == 1 and is_surname(tokens[before[0]])
    alone = before[1] - before[0] == 1 and last - first == 1
    nickname = len(between) in (3, 4) and between[0] in '«„“"' and between[-1] in '»“”"'
    return alone and (not between or nickname) and not is_first(tokens[first])


def _surname_after(tokens: list[Token], first: int, last: int, taken: set[int]) -> int:
    alone = last - first == 1 and is_first(tokens[first])
    if not alone or last >= len(tokens):
        return last
    if tokens[last].text in "«„":
        for at in range(last + 2, min(last + 4, len(tokens) - 1)):
            if tokens[at].text in "»“" and _capital(tokens[at + 1]):
                return at + 2 if is_surname(tokens[at + 1]) else last
        return last
    after = tokens[last]
    free = last not in taken and _capital(after) and not _known(after, "Geox")
    return last + 1 if free and (is_surname(after) or after.rel == "flat:name") else last
