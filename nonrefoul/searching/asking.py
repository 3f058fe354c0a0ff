"""What a person asks for: words, read from one line as they type it, and what else must hold.

    беженец "отказ в убежище" экстрад* -Беларусь

All words must be there, in any form; words in quotes next to each other in that order; a word with
a star at its end stands for all that begin so; one with a minus before it must not be there.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from nonrefoul.searching.terms import clean, words
from nonrefoul.words import Modality

# No more of a line is read, and no more words are looked for.
LONGEST = 500
MOST = 32
# So many letters must stand before a star: fewer begin half of all words.
SHORTEST_START = 2

_PART = re.compile(r'([-−–]?)(?:["«“„](.*?)(?:["»”“]|$)|(\S+))', re.DOTALL)
_STARS = ("*", "∗", "⁎")


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand next to each other in this order; `begins`: the last one only begins so."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words of a question: those that must be there, those that must not.

    `cut` is whether there was more than is looked for.
    """

    parts: tuple[Part, ...] = ()
    without: tuple[Part, ...] = ()
    cut: bool = False


class Order(StrEnum):
    """In which order what is found is given: the best first, or the newest."""

    BEST = "best"
    NEWEST = "newest"
    CAME = "came"


class Reviewing(StrEnum):
    """Whether a claim was reviewed: somebody vouches for it and nobody objects, or not."""

    CHECKED = "checked"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Asked:
    """All that a person asks for. What is None or empty asks for nothing.

    Days of `published` are the document's; all that is asked of a claim must hold of one claim, its
    date among it, which may mean any day from `happened_from` to `happened_to`.
    """

    line: str = ""
    host: str | None = None
    origin: str | None = None
    event: str | None = None
    modality: Modality | None = None
    reviewing: Reviewing | None = None
    source: str | None = None
    published_from: dt.date | None = None
    published_to: dt.date | None = None
    happened_from: dt.date | None = None
    happened_to: dt.date | None = None
    order: Order = Order.BEST

    @property
    def wanted(self) -> Wanted:
        """The words that are asked for."""
        return wanted(self.line)

    @property
    def of_claims(self) -> bool:
        """Whether anything is asked of claims."""
        said = (self.host, self.origin, self.event, self.modality, self.reviewing)
        return any((*said, self.happened_from, self.happened_to))

    @property
    def asks(self) -> bool:
        """Whether anything is asked for at all."""
        said = wanted(self.line)
        of_document = (self.source, self.published_from, self.published_to)
        return bool(said.parts or said.without or self.of_claims or any(of_document))


@lru_cache(maxsize=64)
def wanted(line: str) -> Wanted:
    """The words in a line that a person typed; whatever it is, it is no error."""
    found: dict[bool, list[Part]] = {False: [], True: []}
    left, cut = MOST, len(line) > LONGEST
    for minus, quoted, bare in _PART.findall(clean(line[:LONGEST]).text):
        part = _part(quoted or bare)
        if len(part.words) > left:
            cut = True
        elif part.words:
            left -= len(part.words)
            found[bool(minus)].append(part)
    return Wanted(tuple(found[False]), tuple(found[True]), cut)


def _part(text: str) -> Part:
    said = tuple(text[start:end] for start, end in words(text))
    star = text.rstrip().endswith(_STARS) and bool(said)
    return Part(said, star and len(said[-1]) >= SHORTEST_START)
