"""Whether one text is a copy of another, by the words themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from nonrefoul.copies.limits import limits
from nonrefoul.copies.wording import Wording, pairs, stem

# The lines that all posts of a channel begin or end with are not longer, in characters.
_LONGEST_HEADER = 150
_LONGEST_FOOTER = 400
# A repost that keeps only a beginning may put so many words before it.
_WORDS_BEFORE = 12
# A word of so many letters is no preposition: what stands beside it is the same place by it alone.
_WEIGHTY = 4


def copied(one: Wording, other: Wording, same_source: bool) -> bool:
    """Whether the texts are copies of one report; the order of the two does not matter.

    Texts of one source must be alike without the lines that both begin or end with, which may be
    the channel's own.
    """
    if one.words == other.words:
        return True
    if same_source:
        one, other = _without_frame(one, other)
    short, long = sorted((one, other), key=lambda each: (len(each.words), each.words))
    if short.length < limits().least_characters.value:
        return False
    return _shares(short, long) and not _contradict(short, long)


def _without_frame(one: Wording, other: Wording) -> tuple[Wording, Wording]:
    """The texts without lines that both begin or end with, as long as both have more than them."""
    head = _common(one.lines[:-1], other.lines[:-1], _LONGEST_HEADER)
    foot = _common(one.lines[:head:-1], other.lines[:head:-1], _LONGEST_FOOTER)
    if not head + foot:
        return one, other
    mine, theirs = len(one.lines) - foot, len(other.lines) - foot
    return one.part(head, mine), other.part(head, theirs)


def _common(one: Sequence[str], other: Sequence[str], longest: int) -> int:
    """How many first lines are the same, and together not longer than so many characters."""
    count = length = 0
    for mine, theirs in zip(one, other, strict=False):
        length += len(mine)
        if mine != theirs or length > longest:
            break
        count += 1
    return count


def _shares(short: Wording, long: Wording) -> bool:
    """Whether the longer text is the shorter one with more, or the shorter one its beginning."""
    ratio, rules = len(short.words) / len(long.words), limits()
    if ratio >= rules.least_ratio.value:
        return _part(short.pairs, long.pairs) >= rules.shared.value
    if ratio < rules.cut_ratio.value:
        return False
    beginning = pairs(long.words[: len(short.words)])
    around = pairs(long.words[: len(short.words) + _WORDS_BEFORE])
    least = rules.shared_beginning.value
    return _part(short.pairs, around) >= least and _part(beginning, short.pairs) >= least


def _part(some: frozenset[tuple[str, str]], others: frozenset[tuple[str, str]]) -> float:
    """The share of the first that is among the second."""
    return len(some & others) / len(some)


def _contradict(short: Wording, long: Wording) -> bool:
    """Whether too many names, figures or dates stand in the place of others."""
    allowed = limits().contradictions.value * len(short.words) / 100
    return _replaced(short, long) > allowed


def _replaced(one: Wording, other: Wording) -> int:
    """How many names, figures or dates that only one text has stand where the other has another.

    The same place is one behind, or before, the same word of weight or the same two words,
    wherever in the text.
    """
    mine, theirs = _only(one, other), _only(other, one)
    if not mine or not theirs:
        return 0
    return sum(
        len({word for place, word in _places(one.words[::way], mine) if place in known})
        for way in (1, -1)
        if (known := {place for place, _ in _places(other.words[::way], theirs)})
    )


def _places(words: Sequence[str], wanted: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each of the wanted words, with what stands before it."""
    for second, first, word in zip(("", "", *words), ("", *words), words, strict=False):
        if word in wanted:
            weighty = len(first) >= _WEIGHTY
            yield first if weighty else f"{second} {first}", word


def _only(mine: Wording, theirs: Wording) -> frozenset[str]:
    """The names, figures and dates that the other text does not have, in whatever case."""
    return frozenset(word for word in mine.telling if stem(word) not in theirs.stems)
