"""Puts documents, readings and judgements into the database; nothing is ever changed there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select

from nonrefoul.errors import StoreError
from nonrefoul.evidence.canonical import digest, text_digest
from nonrefoul.evidence.originals import Original
from nonrefoul.store.capturing import Handed, add_originals, begun
from nonrefoul.store.chain import Chain, moment
from nonrefoul.store.meanwhile import Since, unless_judged
from nonrefoul.store.rows import FIELDS, in_parts
from nonrefoul.store.schema import (
    Store,
    attachment,
    claim,
    document,
    judgement,
    now,
    reading,
    sighting,
)
from nonrefoul.words import Claim, Document, Reading

_DERIVED = ("standing", "id", "review")
CLAIM_FIELDS = tuple(
    name for name in Claim.__dataclass_fields__ if name not in ("document", *_DERIVED)
)
_SAID = tuple(name for name in FIELDS if name not in ("id", "text"))
# How a source is called, or a forward told of, differs between an export, a page and Telegram
# itself: the first word on it stays, and another one makes no version.
_CALLED = ("source", "title", "author", "forwarded", "reply_to")


@dataclass(frozen=True, slots=True)
class Kept:
    """A document, what was read in it, and where its bytes lie in an original that is kept.

    Without a reading the document is evidence that is still to be read. `bytes` is the SHA-256 of
    the slice, `within` whether the original is the capture's own, and not something packed in it.
    """

    document: Document
    reading: Reading | None
    handed: Handed
    original: Original
    offset: int
    length: int
    bytes: str
    within: bool = True
    attachments: tuple[tuple[str, Original | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of keeping a document: whether it made a version, of how many, or a reading.

    Neither, where all of it was there, be it that another process kept it a moment ago.
    """

    new: bool
    versions: int
    read: bool


@dataclass(frozen=True, slots=True)
class Known:
    """How the store knows a document: as what, whether it has it, and whether it was read.

    `upto` is where reading it stopped, where it was too long to be read to its end.
    """

    document: Document
    stored: bool
    read: bool
    upto: int | None


Versions = dict[str, list[tuple[int, Document]]]


def known(store: Store, new: Sequence[Document], rules: str) -> list[Known]:
    """What the store has of documents, or how it will keep them, and whether these rules read them.

    A field that is None says nothing, so it never makes a version: a text that was dated once
    stays dated when it comes again without its date.
    """
    with store.reading() as connection:
        versions = _versions(connection, [each.id for each in new])
        settled = [_settle(versions[each.id], each) for each in new]
        read = _last_readings(connection, [number for number, _ in settled if number], rules)
    return [
        Known(
            document,
            stored=number is not None,
            read=number in read,
            upto=read.get(number or 0),
        )
        for number, document in settled
    ]


def keep(store: Store, batch: Sequence[Kept], rules: str) -> list[Outcome]:
    """Store a batch whole or not at all; what is there already is left as it is.

    Gives what came of each. The originals must be on the disk already. Raises StoreError where a
    quote is not what stands at its place, or the database fails.
    """
    for each in batch:
        _check(each)
    with store.writing() as connection:
        return _Batch(connection, rules).keep(store, batch)


def judge(
    store: Store,
    about: str,
    verdict: str,
    who: str,
    note: str | None = None,
    since: Since | None = None,
) -> int:
    """Append a judgement and give its number: about what (a stable id), what was decided, by whom.

    It is bound in the log as all that is kept. `since` is what the person had before them. Raises
    StoreError, and MeanwhileError where somebody judged the same since then: nothing is kept then.
    """
    with store.writing() as connection:
        if since:
            unless_judged(connection, since)
        row = {"at": now(), "who": who, "about": about, "verdict": verdict, "note": note}
        made = connection.execute(insert(judgement).values(row)).inserted_primary_key
        number = int(made[0]) if made else 0
        chain = Chain.of(connection)
        chain.add(judgement_entry({**row, "number": number}))
        chain.end(connection, store)
    return number


