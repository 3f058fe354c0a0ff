"""To whom an English sentence attributes what it tells."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.reading.english.inputs import Inputs
from nonrefoul.reading.english.lists import word_set
from nonrefoul.reading.english.words import Word

STOPS = frozenset(',.;:!?—–()"“”«»')
LONGEST = 8
_BEFORE = frozenset({"a", "an", "the", "his", "her", "their", "its", "my", "our"})


def attribution(inputs: Inputs, first: int, last: int) -> str | None:
    """Who is said to have said what words first to last (excluded) tell, or None."""
    words = inputs.words
    sentence = words[first].sentence
    low = first
    while low > 0 and words[low - 1].sentence == sentence:
        low -= 1
    high = last
    while high < len(words) and words[high].sentence == sentence:
        high += 1
    for at in range(low, high - 2):
        if words[at].low == "according" and words[at + 1].low == "to":
            return _span(inputs, at + 2, min(high, at + 2 + LONGEST))
    speaking = word_set("speaking")
    verbs = [at for at in range(low, high) if words[at].low in speaking]
    for at in sorted(verbs, key=lambda at: abs(at - first)):
        found = _speaker_before(inputs, low, at) or _speaker_after(inputs, at + 1, high)
        if found:
            return found
    return None


def _span(inputs: Inputs, first: int, last: int) -> str | None:
    stop = first
    while stop < last and inputs.words[stop].text not in STOPS and inputs.words[stop].low not in (
        "who", "which", "and", "that", "in", "on",
    ):  # fmt: skip
        stop += 1
    return _text(inputs, first, stop)


def _speaker_before(inputs: Inputs, low: int, verb: int) -> str | None:
    """The words right before a verb of speaking: a name, or a noun with what describes it."""
    words = inputs.words
    last = verb
    while last > low and words[last - 1].low in ("has", "had", "also", "later", "now", "have"):
        last -= 1
    first = last
    while first > low and last - first < LONGEST and words[first - 1].text not in STOPS:
        first -= 1
    return _text(inputs, first, last) if _may_speak(words[first:last]) else None


def _speaker_after(inputs: Inputs, first: int, high: int) -> str | None:
    """The words right after it, where it follows what was said: "…, said the lawyer"."""
    words = inputs.words
    if first - 2 < 0 or words[first - 2].text not in STOPS:
        return None
    last = first
    while last < high and last - first < LONGEST and words[last].text not in STOPS:
        last += 1
    return _text(inputs, first, last) if _may_speak(words[first:last]) else None


def _may_speak(words: Sequence[Word]) -> bool:
    texts = [word.text for word in words]
    if not texts or not word_set("no_speaker").isdisjoint((texts[-1].lower(), texts[0].lower())):
        return False
    return texts[0][0].isupper() or texts[0].lower() in _BEFORE or len(texts) <= 2


def _text(inputs: Inputs, first: int, last: int) -> str | None:
    if first >= last:
        return None
    if inputs.words[first].low in ("the", "a", "an"):
        first += 1
    if first >= last:
        return None
    return " ".join(inputs.text[inputs.words[first].start : inputs.words[last - 1].stop].split())
