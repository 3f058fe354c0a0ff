"""What the questions to the database have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from nonrefoul.words import Document

FIELDS = tuple(Document.__dataclass_fields__)
AT_ONCE = 500  # so many values in one question to the database
Value = TypeVar("Value")


def document_of(row: Mapping[Any, Any]) -> Document:
    """The document in a row that has all of its columns."""
    return Document(**{name: row[name] for name in FIELDS})


def in_parts(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Values in parts that each go into one question."""
    for at in range(0, len(values), AT_ONCE):
        yield values[at : at + AT_ONCE]
