"""How a word is written, in the 66 ways that Slovnet's models tell apart."""

from __future__ import annotations

import re

_SIGNS = "!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…"
_KIND = re.compile(
    rf"(?P<RU>[а-яё]+)|(?P<EN>[a-z]+)|(?P<NUM>[+-]?\d+)|(?P<PUNCT>[{re.escape(_SIGNS)}]+)",
    re.IGNORECASE,
)


def shape(word: str) -> str:
    """The shape of a word: `RU_Xx`, `PUNCT_,`, `NUM`; as Slovnet was trained, slips included."""
    match = _KIND.match(word)
    kind = match.lastgroup if match else None
    if kind in ("RU", "EN"):
        return f"{kind}_{_outline(word)}"
    if kind == "PUNCT":
        return f"PUNCT_{word if len(word) == 1 else 'OTHER'}"
    return kind or "OTHER"


def _outline(word: str) -> str:
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    if len(word) == 1:
        return "x"
    if word.islower():
        return "xx"
    if _is_title(word):
        return "Xx"
    left, dash, right = word.partition("-")
    return "Xx-Xx" if dash and _is_title(left) and _is_title(right) else "OTHER"


def _is_title(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
