"""Which tokens of a sentence are the names of persons, with the name finder's slips mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nonrefoul.reading.boundaries import Span, is_little, trim
from nonrefoul.reading.declension import first_names, forms, known_readings
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.surroundings import describes
from nonrefoul.reading.tokens import Name, Sentence, Token
from nonrefoul.reading.word_kinds import (
    PATRONYMIC,
    SURNAME,
    SURNAME_FROM,
    is_capital,
    is_common,
    is_first,
    is_seat,
    is_surname,
    marked,
)

_ARABIC = re.compile(r"(аль|ас|аш|ад|ан|ар|ат|аз|эль|эш)-[А-ЯЁ]")


def spans(sentence: Sentence) -> list[Span]:
    """First and last (excluded) token of every name of a person, in order, none overlapping."""
    tokens = sentence.tokens
    taken = {
        at
        for name in sentence.names
        if not _may_hide_a_person(tokens, name)
        for at in range(name.first, name.last)
    }
    found: list[Span] = []
    for name in sentence.names:
        if name.type == "PER":
            for first, last in _split(tokens, *trim(tokens, name.first, name.last)):
                found.append((_reach_back(tokens, first, last), _extend(tokens, last)))
    found += _missed(tokens, taken)
    merged = _merge(tokens, sorted(found), taken)
    return sorted([*merged, *_coupled(tokens, merged)])


def _coupled(tokens: list[Token], found: list[Span]) -> Iterator[Span]:
    """First names that the finder passed over, before `и` and one with a surname for both."""
    inside = {at for first, last in found for at in range(first, last)}
    for first, last in found:
        at = first - 2
        if last - first != 2 or at < 0 or at in inside or tokens[first - 1].text != "и":
            continue
        one = tokens[at]
        strange = one.pos == "PROPN" and one.index > 0 and not known_readings(one.text)
        if is_capital(one) and (is_first(one) or strange):
            yield at, at + 1


def _may_hide_a_person(tokens: list[Token], name: Name) -> bool:
    """Whether first name and surname may have been taken for a place (never a street's name)."""
    before = tokens[max(0, name.first - 2) : name.first + 1]
    named_after = any(token.lemma in name_words().named_after for token in before)
    return name.type == "LOC" and name.last - name.first > 1 and not named_after


def _split(tokens: list[Token], first: int, last: int) -> Iterator[Span]:
    """Two persons run together: `Анна Орлова Борис Ветров`, `Анна и Борис Ветровы`."""
    words = tokens[first:last]
    if _is_of_another(tokens, first, last):
        yield first, first + 1
        yield first + 1, last
        return
    for at in range(first + 1, last - 1):
        if tokens[at].text == "и":
            yield first, at
            yield from _split(tokens, at + 1, last)
            return
    two = len(words) == 4 and all(word.text.isalpha() for word in words)
    firsts = [at for at, word in enumerate(words) if is_first(word)] if two else []
    if firsts == [0, 2] and marked(words[2], "Name") and not PATRONYMIC.search(words[3].text):
        yield first, first + 2
        yield first + 2, last
    elif first < last:
        yield first, last


def _is_of_another(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a name begins with the one whose kin its bearer is: `жена Тагира Малика`."""
    if first == 0 or last - first < 2:
        return False
    noun, one, two = tokens[first - 1], tokens[first], tokens[first + 1]
    if noun.lemmas.isdisjoint(name_words().kin) or noun.feats.get("Case") == "Gen":
        return False
    own = [form for form in forms(one.text) if form.weight >= 0]
    return (
        fold(one.text[-1]) in "ая"
        and len(two.text) > 1
        and fold(two.text[-1]) not in "аяыи"
        and any("Gen" in form.cases and "Masc" in form.genders for form in own)
        and not any("Nom" in form.cases and form.role == "first" for form in own)
    )


def _reach_back(tokens: list[Token], first: int, last: int) -> int:
    """Where a name begins, with a part before it that the finder left out.

    A first name written without its capital; a surname before initials or before first name and
    patronymic; a first name of one letter within a sentence (`монтаньяр И Пхик Хдок`).
    """
    if first > 0 and _leads(tokens, first, last):
        return first - 1
    if first == 0 or is_first(tokens[first]) or not is_surname(tokens[first]):
        return first
    before = tokens[first - 1]
    known = known_readings(before.text)
    if not (before.text.isalpha() and len(before.text) > 3 and is_first(before)):
        return first
    named = all("Name" in parse.tag for parse in known)
    return first - 1 if named or _agree(before, tokens[first]) else first


def _agree(given: Token, surname: Token) -> bool:
    """Whether a listed first name, spelt like another word, and a surname agree: `Роза Ткач`."""
    return given.text[0].isupper() and any(
        one.key in first_names()
        and other.role == "last"
        and not one.cases.isdisjoint(other.cases)
        and not one.genders.isdisjoint(other.genders)
        for one in forms(given.text)
        for other in forms(surname.text)
        if other.weight >= SURNAME_FROM
    )


def _leads(tokens: list[Token], first: int, last: int) -> bool:
    before = tokens[first - 1]
    if not before.text[0].isupper():
        return False
    if len(before.text) == 1:
        inside = first > 1 and tokens[first - 2].text[-1].isalpha() and not is_little(before)
        return inside and before.text.isalpha() and tokens[first].text[0].isupper()
    initials = last - first > 2 and all(
        len(token.text) == 1 and (token.text == "." or token.text.isupper())
        for token in tokens[first:last]
    )
    patronymic = last - first == 2 and PATRONYMIC.search(fold(tokens[last - 1].text))
    if not (initials or patronymic) or is_first(before):
        return False
    return not known_readings(before.text) or (marked(before, "Surn") and is_surname(before))


def _extend(tokens: list[Token], last: int) -> int:
    while last < len(tokens):
        text = fold(tokens[last].text)
        patronymic = tokens[last].text[0].isupper() and PATRONYMIC.search(text)
        if text not in name_words().child and not patronymic:
            break
        last += 1
    return last + _is_dotted(tokens, last)


def _is_dotted(tokens: list[Token], last: int) -> bool:
    """Whether a name ends in a letter whose dot closes the sentence too: `Юсуф К.`."""
    letter = tokens[last - 1].text.rpartition("-")[2]
    return len(letter) == 1 and letter.isupper() and last < len(tokens) and tokens[last].text == "."


def _missed(tokens: list[Token], taken: set[int]) -> Iterator[Span]:
    """First name and surname, or first name and letter, which the finder passed over."""
    for at in range(len(tokens) - 1):
        one, two = tokens[at], tokens[at + 1]
        if not taken.isdisjoint((at, at + 1)) or not (is_capital(one) and two.text[0].isupper()):
            continue
        third = tokens[at + 2].text if at + 2 < len(tokens) else ""
        if fold(third) in name_words().child and is_capital(two):
            yield at, at + 3
        elif len(two.text) == 1 and third == ".":
            if _may_be_first(one):
                yield at, at + 3
        elif one.text.isupper() and two.text.isupper() and not is_first(one):
            continue
        elif _is_named(one, two) or _is_strange(one, two):
            yield at, at + 2


def _is_named(one: Token, two: Token) -> bool:
    """Whether two words are a first name and a surname."""
    if _ARABIC.match(two.text):
        return is_first(one)
    plain = is_capital(two) and is_surname(two) and not marked(two, "Geox")
    return plain and _may_be_first(one)


def _is_strange(one: Token, two: Token) -> bool:
    """Whether two words are told as one name, of which no dictionary has the second.

    Nor has it the first, unless as a first name.
    """
    told = is_capital(two) and two.rel == "flat:name" and two.head == one.index
    strange = told and not known_readings(two.text) and not is_seat(two)
    return strange and (is_first(one) or not (known_readings(one.text) or one.index == 0))


def _may_be_first(token: Token) -> bool:
    """Whether a capitalised word is a first name, or within a sentence one that none knows."""
    known = bool(known_readings(token.text))
    if not known:
        return is_first(token) or (token.index > 0 and token.pos == "PROPN")
    return is_first(token) and not marked(token, "Geox") and not is_common(token, token.index == 0)


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
    if not between and fold(tokens[before[1] - 1].text) in name_words().child:
        return True
    fathers = last - first == 2 and PATRONYMIC.search(fold(tokens[last - 1].text))
    if fathers and between in ([], [","]) and before[1] - before[0] == 1:
        one = tokens[before[0]]
        return is_surname(one) or not (between or is_first(one) or describes(one))
    if not between and _is_one_name(tokens, before, first, last):
        return True
    alone = before[1] - before[0] == 1 and last - first == 1
    nickname = len(between) in (3, 4) and between[0] in '«„“"' and between[-1] in '»“”"'
    return alone and (not between or nickname) and not is_first(tokens[first])


def _is_one_name(tokens: list[Token], before: Span, first: int, last: int) -> bool:
    """Whether the finder cut one name of three words in two, which stand in one case."""
    cases = {tokens[at].feats.get("Case") for at in (before[0], first)} - {None}
    one, end = tokens[before[0]], tokens[before[1] - 1]
    if last - before[0] != 3 or len(cases) > 1 or SURNAME.search(fold(end.text)):
        return False
    noun = tokens[before[0] - 1] if before[0] else None
    return noun is None or noun.lemmas.isdisjoint(name_words().kin) or is_surname(one)


def _surname_after(tokens: list[Token], first: int, last: int, taken: set[int]) -> int:
    alone = last - first == 1 and is_first(tokens[first])
    if not alone or last >= len(tokens):
        return last
    if tokens[last].text in "«„":
        for at in range(last + 2, min(last + 4, len(tokens) - 1)):
            if tokens[at].text in "»“" and is_capital(tokens[at + 1]):
                return at + 2 if is_surname(tokens[at + 1]) else last
        return last
    after = tokens[last]
    free = last not in taken and is_capital(after) and not marked(after, "Geox")
    return last + 1 if free and (is_surname(after) or after.rel == "flat:name") else last
