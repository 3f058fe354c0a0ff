"""What forms of a place's name count as the name."""

from __future__ import annotations

from collections.abc import Iterator

from nonrefoul.reading.morphology import fold, lemmas, parses

# How a name of a place declines, by its ending, the first that fits: the dictionary's guesser
# often takes «Будвы» or «Тайланду» for another word's form.
_ENDINGS = (
    ("ский", ""),
    ("ия", "ии ию ией"),
    *((sign + "а", f"{sign}и {sign}е {sign}у {sign}ой") for sign in "гкх"),
    *((sign + "а", f"{sign}и {sign}е {sign}у {sign}ей") for sign in "жчшщ"),
    ("ца", "цы це цу цей"),
    ("а", "ы е у ой"),
    ("я", "и е ю ей"),
    ("о", "а у ом е"),
    ("ь", "и я ю ью ем е"),
    ("й", "я ю ем е"),
    ("ы", "ов ам ами ах"),
    ("ки", "ков кам ками ках"),
    *((sign, f"{sign}а {sign}у {sign}ем {sign}е") for sign in "жцчшщ"),
    *((sign, f"{sign}а {sign}у {sign}ом {sign}е") for sign in "бвгдзклмнпрстфх"),
)


def word_keys(word: str) -> frozenset[str]:
    """What a word of a phrase matches: its lemmas, and itself.

    A word that is its own lemma has no other: «Баку» is not the dative of «бак».
    """
    own, known = fold(word), lemmas(word)
    return frozenset({own}) if own in known or word.isupper() else known | {own}


def case_forms(name: str) -> frozenset[str]:
    """The cases of a name of one word, folded, that the dictionary doesn't lead back to it."""
    own = fold(name)
    known = (parse for parse in parses(name) if parse.is_known)
    if " " in name or any("Fixd" in parse.tag for parse in known):
        return frozenset()
    return frozenset(form for form in _declined(own) if own not in lemmas(form))


def _declined(name: str) -> Iterator[str]:
    for ending, cases in _ENDINGS:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            yield from (stem + case for case in cases.split())
            return
