"""Brings the index up to date with the database, document by document."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field

import apsw

from nonrefoul import store
from nonrefoul.reviewing import opinions, reviewed
from nonrefoul.rules.spans import span
from nonrefoul.searching.index import Index
from nonrefoul.searching.terms import clean
from nonrefoul.store import Store, Upto, upto
from nonrefoul.store.indexing import Newest, changed, digest_of, newest
from nonrefoul.words import Claim, Judgement

# So many documents go into the index in one transaction.
BATCH = 500

Tell = Callable[[int, int], None]


def lacking(index: Index) -> bool:
    """Whether the database has got something that the index has not; cheap. Raises StoreError."""
    return _noted(index)[0] != upto(index.store)


def bring_up(index: Index, tell: Tell | None = None) -> int:
    """Put into the index what the database got since; gives how many documents that concerned.

    `tell` hears how many of how many are done. What was stopped half-way goes on where it was, and
    two that do it at once do no harm: what is put is read while nobody else may write.
    Raises StoreError, and ReviewError where a judgement can't be understood.
    """
    (since, digest), now = _noted(index), upto(index.store)
    if digest_of(index.store, since.document) != digest:
        index.empty()
        since = Upto()
    told = _Told(index.store)
    wanted = list(dict.fromkeys((*_changed(index, since, now), *told.judged(since.judgement))))
    for at in range(0, len(wanted), BATCH):
        with index.writing() as connection:
            told.renew()
            for each in newest(index.store, wanted[at : at + BATCH]):
                _put(connection, each, told.claims(each))
        if tell:
            tell(min(at + BATCH, len(wanted)), len(wanted))
    if since != now:
        with index.writing() as connection:
            noted = ",".join(map(str, astuple(now)))
            digest = digest_of(index.store, now.document)
            row = (f"{noted} {digest}",)
            connection.execute("INSERT OR REPLACE INTO made VALUES ('upto', ?)", row)
    return len(wanted)


def _noted(index: Index) -> tuple[Upto, str]:
    """Up to where the index was brought, and the digest of the last document there.

    The digest tells whether it is still the same database.
    """
    with index.reading() as connection:
        for (value,) in connection.execute("SELECT value FROM made WHERE name = 'upto'"):
            noted, _, digest = str(value).partition(" ")
            return Upto(*map(int, noted.split(","))), digest
    return Upto(), ""


def _changed(index: Index, since: Upto, now: Upto) -> Iterator[str]:
    """The ids of documents that came or were read since, but for those that are in it so."""
    if (since.document, since.reading) == (now.document, now.reading):
        return
    with index.reading() as connection:
        there = set(connection.execute("SELECT id, number, reading FROM document"))
    for each in changed(index.store, since):
        if each not in there:
            yield each[0]


@dataclass
class _Told:
    """What persons said of claims, by documents, as it is in the database."""

    store: Store
    _upto: int = -1
    _all: list[Judgement] = field(default_factory=list)
    _by_document: dict[str, list[Judgement]] = field(default_factory=dict)

    def renew(self) -> None:
        """Take what was said since, if anything was."""
        now = upto(self.store).judgement
        if now != self._upto:
            self._upto, self._all = now, store.judgements(self.store)
            self._by_document = defaultdict(list)
            for opinion in opinions(store.in_force(self._all)):
                self._by_document[opinion.document].append(opinion.judgement)

    def judged(self, since: int) -> list[str]:
        """The ids of documents on whose claims judgements newer than a number bear."""
        self.renew()
        about = {each.number: each for each in self._all}
        news = (_in_the_end(each, about) for each in self._all if each.number > since)
        return [opinion.document for opinion in opinions(each for each in news if each)]

    def claims(self, of: Newest) -> tuple[Claim, ...]:
        """The claims of a document as they stand after what was said of them."""
        said = self._by_document.get(of.document.id, ())
        found = reviewed(of.claims, said, self.store.key, {of.document.id: of.document})
        return found.claims


def _in_the_end(said: Judgement, about: dict[int, Judgement]) -> Judgement | None:
    """The judgement that another takes back, through however many of those."""
    while said.verdict == store.TAKEN_BACK:
        found = about.get(store.taken_back(said))
        if found is None:
            return None
        said = found
    return said


def _put(connection: apsw.Connection, new: Newest, claims: Sequence[Claim]) -> None:
    """Put a document in, in the place of what is there of it."""
    asked = "SELECT number FROM document WHERE id = ?"
    for (number,) in list(connection.execute(asked, (new.document.id,))):
        connection.execute("DELETE FROM text WHERE rowid = ?", (number,))
        connection.execute("DELETE FROM claim WHERE document = ?", (number,))
        connection.execute("DELETE FROM document WHERE number = ?", (number,))
    said = new.document
    row = (new.number, said.id, _day(said.published), said.source, new.at.isoformat(), new.reading)
    connection.execute("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?)", row)
    quotes = "\n".join(dict.fromkeys(each.quote for each in claims))
    text = (new.number, *(_text(each) for each in (said.title or "", said.text, quotes)))
    connection.execute("INSERT INTO text (rowid, title, body, quotes) VALUES (?, ?, ?, ?)", text)
    rows = [(new.number, *_row(each)) for each in claims]
    connection.executemany("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _row(claim: Claim) -> Iterable[str | int | None]:
    first, last = span(claim.date)
    said = (claim.event, claim.host, claim.origin, claim.modality.value)
    return (*said, _day(first), _day(last), int(claim.checked))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _text(text: str) -> str:
    """The text as the tokenizer gets it: UTF-8, in which no half of a sign can be written."""
    return clean(text).text.encode("utf-8", "replace").decode()
