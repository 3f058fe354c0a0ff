"""What stands around a claim's words in their sentence, so that no quote looks broken off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nonrefoul import store
from nonrefoul.desk.telling import Told
from nonrefoul.store import Store
from nonrefoul.texts import CUT, around
from nonrefoul.words import Claim

BEGINNING = 80


@dataclass(frozen=True, slots=True)
class Around:
    """The rest of a quote's sentence, before and after; blank where it is not known."""

    before: str = ""
    after: str = ""


class Texts:
    """The texts of the documents that a page quotes, read when they are first needed.

    A page that quotes many documents says so before, and they are read at once.
    """

    def __init__(self, from_store: Store) -> None:
        self._store = from_store
        self._held: dict[str, str] = {}

    def expect(self, claims: Iterable[Claim | Told]) -> None:
        """Read the texts of the documents that these claims are of."""
        self._read({each.document for each in claims})

    def expect_documents(self, names: Iterable[str]) -> None:
        """Read the texts of these documents."""
        self._read({*names})

    def beginning(self, name: str) -> str:
        """The first words of a document, to call it by where it has no title."""
        words = self._text(name)[: 2 * BEGINNING].split()
        said = " ".join(words)
        if len(said) <= BEGINNING:
            return said
        return f"{said[:BEGINNING].rpartition(' ')[0] or said[:BEGINNING]} {CUT}"

    def around(self, claim: Told) -> Around:
        """What stands around a claim's words; nothing where the newest version lacks them."""
        text = self._text(claim.document)
        if text[claim.start : claim.end] != claim.quote:
            return Around()
        return Around(*around(text, claim.start, claim.end))

    def _text(self, name: str) -> str:
        self._read({name})
        return self._held[name]

    def _read(self, names: set[str]) -> None:
        wanted = names - self._held.keys()
        found = store.documents(self._store, wanted) if wanted else {}
        self._held |= {each: found[each].text if each in found else "" for each in wanted}