class _Batch:
    """One transaction's worth of documents, readings, sightings and entries of the log."""

    def __init__(self, connection: Connection, rules: str) -> None:
        self.connection = connection
        self.rules = rules
        self.chain = Chain.of(connection)
        self.numbers = {each: _next(connection, each) for each in (document, reading)}
        self.rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        self.captures: dict[Handed, int] = {}
        self.again: dict[int, list[tuple[int, str, int | None]]] = defaultdict(list)

    def keep(self, store: Store, batch: Sequence[Kept]) -> list[Outcome]:
        """Store all of it; gives what came of each."""
        self.captures = begun(self.connection, self.chain, dict.fromkeys(e.handed for e in batch))
        versions = _versions(self.connection, [each.document.id for each in batch])
        before = [len(versions[each.document.id]) for each in batch]
        settled = [self._document(each, versions) for each in batch]
        numbers = [number for number, _ in settled]
        read = {*_last_readings(self.connection, numbers, self.rules)}
        found = []
        for each, (number, said), older in zip(batch, settled, before, strict=True):
            reads = each.reading is not None and number not in read
            if each.reading and reads:
                read.add(number)
                self._reading(number, said, each.reading)
            count = len(versions[each.document.id])
            found.append(Outcome(count > older, count, reads))
        self._seen_again()
        self._write(store, batch)
        return found

    def _document(self, new: Kept, versions: Versions) -> tuple[int, str]:
        """Number and digest of the version of a document that this is, a new one if need be."""
        capture, old = self.captures[new.handed], versions[new.document.id]
        number, settled = _settle(old, new.document)
        said = document_digest(settled)
        offset = new.offset if new.within else None
        if number is not None:
            self.again[capture].append((number, said, offset))
            return number, said
        number = self._number(document)
        old.insert(0, (number, settled))
        place = {"offset": new.offset, "length": new.length, "bytes": new.bytes}
        row = {"number": number, "digest": said, "original": new.original.sha256, **place}
        files = [(name, kept.sha256 if kept else None) for name, kept in new.attachments]
        entry = self.chain.add(document_entry(row, settled.id, settled.text, capture, files))
        self.rows[document].append({**_fields(settled), **row})
        self._sighting(capture, number, offset, entry)
        for position, (name, sha256) in enumerate(files):
            file = {"document": number, "position": position, "name": name, "original": sha256}
            self.rows[attachment].append(file)
        return number, said

    def _sighting(self, capture: int, number: int, offset: int | None, entry: int) -> None:
        row = {"capture": capture, "document": number, "offset": offset, "entry": entry}
        self.rows[sighting].append(row)

    def _seen_again(self) -> None:
        """Note which versions that were known a capture holds too: one entry for all of them."""
        for capture, again in self.again.items():
            numbers = [number for number, _, _ in again]
            there = _sighted(self.connection, capture, numbers)
            there |= {
                each["document"] for each in self.rows[sighting] if each["capture"] == capture
            }
            fresh = {each[0]: each for each in reversed(again) if each[0] not in there}
            places = [fresh[number] for number in sorted(fresh)]
            entry = self.chain.add(seen_entry(capture, places)) if places else 0
            for number, _, offset in places:
                self._sighting(capture, number, offset, entry)

    def _reading(self, number: int, said: str, read: Reading) -> None:
        key = self._number(reading)
        result = reading_digest(said, self.rules, read)
        fields = {"lang": read.lang, "read": read.read, "upto": read.upto, "digest": result}
        row = {"number": key, "document": number, "rules": self.rules, "at": now(), **fields}
        self.rows[reading].append(row)
        for position, found in enumerate(read.claims):
            told = claim_fields(found)
            self.rows[claim].append({**told, "reading": key, "position": position})
        if read.claims:
            self.chain.add(reading_entry(key, said, self.rules, result))

    def _number(self, table: Any) -> int:
        self.numbers[table] += 1
        return self.numbers[table]

    def _write(self, store: Store, batch: Sequence[Kept]) -> None:
        attached = (kept for each in batch for _, kept in each.attachments if kept)
        add_originals(self.connection, [*(each.original for each in batch), *attached])
        self.chain.write(self.connection)
        for table in (document, attachment, sighting, reading, claim):
            if self.rows[table]:
                self.connection.execute(insert(table), self.rows[table])
        self.chain.end(self.connection, store)


def document_entry(
    row: Mapping[str, Any],
    name: str,
    text: str,
    capture: int,
    files: Sequence[tuple[str, str | None]],
) -> dict[str, Any]:
    """What the log says of a version of a document."""
    place = {each: row[each] for each in ("original", "offset", "length", "bytes", "digest")}
    said = {"kind": "document", "document": row["number"], "capture": capture, "id": name}
    came = {"attachments": [list(each) for each in files]} if files else {}
    return {**said, **place, "text": text_digest(text), **came}


