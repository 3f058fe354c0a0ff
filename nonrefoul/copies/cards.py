"""What is remembered of each document to find its copies, without its text."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.texts import by_title, titled
from nonrefoul.words import Document

# A telegram message is named by its chat and number.
_MESSAGE = re.compile(r"(?:https?://)?(?:t\.me/(?:s/)?)?([^/\s]+/\d+)")


@dataclass(frozen=True, slots=True)
class Card:
    """A document: where it stands among copies, and the names by which forwards tell of it.

    `messages` are the messages that it is, or that its forward header names; `channel` stands for
    what else the header names, or for the document's source; `plain` for its text whatever its
    blanks. `told` is the channel that it only tells the title of: one that a header names, or that
    of an HTML export, which has no number.
    """

    id: str
    published: dt.date | None
    source: str | None
    forwarded: bool
    messages: frozenset[str]
    channel: str | None
    told: str | None
    plain: bytes
    length: int

    @property
    def order(self) -> tuple[object, ...]:
        """What comes first told it first; of one day what is no forward."""
        return (self.published or dt.date.max, self.forwarded, self.id)


def card(document: Document) -> Card:
    """What is to be remembered of a document."""
    message = _message(document.forwarded)
    own = {name for name in (_message(document.id), _message(document.url)) if name}
    named = by_title(document.forwarded) if document.forwarded else titled(document.id)
    channel = named or (by_title(document.source) if document.source is not None else None)
    return Card(
        document.id,
        document.published,
        document.source,
        bool(document.forwarded),
        frozenset({message} if message else own),
        None if message else channel,
        None if message else named,
        hashlib.blake2b(" ".join(document.text.split()).encode("utf-8", "surrogatepass")).digest(),
        len(document.text),
    )


def _message(name: str | None) -> str | None:
    found = _MESSAGE.fullmatch(name or "")
    return found[1].casefold() if found else None


class Forwards:
    """Which documents a forward header makes copies: a message and its forwards.

    Where only a channel is named, those of the channel that have the same text.
    """

    def __init__(self) -> None:
        """No document."""
        self._alike: dict[object, set[str]] = defaultdict(set)
        self._of: dict[str, set[str]] = defaultdict(set)
        self._told: Counter[str] = Counter()

    def add(self, card: Card) -> set[str]:
        """Take a document; gives those that are copies only now that it names their channel."""
        for key in _keys(card):
            self._alike[key].add(card.id)
        if card.channel is not None:
            self._of[card.channel].add(card.id)
        return self._tell(card.told, 1, 1)

    def remove(self, card: Card) -> set[str]:
        """Leave a document out; gives those that are copies no more as none names their channel."""
        for key in _keys(card):
            self._alike[key].discard(card.id)
        if card.channel is not None:
            self._of[card.channel].discard(card.id)
        return self._tell(card.told, -1, 0)

    def _tell(self, channel: str | None, change: int, turning: int) -> set[str]:
        if channel is None:
            return set()
        self._told[channel] += change
        return set(self._of[channel]) if self._told[channel] == turning else set()

    def keys(self, card: Card) -> Iterator[object]:
        """What a document has in common with those that headers make copies of it."""
        yield from card.messages
        if card.channel is not None and self._told[card.channel]:
            yield card.channel, card.plain

    def beside(self, card: Card) -> set[str]:
        """The documents that headers make copies of this one, and it itself."""
        return {card.id}.union(*(self._alike[key] for key in self.keys(card)))


def _keys(card: Card) -> Iterator[object]:
    yield from card.messages
    if card.channel is not None:
        yield card.channel, card.plain
