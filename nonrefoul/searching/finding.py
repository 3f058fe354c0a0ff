"""Asks the index: which documents hold what a person asks for, and in which order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.searching.asking import Asked, Order, Part, Reviewing
from nonrefoul.searching.index import Index

# A word in a title weighs so much more than one in the text; one that a claim quotes, too.
_WEIGHTS = "4.0, 1.0, 2.0"


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

    Nothing is found where nothing is asked for. Raises StoreError.
    """
    if not asked.asks:
        return Hits()
    conditions, values = _conditions(asked)
    match = _match(asked)
    where = " AND ".join(conditions) or "1"
    source = "document"
    if match:
        source = "text CROSS JOIN document ON document.number = text.rowid"
        where, values = f"text MATCH ? AND {where}", [match, *values]
    order = _ORDERS[asked.order if match else _without_words(asked.order)]
    with index.reading() as connection:
        counted = connection.execute(_count(source, where, bool(conditions)), values)
        total = int(next(iter(counted))[0])
        asking = f"SELECT number, id, at FROM {source} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"  # noqa: S608, E501
        rows = list(connection.execute(asking, (*values, count, skip))) if total > skip else []
    return Hits(tuple(Hit(*row) for row in rows), total)


_ORDERS = {
    Order.BEST: f"bm25(text, {_WEIGHTS}), number DESC",
    Order.NEWEST: "published IS NULL, published DESC, number DESC",
    Order.CAME: "number DESC",
}


def _without_words(order: Order) -> Order:
    """Without words none is better than another."""
    return Order.NEWEST if order is Order.BEST else order


def _count(source: str, where: str, joined: bool) -> str:
    """How many there are; documents need not be looked up where nothing is asked of them."""
    if not joined and source != "document":
        source = "text"
    return f"SELECT count(*) FROM {source} WHERE {where}"  # noqa: S608 - nothing of a person's


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


def _conditions(asked: Asked) -> tuple[list[str], list[object]]:
    """What is asked of documents and claims, as SQL with the values to be put in."""
    conditions: list[str] = []
    values: list[object] = []
    for condition, value in _of_document(asked):
        conditions.append(condition)
        values.append(value)
    if asked.of_claims:
        told = ["claim.document = document.number"]
        for condition, more in _of_claim(asked):
            told.append(condition)
            values.extend(more)
        conditions.append(f"EXISTS (SELECT 1 FROM claim WHERE {' AND '.join(told)})")  # noqa: S608
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


def _of_claim(asked: Asked) -> Iterator[tuple[str, list[object]]]:
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
