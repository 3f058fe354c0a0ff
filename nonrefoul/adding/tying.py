"""Ties the messages of a Telegram HTML export to those of its channel that the store has.

An HTML page shows a chat's title and not its number. Where a public chat of that title is kept
and enough messages of the same number have the same text, both are the same channel: then a
message that is kept is known again, and one with another text is a version of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from nonrefoul import store
from nonrefoul.capture import Captured
from nonrefoul.store import Store
from nonrefoul.texts import titled
from nonrefoul.words import Document

# So many messages must coincide, and no fewer than differ: an edit is rarer than no edit.
_ENOUGH = 3


class Ties:
    """What was found out during one run of the chats of which only the title is known."""

    def __init__(self, into: Store) -> None:
        self.store = into
        self._chats: dict[str, str] = {}
        self._called: dict[str, Sequence[str]] = {}

    def tied(self, batch: Sequence[Captured]) -> list[Captured]:
        """A batch with the messages of such chats under the ids of those that they are the same as.

        What is tied to nothing stays as it is. Raises StoreError.
        """
        found = list(batch)
        for chat in {name for each in batch if (name := titled(each.document.id))}:
            at = [place for place, each in enumerate(batch) if titled(each.document.id) == chat]
            documents = [batch[place].document for place in at]
            for place, document in zip(at, self._tied(chat, documents), strict=True):
                found[place] = replace(batch[place], document=document)
        return found

    def _tied(self, chat: str, documents: Sequence[Document]) -> Iterable[Document]:
        if chat not in self._called:
            self._called[chat] = store.chats_called(self.store, chat)
        known = [self._chats[chat]] if chat in self._chats else self._called[chat]
        for number in known:
            kept = store.documents(self.store, [_under(number, each.id) for each in documents])
            if chat in self._chats or _coincide(number, documents, kept):
                self._chats[chat] = number
                return [_as_kept(number, each, kept) for each in documents]
        return documents


def _coincide(number: str, found: Sequence[Document], kept: Mapping[str, Document]) -> bool:
    both = [(each, old) for each in found if (old := kept.get(_under(number, each.id)))]
    same = sum(_same(each, old) for each, old in both)
    return same >= _ENOUGH and same * 2 >= len(both)


def _same(one: Document, other: Document) -> bool:
    """Whether two tell the same on the same day, give or take the clock of who exported."""
    if one.text.split() != other.text.split():
        return False
    apart = one.published and other.published and abs(one.published - other.published).days
    return not apart or apart == 1


def _as_kept(number: str, found: Document, kept: Mapping[str, Document]) -> Document:
    """A message under the id that it has in a chat; what a page does not show is as it was kept."""
    name = _under(number, found.id)
    old = kept.get(name)
    if old is not None and _same(found, old):
        return old
    reply = _under(number, found.reply_to) if found.reply_to else None
    shown = replace(found, id=name, reply_to=reply)
    return shown if old is None else replace(shown, source=old.source, url=old.url)


def _under(number: str, message: str) -> str:
    return f"{number}/{message.rpartition('/')[2]}"
