"""The sentence in which a quote stands: what comes before it there, and what after."""

from __future__ import annotations

import re

LONGEST = 160
CUT = "…"

# A sentence ends with its mark and a blank, or with the line. An abbreviation ends one too soon,
# which only makes what is shown shorter.
_END = re.compile(r"[.!?…]+[\"»”’)\]]*\s+|\s*\n\s*")


def around(text: str, start: int, end: int, longest: int = LONGEST) -> tuple[str, str]:
    """What stands in the same sentence before and after the characters from `start` to `end`.

    Where it is longer it is cut between words, and a `…` stands there.
    """
    return _before(text, start, longest), _after(text, end, longest)


def _before(text: str, start: int, longest: int) -> str:
    first = max(0, start - longest)
    found = text[first:start]
    ends = [each.end() for each in _END.finditer(found)]
    if ends:
        return found[ends[-1] :]
    if first == 0:
        return found
    word = re.search(r"\s", found)
    return f"{CUT} {found[word.end() :]}" if word else CUT


def _after(text: str, end: int, longest: int) -> str:
    found = text[end : end + longest]
    if end and re.search(r"[.!?…][\"»”’)\]]*$", text[max(0, end - 3) : end]):
        return ""
    last = _END.search(found)
    if last:
        return found[: last.end()].rstrip()
    if end + longest >= len(text):
        return found.rstrip()
    word = found.rfind(" ")
    return f"{found[:word].rstrip()} {CUT}" if word > 0 else CUT
