"""What hides in a text: signs that nobody sees, that turn it round, that only look like letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from nonrefoul.rules.states import Lang
from nonrefoul.texts.alphabets import mixed_words, rules


class Kind(StrEnum):
    """The kinds of tricks, as `tricks.yml` explains them."""

    DIRECTION = "direction"
    UNSEEN = "unseen"
    HYPHEN = "hyphen"
    TAG = "tag"
    CONTROL = "control"
    SPACE = "space"
    UNKNOWN = "unknown"
    LOOK_ALIKE = "look_alike"


@dataclass(frozen=True, slots=True)
class Trick:
    """One trick: its kind, where it stands in the text, and its signs by their Unicode names."""

    kind: Kind
    start: int
    end: int
    name: str


# The blanks of good printers are no tricks: no-break, thin and narrow no-break space.
_SIGNS = {
    Kind.DIRECTION: "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069",
    Kind.UNSEEN: "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a",
    Kind.HYPHEN: "\u00ad",
    Kind.TAG: "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0000-\U000e0fff",
    Kind.CONTROL: "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f",
    Kind.SPACE: "\u0085\u1680\u2000-\u2008\u200a\u2028\u2029\u205f\u3000",
    Kind.UNKNOWN: "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff",
}
_HIDDEN = re.compile("|".join(f"(?P<{kind.value}>[{signs}])" for kind, signs in _SIGNS.items()))
_ANY = re.compile(f"[{''.join(_SIGNS.values())}]")
_JOINER, _NON_JOINER, _EMOJI_LOOK = "\u200d", "\u200c", "\ufe0f"
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{1,6}\U000e007f")
# Scripts in which the joiner and the non-joiner are part of right spelling.
_JOINING = (
    *("ARABIC", "SYRIAC", "MONGOLIAN", "DEVANAGARI", "BENGALI", "GUJARATI", "TAMIL", "TELUGU"),
    *("KANNADA", "MALAYALAM", "SINHALA", "KHMER", "MYANMAR", "NKO"),
)
_CONTROLS = {
    **{"\x00": "null", "\x07": "bell", "\x08": "backspace", "\x0b": "line tabulation"},
    **{"\x1b": "escape", "\x7f": "delete", "\x9b": "control sequence introducer"},
}


def tricks(text: str) -> tuple[Trick, ...]:
    """All tricks in a text, in its order; joiners within emoji or Arabic script are none.

    A look-alike is a word with letters of another alphabet that look the same. A whole word of such
    letters is not found: nothing in it says which alphabet was meant.
    """
    return tuple(sorted([*_signs(text), *_look_alikes(text)], key=lambda each: each.start))


def visible(text: str) -> str:
    """The text on one line, with a mark such as ⟦U+202E right-to-left override⟧ for what hides.

    No control reaches the terminal; a word of mixed alphabets is followed by a mark of its own.
    """
    parts, upto = [], 0
    for trick, count in _runs(tricks(text)):
        is_word = trick.kind is Kind.LOOK_ALIKE
        parts += [text[upto : trick.end if is_word else trick.start], _mark(trick, count)]
        upto = trick.end if is_word else trick.start + count
    return " ".join("".join([*parts, text[upto:]]).split())


def told(kind: Kind, lang: Lang) -> str:
    """What a person should know of a kind of trick."""
    label = rules().kinds[kind.value]
    return label.ru if lang == "ru" else label.en


def _signs(text: str) -> Iterator[Trick]:
    if not _ANY.search(text):
        return
    flags = {place for flag in _FLAG.finditer(text) for place in range(*flag.span())}
    for found in _HIDDEN.finditer(text):
        place = found.start()
        if place not in flags and not _in_order(text, place):
            yield Trick(Kind(found.lastgroup or ""), place, place + 1, _name(found[0]))


def _in_order(text: str, place: int) -> bool:
    """Whether a joiner or a mark of the look of emoji stands where it belongs."""
    sign, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if sign == _EMOJI_LOOK:
        return unicodedata.category(before or "a") in ("So", "Sm", "Po", "Nd", "Sk", "Pd")
    if sign == _JOINER and before and after:
        pictures = ("So", "Sk", "Mn")
        if unicodedata.category(before) in pictures and unicodedata.category(after) == "So":
            return True
    if sign in (_JOINER, _NON_JOINER):
        return unicodedata.name(before or " ", "").startswith(_JOINING)
    return False


def _look_alikes(text: str) -> Iterator[Trick]:
    for word in mixed_words(text):
        letters = dict.fromkeys(_plain_name(text[place]) for place in sorted(word.foreign))
        yield Trick(Kind.LOOK_ALIKE, word.start, word.end, ", ".join(letters))


def _plain_name(letter: str) -> str:
    """A letter as people say it: `Latin a`."""
    return f"{unicodedata.name(letter).partition(' ')[0].title()} {letter}"


def _name(sign: str) -> str:
    name = unicodedata.name(sign, "") or _CONTROLS.get(sign, "")
    return f"U+{ord(sign):04X} {name.lower()}".strip()


def _runs(found: tuple[Trick, ...]) -> Iterator[tuple[Trick, int]]:
    """Tricks, each with how often the same sign stands there in a row."""
    rows = groupby(enumerate(found), key=lambda each: (each[1].name, each[1].start - each[0]))
    for _, row in rows:
        same = [trick for _, trick in row]
        if same[0].kind is Kind.LOOK_ALIKE:
            yield from ((trick, 1) for trick in same)
        else:
            yield same[0], len(same)


def _mark(trick: Trick, count: int) -> str:
    times = f" ×{count}" if count > 1 else ""
    return f"⟦{trick.name}{times}⟧"
