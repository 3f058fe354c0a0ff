"""Asks the index: which documents hold what a person asks for, and in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import apsw

from nonrefoul.searching.asking import Asked, Order, Part, Reviewing
from nonrefoul.searching.index import Index

# A word in a title weighs so much more than one in the text; one that a claim quotes, too.
_WEIGHTS = "4.0, 1.0, 2.0"
# Of more than so many the best are looked for among the last that came.
RANKED = 10_000
# From so many on, documents are walked through in their order.
WALKED = 4_000

Value = str | int


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: the number of its newest version, its id, and when it came."""

    number: int
    id: str
    at: str


@dataclass(frozen=True, slots=True)
class Hits:
    """Some of what was found, and how much there is in all."""

    hits: tuple[Hit, ...] = ()
    total: int = 0


def find(index: Index, asked: Asked, count: int, skip: int = 0) -> Hits:
    """So many of the documents that hold what is asked for, after those skipped.

    Nothing is found where nothing is asked for. Of very many the best are looked for among the last
    that came. Raises StoreError.
    """
    if not asked.asks:
        return Hits()
    match = _match(asked)
    conditions, values = _conditions(asked)
    order = asked.order
    if not match and order is Order.BEST:
        order = Order.NEWEST  # without words none is better than another
    with index.reading() as connection:
        total = _total(connection, match, conditions, values)
        if order is Order.BEST and total > RANKED:
            last = _last(connection, match)
            conditions, values = [*conditions, "text.rowid > ?"], [*values, last]
        walk = order is Order.NEWEST and total > WALKED
        statement, given = _statement(match, conditions, values, walk)
        ordered = f"SELECT number, id, at {statement} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?"
        rows = list(connection.execute(ordered, (*given, count, skip))) if total > skip else []
    return Hits(tuple(Hit(*row) for row in rows), total)


_ORDERS = {
    Order.BEST: f"bm25(text, {_WEIGHTS}), number DESC",
    Order.NEWEST: "published DESC, number DESC",
    Order.CAME: "number DESC",
}


def _statement(
    match: str, conditions: Sequence[str], values: Sequence[Value], walk: bool = False
) -> tuple[str, list[Value]]:
    """From where and under which conditions; nothing that a person typed stands in it.

    With `walk` documents are gone through in their order and looked up among those that match,
    which is faster where many do.
    """
    source, told, given = "document", list(conditions), list(values)
    if match and walk:
        told.insert(0, "document.number IN (SELECT rowid FROM text WHERE text MATCH ?)")
    elif match:
        source = "text CROSS JOIN document ON document.number = text.rowid"
        told.insert(0, "text MATCH ?")
    if match:
        given.insert(0, match)
    return f"FROM {source} WHERE {' AND '.join(told) or '1'}", given


def _total(
    connection: apsw.Connection, match: str, conditions: Sequence[str], values: Sequence[Value]
) -> int:
    """How many there are; documents are not looked up where nothing is asked of them."""
    statement, given = _statement(match, conditions, values)
    if match and not conditions:
        statement = "FROM text WHERE text MATCH ?"
    return int(next(connection.execute(f"SELECT count(*) {statement}", given))[0])


def _last(connection: apsw.Connection, match: str) -> int:
    """The number after which the last come that the best are looked for among."""
    asking = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?"
    return int(next(connection.execute(asking, (match, RANKED)), (0,))[0])


def _match(asked: Asked) -> str:
    """The words as FTS5 is asked for them: each part in quotes, which nothing in it can end.

    https://www.sqlite.org/fts5.html#full_text_query_syntax
    """
    said = asked.wanted
    if not said.parts:
        return ""
    there = " AND ".join(map(_quoted, said.parts))
    if not said.without:
        return there
    return f"({there}) NOT ({' OR '.join(map(_quoted, said.without))})"


def _quoted(part: Part) -> str:
    words = " ".join(part.words)
    assert '"' not in words
    return f'"{words}"{"*" if part.begins else ""}'


def _conditions(asked: Asked) -> tuple[list[str], list[Value]]:
    """What is asked of documents and claims, as SQL with the values to be put in."""
    conditions: list[str] = []
    values: list[Value] = []
    for condition, value in _of_document(asked):
        conditions.append(condition)
        values.append(value)
    if asked.of_claims:
        told = []
        for condition, more in _of_claim(asked):
            told.append(condition)
            values.extend(more)
        # As a set that is made once; asked of each document, many would go through all claims.
        claims = f"SELECT document FROM claim WHERE {' AND '.join(told)}"  # noqa: S608 - ours
        conditions.append(f"document.number IN ({claims})")
    said = asked.wanted
    if said.without and not said.parts:
        conditions.append("document.number NOT IN (SELECT rowid FROM text WHERE text MATCH ?)")
        values.append(" OR ".join(map(_quoted, said.without)))
    return conditions, values


def _of_document(asked: Asked) -> Iterator[tuple[str, str]]:
    if asked.source:
        yield "document.source = ?", asked.source
    if asked.published_from:
        yield "document.published >= ?", asked.published_from.isoformat()
    if asked.published_to:
        yield "document.published <= ?", asked.published_to.isoformat()


def _of_claim(asked: Asked) -> Iterator[tuple[str, list[Value]]]:
    for name in ("event", "host", "origin"):
        if value := getattr(asked, name):
            yield f"claim.{name} = ?", [value]
    if asked.modality:
        yield "claim.modality = ?", [asked.modality.value]
    if asked.reviewing:
        yield "claim.checked = ?", [int(asked.reviewing is Reviewing.CHECKED)]
    first, last = asked.happened_from, asked.happened_to
    if first or last:
        # A date open on one side may mean any day there; one that is not told means none.
        yield "coalesce(claim.first, claim.last) IS NOT NULL", []
    if first:
        yield "coalesce(claim.last, '9999') >= ?", [first.isoformat()]
    if last:
        yield "coalesce(claim.first, '0000') <= ?", [last.isoformat()]


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked for because something has it: states, events by their codes, sources."""

    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def choices(index: Index) -> Choices:
    """What documents and claims in the index have; raises StoreError."""
    with index.reading() as connection:
        return Choices(
            *(
                tuple(row[0] for row in connection.execute(f"SELECT DISTINCT {asked} ORDER BY 1"))
                for asked in (
                    "host FROM claim WHERE host IS NOT NULL",
                    "origin FROM claim WHERE origin IS NOT NULL",
                    "event FROM claim",
                    "source FROM document WHERE source IS NOT NULL",
                )
            )
        )
