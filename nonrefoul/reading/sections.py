"""Where one story ends and the next begins: the sections of a digest."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nonrefoul.reading.places import Place
from nonrefoul.reading.tokens import Sentence

# Bullets that open a section: pictographs, dingbats and marks that channels put before an item.
_BULLET = re.compile(
    "[\u2022\u25aa\u25ab\u25cf\u25cb\u25b6\u25c6\u25c7\u25fc\u2605\u2606\u2611-\u27bf"
    "\u2b50\u2b55\U0001f000-\U0001faff#*\u00b7\u2043\u2023]"
)


def sections(sentences: Sequence[Sentence]) -> list[int]:
    """The section that each sentence belongs to; 0 before the first bullet."""
    found, section = [], 0
    for sentence in sentences:
        if _opens(sentence):
            section += 1
        found.append(section)
    return found


def section_states(
    sentences: Sequence[Sentence], section: Sequence[int], places: Sequence[Sequence[Place]]
) -> list[str]:
    """The first state of each section that opens with the same mark as the first section.

    Another mark (🔻 among 🔸) sets a section apart from what the heading says of all.
    """
    mark, found, seen = None, [], set()
    for sentence, number, row in zip(sentences, section, places, strict=True):
        if number == 0:
            continue
        if number not in seen and _opens(sentence):
            mark = mark or sentence.tokens[0].text
            if sentence.tokens[0].text != mark:
                seen.add(number)
        if number not in seen and row:
            seen.add(number)
            found += [place.states[0] for place in row[:1] if len(place.states) == 1]
    return list(dict.fromkeys(found))


def _opens(sentence: Sentence) -> bool:
    first, *rest = sentence.tokens
    if _BULLET.match(first.text) and len(first.text) <= 2:
        return True
    return first.text.isdigit() and len(first.text) <= 2 and bool(rest) and rest[0].text in ".)"
