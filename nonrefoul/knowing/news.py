"""What a store got since it was last asked, document by document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nonrefoul import store
from nonrefoul.store import Gone, Store, Upto
from nonrefoul.words import Claim, Document, Heading, Judgement


@dataclass(frozen=True, slots=True)
class Told:
    """A document as it stands now, and what is read in it, edited away or not."""

    heading: Heading
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class News:
    """Documents that are new or otherwise than they were, and judgements that are new.

    `versions` are the ids of those documents of which it is the text, or what is said beside it.
    """

    told: Mapping[str, Told]
    versions: frozenset[str]
    judgements: tuple[Judgement, ...]


class Watch:
    """Sees what a store gets: each time it is asked, what came since it was last asked."""

    def __init__(self, from_store: Store) -> None:
        """Nothing seen as yet."""
        self._store = from_store
        self._upto = Upto()
        self._gone: Mapping[str, Gone] = {}

    def look(self) -> News | None:
        """What came; None where that is nothing. Cheap then. Raises StoreError.

        What comes while it looks is seen the next time, if perhaps a second time.
        """
        now, last = store.upto(self._store), self._upto
        if now == last:
            return None
        versions, reread = store.since(self._store, last)
        judgements = store.judgements(self._store, last.judgement)
        touched = versions | reread
        if now.log - last.log > len(judgements):
            gone, before = store.gone(self._store), self._gone
            touched |= {e for e in {*gone, *before} if gone.get(e) != before.get(e)}
            self._gone = gone
        self._upto = now
        wanted = None if last == Upto() else touched
        return News(self._told(wanted), frozenset(versions), tuple(judgements))

    def text(self, identity: str) -> str:
        """The newest text of a document; raises KeyError where there is none of that id."""
        return self.texts([identity])[identity].text

    def texts(self, ids: Iterable[str]) -> dict[str, Document]:
        """The newest versions of documents, with their texts."""
        return store.documents(self._store, ids)

    def _told(self, ids: set[str] | None) -> dict[str, Told]:
        headings = store.headings(self._store, ids)
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in store.claims(self._store, ids, self._gone):
            found[claim.document].append(claim)
        for claim in store.edited_away(self._store, ids, self._gone):
            found[claim.document].append(claim)
        return {
            name: Told(heading, tuple(found.get(name, ()))) for name, heading in headings.items()
        }
