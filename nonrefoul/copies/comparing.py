"""Whether one text is a copy of another, by the words themselves."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from nonrefoul.copies.limits import limits
from nonrefoul.copies.wording import Wording, pairs, stem

# The lines at the end that all posts of a channel have are not longer, in characters.
_LONGEST_FOOTER = 400
# Names are taken for one in another's place where no more words changed around them.
_LONGEST_CHANGE = 6
# A repost that keeps only a beginning may put so many words before it.
_WORDS_BEFORE = 20


def copied(one: Wording, other: Wording, same_source: bool) -> bool:
    """Whether the texts are copies of one report; the order of the two does not matter.

    Texts of one source must be alike without the lines that both end with, which may be the
    channel's own. Both are long enough to be copies; of what is left of them that is asked again.
    """
    if one.words == other.words:
        return True
    if same_source:
        footer = _common_end(one.lines, other.lines)
        one, other = one.without_end(footer), other.without_end(footer)
    short, long = sorted((one, other), key=lambda each: (len(each.words), each.words))
    if short.length < limits().least_characters.value:
        return False
    return _shares(short, long) and not _contradict(short, long)


def _common_end(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines at the end are the same, as long as both texts have more than them."""
    count = length = 0
    for mine, theirs in zip(reversed(one), reversed(other), strict=False):
        length += len(mine)
        if mine != theirs or length > _LONGEST_FOOTER or count + 1 >= min(len(one), len(other)):
            break
        count += 1
    return count


def _shares(short: Wording, long: Wording) -> bool:
    """Whether the longer text is the shorter one with more, or the shorter one its beginning."""
    ratio, rules = len(short.words) / len(long.words), limits()
    if ratio >= rules.least_ratio.value:
        within = long.pairs
    elif ratio >= rules.cut_ratio.value:
        within = pairs(long.words[: round(len(short.words) * 1.25) + _WORDS_BEFORE])
    else:
        return False
    return len(short.pairs & within) >= rules.shared.value * len(short.pairs)


def _contradict(short: Wording, long: Wording) -> bool:
    """Whether too many names, figures or dates stand in the place of others."""
    allowed = limits().contradictions.value * len(short.words) / 100
    return _replaced(short, long) > allowed


def _replaced(one: Wording, other: Wording) -> int:
    """How often a name, figure or date that only one text has stands where the other has another."""
    count = 0
    for change in Levenshtein.opcodes(one.words, other.words):
        before = one.words[change.src_start : change.src_end]
        after = other.words[change.dest_start : change.dest_end]
        if change.tag == "replace" and max(len(before), len(after)) <= _LONGEST_CHANGE:
            count += _only(before, one, other) and _only(after, other, one)
    return count


def _only(words: Sequence[str], mine: Wording, theirs: Wording) -> bool:
    return any(word in mine.telling and stem(word) not in theirs.stems for word in words)