def seen_entry(capture: int, places: Sequence[tuple[int, str, int | None]]) -> dict[str, Any]:
    """What the log says of known versions that a capture holds: number, digest, place of each."""
    said = {"kind": "seen", "capture": capture, "count": len(places)}
    return {**said, "digest": digest([list(each) for each in places])}


def reading_entry(number: int, said: str, rules: str, result: str) -> dict[str, Any]:
    """What the log says of a reading that found claims."""
    return {
        "kind": "reading",
        "reading": number,
        "document": said,
        "rules": rules,
        "digest": result,
    }


def judgement_entry(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the log says of a judgement."""
    said = {name: row[name] for name in ("who", "about", "verdict", "note")}
    return {"kind": "judgement", "judgement": row["number"], "at": moment(row["at"]), **said}


def document_digest(said: Document) -> str:
    """The SHA-256 of all that a document says; what it does not say is left out."""
    found = {name: value for name, value in _fields(said).items() if value is not None}
    if said.published:
        found["published"] = said.published.isoformat()
    return digest(found)


def reading_digest(said: str, rules: str, read: Reading) -> str:
    """The SHA-256 of a reading: of which version, by which rules, and what it found.

    A confidence is written as text: RFC 8785 would have fractions as one language prints them.
    """
    claims = [{**claim_fields(each), "confidence": repr(each.confidence)} for each in read.claims]
    fields = {"lang": read.lang, "read": read.read, "upto": read.upto}
    return digest({"document": said, "rules": rules, **fields, "claims": claims})


def claim_fields(found: Claim) -> dict[str, Any]:
    """What a claim says, but for its document; its standing is worked out anew each time."""
    return {name: getattr(found, name) for name in CLAIM_FIELDS}


def _check(kept: Kept) -> None:
    for found in kept.reading.claims if kept.reading else ():
        if not found.stands_in(kept.document):
            raise StoreError(
                f"rule {found.rule} gave a quote that does not stand at {found.start}-{found.end};"
                " nothing of this batch is stored; this is a defect, please report it"
            )


def _fields(said: Document) -> dict[str, Any]:
    return {name: getattr(said, name) for name in FIELDS}


def _versions(connection: Connection, names: Sequence[str]) -> Versions:
    """The versions of documents, newest first."""
    found: Versions = defaultdict(list)
    columns = (document.c.number, *(document.c[name] for name in FIELDS))
    for some in in_parts(names):
        query = select(*columns).where(document.c.id.in_(some)).order_by(document.c.number.desc())
        for number, *fields in connection.execute(query):
            found[fields[0]].append((number, Document(*fields)))
    return found


def _settle(versions: Sequence[tuple[int, Document]], new: Document) -> tuple[int | None, Document]:
    """The version that says all that a document says, else the document as it will be kept."""
    if not versions:
        return None, new
    same_text = [(number, old) for number, old in versions if old.text == new.text]
    said = {name: value for name in _SAID if (value := getattr(new, name)) is not None}
    for number, old in same_text:
        if all(_agree(getattr(old, name), value, name) for name, value in said.items()):
            return number, old
    return None, replace(same_text[0][1], **said) if same_text else new


def _agree(old: Any, new: Any, name: str) -> bool:
    return old == new or (name in _CALLED and old is not None)


def _last_readings(
    connection: Connection, numbers: Sequence[int], rules: str
) -> dict[int, int | None]:
    """Up to where these rules read documents; those that they have not read are left out."""
    found: dict[int, int | None] = {}
    columns = select(reading.c.document, reading.c.read, reading.c.upto)
    for some in in_parts(numbers):
        query = columns.where(reading.c.document.in_(some), reading.c.rules == rules)
        for row in connection.execute(query):
            found[row.document] = row.upto if row.read else None
    return found


def _sighted(connection: Connection, capture: int, numbers: Sequence[int]) -> set[int]:
    found: set[int] = set()
    query = select(sighting.c.document).filter_by(capture=capture)
    for some in in_parts(numbers):
        found |= set(connection.execute(query.where(sighting.c.document.in_(some))).scalars())
    return found


def _next(connection: Connection, table: Any) -> int:
    return connection.execute(select(func.max(table.c.number))).scalar() or 0
