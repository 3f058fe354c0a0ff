"""Which followed address brought what: documents by their sources' names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import select

from nonrefoul.store import schema
from nonrefoul.store.schema import Store


def brought(store: Store) -> Mapping[str, frozenset[str]]:
    """By each address that something was fetched from, how the sources of its documents are called.

    Raises StoreError.
    """
    capture, sighting, document = schema.capture, schema.sighting, schema.document
    query = (
        select(capture.c.source, document.c.source)
        .select_from(capture)
        .join(sighting, sighting.c.capture == capture.c.number)
        .join(document, document.c.number == sighting.c.document)
        .where(capture.c.source.like("http%"), document.c.source.is_not(None))
        .distinct()
    )
    found: dict[str, set[str]] = defaultdict(set)
    with store.reading() as connection:
        for address, name in connection.execute(query):
            found[address].add(name)
    return {address: frozenset(names) for address, names in found.items()}
