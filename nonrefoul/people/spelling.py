"""One word of a name in any script and spelling, brought to what its spellings have in common."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import OSA

from nonrefoul.rules import RULES, Rule, load

_DOUBLE = re.compile(r"(.)\1+")
_STRESS = re.compile("[\u0300\u0301\u0361]")
_VOWELS = re.compile("[aeiou]")
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_CYRILLIC_VOWELS = "аеёиоуыэюяіїєө"
_LATIN_LETTER = re.compile("[a-zà-ɏḀ-ỿ]")
_CYRILLIC_LETTER = re.compile("[а-яѐ-ԯ]")


class LookAlikes(Rule):
    """Letters and digits that are taken for others."""

    latin: dict[str, str]
    digits: dict[str, str]


class Rendering(Rule):
    """A reading for words that show it by parts or script; `across` only beside other scripts."""

    across: bool = False
    script: str = "LATIN"
    shown_by: tuple[str, ...]
    letters: dict[str, str]


class Matching(Rule):
    """All of `names/matching.yml`."""

    letters: dict[str, str]
    letters_together: dict[str, str]
    after_vowels: dict[str, str]
    look_alikes: LookAlikes
    readings: dict[str, dict[str, str]]
    renderings: dict[str, Rendering]
    joints: dict[str, str]
    titles: tuple[str, ...]
    particles: tuple[str, ...]
    form_words: tuple[str, ...]
    equating: tuple[str, ...]
    filiation: tuple[str, ...]
    filiation_before: tuple[str, ...]
    patronymics: tuple[str, ...]
    equivalents: tuple[tuple[str, ...], ...]


@cache
def matching() -> Matching:
    """The rules by which spellings meet."""
    return load(RULES / "names" / "matching.yml", Matching)


def plain(word: str) -> str:
    """The word in small letters, with ё as е, without marks of stress and ties between letters."""
    small = unicodedata.normalize("NFC", word.casefold()).replace("ё", "е").replace("i̇", "i")
    return small if small.isascii() else _STRESS.sub("", small)


def unmarked(word: str) -> str:
    """The word without marks on its letters."""
    parted = unicodedata.normalize("NFD", word)
    return "".join(each for each in parted if not unicodedata.combining(each))


def unmixed(word: str) -> str:
    """A plain word in one alphabet, without digits and letters that only look like its own."""
    rules = matching().look_alikes
    if any(letter.isdigit() for letter in word):
        word = "".join(rules.digits.get(letter, letter) for letter in word)
    latin, cyrillic = len(_LATIN_LETTER.findall(word)), len(_CYRILLIC_LETTER.findall(word))
    if not latin or not cyrillic:
        return word
    if latin > cyrillic:
        return "".join(rules.latin.get(letter, letter) for letter in word)
    back = {own: other for other, own in rules.latin.items()}
    return "".join(back.get(letter, letter) for letter in word)


@lru_cache(maxsize=500_000)
def folds(word: str) -> frozenset[str]:
    """Every reading of the word; two spellings are one word where they share a reading."""
    # Only Latin letters are open to several readings; other scripts say what they mean. Their
    # marks are often left out in print, so they are read with and without them.
    latin = {_latin(word), _letters(word)} if is_latin(word) else {_latin(word)}
    readings = _readings(word)
    own = {_fold(spelt, reading) for spelt in latin for reading in readings}
    return frozenset(own | _equivalents().get(_fold(_latin(word), "english"), frozenset()))


def _readings(word: str) -> tuple[str, ...]:
    if not is_latin(word):
        return ("english",)
    serbian = word.endswith(("ic", "ić"))
    return tuple(each for each in matching().readings if each != "unmarked_all" or serbian)


@lru_cache(maxsize=500_000)
def renderings(word: str, across: bool) -> frozenset[str]:
    """Less sure readings of the word, after the print of one language that it shows.

    `across` is whether they are for a word in another script.
    """
    letters, scripts = _latin(word), {*map(_script, word)}
    return frozenset(
        _fold(letters, name)
        for name, each in matching().renderings.items()
        if (across or not each.across)
        and (each.script in scripts or each.script == "ANY")
        and any(all(_shows(letters, part) for part in parts.split("+")) for parts in each.shown_by)
    )


def _shows(letters: str, part: str) -> bool:
    return letters.endswith(part[:-1]) if part[-1] == "$" else part in letters


@lru_cache(maxsize=500_000)
def skeletons(word: str) -> frozenset[str]:
    """The consonants of each reading: what misspellings mostly leave as it is."""
    readings = folds(word) | renderings(word, across=True)
    found = {consonants(fold) or fold for fold in readings}
    if is_unvowelled(word):  # there v is a vowel too, and p and b are one letter
        found |= {each.replace("v", "") or each for each in found}
        found |= {each.replace("b", "p") for each in found}
    return frozenset(found)


def consonants(fold: str) -> str:
    """A reading without its vowels."""
    return _VOWELS.sub("", fold)


def is_initial(word: str) -> bool:
    """Whether the word is one letter that stands for a name."""
    return len(word.strip(".")) == 1


def equal(first: str, second: str) -> bool:
    """Whether two words are spellings of one."""
    return not folds(first).isdisjoint(folds(second))


def distance(first: str, second: str) -> int:
    """The letters in which the nearest readings differ; swapped neighbours count as one."""
    return min(OSA.distance(a, b, score_cutoff=3) for a in folds(first) for b in folds(second))


def begins(initial: str, word: str) -> bool:
    """Whether the word may stand behind the initial."""
    starts = {fold[:1] for fold in folds(word)}
    return not starts.isdisjoint({fold[:1] for fold in folds(initial.strip("."))})


@lru_cache(maxsize=200_000)
def is_patronymic(word: str) -> bool:
    """Whether the word ends as a father's name does."""
    return any(fold.endswith(matching().patronymics) for fold in folds(word))


