"""Which language a text is in."""

from __future__ import annotations

import re
from functools import lru_cache

from nonrefoul.reading.morphology import analyzer

# Enough to tell Russian from its neighbours; the rest of a long text adds time and nothing else.
ENOUGH = 5_000
# A text this short is told from its Slavic neighbours by the dictionary rather than by statistics.
SHORT = 400
KNOWN_SHARE = 0.8
# In a longer one so many of the first words must be Russian for the model not to be asked.
SURE_SHARE = 0.9
MOST_WORDS = 60

_WORD = re.compile(r"[^\W\d_]+")
_NOT_RUSSIAN = re.compile(
    r"[\u0456\u0457\u0454\u0491\u045e\u0458\u0459\u045a\u045b\u0452\u045f\u0453\u045c\u0493\u049b\u04a3\u04af\u04b1\u04e9\u04bb\u04d9]"
)
# Common words that Russian shares with no other language in Cyrillic letters.
_RUSSIAN = re.compile(
    r"\b(?:что|чтобы|это|его|её|ее|был|была|были|если|также|тоже|только|ещё|еще|котор\w{2,3})\b"
)
# So many of them, and one in so many characters, leave no doubt; the model then need not run.
PLAIN_COUNT = 3
PLAIN_EVERY = 400


def language(text: str) -> str:
    """The ISO 639-1 code of a text's language; "und" where it holds no words to tell by."""
    sample = text[:ENOUGH]
    if _is_plainly_russian(sample):
        return "ru"
    words = _WORD.findall(sample)
    if sum(map(len, words)) < 3:
        return "und"
    if _could_be_russian(sample, words, KNOWN_SHARE if len(sample) < SHORT else SURE_SHARE):
        return "ru"
    import py3langid

    return str(py3langid.classify(sample)[0])


def _is_plainly_russian(sample: str) -> bool:
    found = len(_RUSSIAN.findall(sample))
    if found < PLAIN_COUNT or found * PLAIN_EVERY < len(sample):
        return False
    return not _NOT_RUSSIAN.search(sample.lower())


def _could_be_russian(sample: str, words: list[str], share: float) -> bool:
    """Whether a text has no letter of another language and mostly words of Russian."""
    if _NOT_RUSSIAN.search(sample.lower()) or not re.search("[а-я]", sample.lower()):
        return False
    common = [word for word in words if word.islower()] or words
    known = sum(_known(word.lower()) for word in common[:MOST_WORDS])
    return bool(known >= share * len(common[:MOST_WORDS]))


@lru_cache(maxsize=8_000)
def _known(word: str) -> bool:
    return bool(analyzer().word_is_known(word))
