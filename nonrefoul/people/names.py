"""A name taken apart: its full words, its initials, and the father's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from nonrefoul.people.endings import Words, restored
from nonrefoul.people.spelling import is_initial, is_patronymic, matching, plain, unmarked, unmixed

_ASIDE = re.compile(r"«[^»]*»|\"[^\"]*\"|“[^”]*”|„[^“]*“|\([^)]*\)")
# Marks of vowels that scripts of India and beyond write between letters.
_LETTERS = r"(?:[^\W\d_]|[\u0900-\u0dff\u1000-\u109f\u1780-\u17d3])+"
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ`”″ʺ]{_LETTERS})*\.?")
_SURNAME_FIRST = re.compile(r"\s*([^,]{2,}),\s*([^,]{2,})")


# Where a capital follows a small letter two words have grown together: FridrichBuchenberg.
_CAMEL = re.compile(r"(?<=[a-zа-яё]{3})(?=[A-ZА-ЯЁ][a-zа-яё]{2})")


@dataclass(frozen=True, slots=True)
class Name:
    """A name's full words in order, its initials, and the father's name where it is marked.

    `doubtful` are the words that these would be if they stood in another case than the
    nominative, although the nominative is possible too. `asides` are what stands beside the name
    in quotation marks or brackets.
    """

    words: Words
    initials: tuple[str, ...] = ()
    patronymic: str | None = None
    doubtful: tuple[Words, ...] = ()
    inflected: bool = False
    handle: str | None = None
    all_words: Words = ()
    asides: tuple[str, ...] = ()

    @property
    def father_word(self) -> str:
        """The word that a particle marks as the father's name; empty where none does."""
        words, after, before = self.all_words, matching().filiation, matching().filiation_before
        for place, word in enumerate(words):
            if word in after and place:
                return words[place - 1]
            if word in before and place + 1 < len(words):
                return words[place + 1]
        return ""

    @property
    def full(self) -> bool:
        """Whether the name says enough to be known again in another document."""
        return len(self.words) >= 2 or self.handle is not None


@lru_cache(maxsize=500_000)
def parse(text: str) -> Name:
    """The name that the text spells.

    Titles, particles and what stands in quotation marks or brackets are left out. A word that
    cannot be in the nominative beside the others is put there.
    """
    if text.lstrip().startswith("@"):
        return Name((), handle=plain(text.strip()))
    told = _SURNAME_FIRST.sub(r"\2 \1", _ASIDE.sub(" ", plain(_CAMEL.sub(" ", text))))
    spelled = (unmixed(word) for word in told.split())
    found = _WORD.findall(" ".join(spelled))
    words = [word for word in found if word.rstrip(".") not in matching().titles] or found
    initials = tuple(word.rstrip(".") for word in words if is_initial(word))
    spelt = tuple(_small(word.rstrip(".")) for word in words if not is_initial(word))
    nominative, others, inflected = restored(spelt)
    full, patronymic = _without_patronymic(nominative)
    doubtful = tuple(_without_patronymic(reading)[0] for reading in others)
    return Name(full, initials, patronymic, doubtful, inflected, None, nominative, _asides(text))


def _small(word: str) -> str:
    """A word that says whose child one is without its marks: oglȳ; any other as it is."""
    bare = word if word.isascii() else unmarked(word)
    rules = matching()
    return bare if bare in (*rules.filiation, *rules.filiation_before) else word


def _asides(text: str) -> tuple[str, ...]:
    """Pseudonyms, handles and other names that stand beside a name."""
    found = (plain(each.strip(" «»\"“”„()'")) for each in _ASIDE.findall(text))
    return tuple(each for each in found if each)


def _without_patronymic(words: Words) -> tuple[Words, str | None]:
    """The words less the father's name and particles, and that name.

    Where only one word would be left, the father's name counts as a word: in "Бакыт Темир уулу"
    it does a surname's work.
    """
    place = _father_at(words)
    left_out = {*matching().particles, *matching().filiation}
    rest = tuple(word for at, word in enumerate(words) if at != place and word not in left_out)
    if place is not None and len(rest) >= 2:
        return rest, words[place]
    return tuple(word for word in words if word not in left_out) or words, None


def _father_at(words: Words) -> int | None:
    """Where the father's name stands; None where none is marked as such."""
    for place, word in enumerate(words):
        if word in matching().filiation and place >= 1:
            return place - 1
        if word in matching().filiation_before and 1 <= place < len(words) - 1:
            particle = words[place + 1] in matching().particles and place + 2 < len(words)
            return place + 1 + particle
    if len(words) >= 3:
        return next((at for at in (1, len(words) - 1) if is_patronymic(words[at])), None)
    return None