def is_cyrillic(word: str) -> bool:
    """Whether the word is in Russian letters, those that case endings are known for."""
    return bool(re.fullmatch(r"[а-яё]+", word))


@lru_cache(maxsize=200_000)
def is_latin(word: str) -> bool:
    """Whether the word has Latin letters, and so may be a transliteration."""
    return any("LATIN" in unicodedata.name(letter, "") for letter in word)


@lru_cache(maxsize=200_000)
def is_unvowelled(word: str) -> bool:
    """Whether the word is in a script that leaves most vowels out: Arabic or Hebrew letters."""
    return any(unicodedata.name(each, "").startswith(("ARABIC", "HEBREW")) for each in word)


@lru_cache(maxsize=100_000)
def unvowelled(word: str) -> re.Pattern[str]:
    """What a word without its vowels may be in full, as a pattern over readings."""
    letters = _fold(_latin(word), "english")
    vowels = {
        "b": "[bp]",
        "f": "[fvp]",
        "a": "[aeo]?",
        "i": "[eiy]?",
        "u": "[ou]?",
        "v": "[ouv]",
        "o": "[ou]?",
        "e": "[aei]?",
    }
    own = (vowels.get(each, re.escape(each)) for each in letters)
    return re.compile("[aeiou]*" + "[aeiou]*".join(own) + "[aeiou]*")


def _latin(word: str) -> str:
    letters, rules = matching().letters, matching().after_vowels
    word = word.removeprefix(_ARTICLE) if len(word) > 4 else word
    for together, sound in matching().letters_together.items():
        word = word.replace(together, sound)
    spelt = []
    for before, letter in zip(" " + word, word, strict=False):
        after_vowel = letter in rules and before in _CYRILLIC_VOWELS
        spelt.append(rules[letter] if after_vowel else letters.get(letter, letter))
    return _letters("".join(spelt))


def _letters(spelt: str) -> str:
    """In Latin letters; the capitals among them are sounds that the rules have settled already."""
    return "".join(map(_letter, spelt))


@lru_cache(maxsize=10_000)
def _letter(letter: str) -> str:
    own = letter if letter in "CSZ" else anyascii(letter).lower()
    return re.sub("[^a-zCSZ]", "", own)


@lru_cache(maxsize=10_000)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ")[0]


def _fold(latin: str, reading: str) -> str:
    read = _replace(_DOUBLE.sub(r"\1", latin), _table(reading), reading)
    return _DOUBLE.sub(r"\1", _replace(_DOUBLE.sub(r"\1", read), _table("joints"), "joints"))


def _table(name: str) -> Mapping[str, str]:
    rules = matching()
    if name == "joints":
        return rules.joints
    return rules.readings[name] if name in rules.readings else rules.renderings[name].letters


def _replace(word: str, table: Mapping[str, str], name: str) -> str:
    def read(found: re.Match[str]) -> str:
        spelt, at_end = found.group(), found.end() == len(word)
        return table[spelt + "$"] if at_end and spelt + "$" in table else table[spelt]

    return _pattern(name).sub(read, word)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    longest = sorted(_table(name), key=lambda spelling: (-len(spelling), spelling))
    return re.compile("|".join(longest))


@cache
def _equivalents() -> dict[str, frozenset[str]]:
    """For the reading of each name that has them, the readings of its other forms."""
    found: dict[str, frozenset[str]] = {}
    for group in matching().equivalents:
        readings = frozenset(_fold(_latin(word), "english") for word in group)
        for reading in readings:
            found[reading] = found.get(reading, frozenset()) | readings
    return found
