"""Reads the fields of a JSON record, noting in a list of troubles what can't be used."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from nonrefoul.capture.decoding import decode, mend
from nonrefoul.capture.mapping import Columns
from nonrefoul.capture.records import Trouble
from nonrefoul.words import Document

Fields = Mapping[str, Any]
_read = msgspec.json.Decoder().decode


def record(raw: bytes, place: str, troubles: list[Trouble]) -> Fields | None:
    """The JSON object in some bytes, or None where there is none."""
    try:
        value = _read(raw)
    except (ValueError, RecursionError):
        value = _mended(raw, place, troubles)
    if isinstance(value, dict):
        return value
    troubles.append(Trouble(place, "no valid JSON object", "it was passed over; mend it"))
    return None


def document(
    fields: Fields,
    columns: Mapping[str, str],
    place: str,
    troubles: list[Trouble],
    default: dt.date | None,
    name: str | None = None,
) -> Document | None:
    """The document in a record, by which column each field is taken from; None where it is none.

    `name` is its id where the record has none; without either it is no document.
    """
    said = {field: fields.get(column) for field, column in columns.items()}
    found = word(said, "id") or str(number(said, "id") or "") or name
    body = said.get("text")
    if not found or not isinstance(body, str):
        what = "no document: it has no `id` or no `text`"
        troubles.append(Trouble(place, what, "it was passed over; add what is missing"))
        return None
    rest = ("lang", "source", "url", "title", "author", "forwarded", "reply_to", "edited")
    return Document(
        id=found,
        text=text(body, place, troubles),
        published=day(said, "published", place, troubles, default),
        **{field: word(said, field) for field in rest},
    )


def absent(mapping: Columns, found: Iterable[str], place: str) -> Iterator[Trouble]:
    """A Trouble for each column that a person named and that is not there."""
    names = list(found)
    there = ", ".join(name if name.isprintable() else "?" for name in names[:12])
    for column in mapping.absent(names):
        what = f"no column {column!r}, there are: {there}"
        yield Trouble(place, what, "mend the --map; what it names is left out", lost=False)


def _mended(raw: bytes, place: str, troubles: list[Trouble]) -> Any:
    """The JSON in bytes that no strict reader takes: damaged UTF-8, halves of surrogates."""
    decoded = decode(raw)
    if decoded.damaged:
        troubles.append(damage(place, decoded.damaged))
    try:
        return json.loads(decoded.text)
    except (ValueError, RecursionError):
        return None


def damage(place: str, count: int) -> Trouble:
    """Bytes that are no UTF-8, or characters that can't be kept."""
    return Trouble(
        place,
        f"{count} damaged character{'s' * (count > 1)}",
        "each was replaced by U+FFFD; the original bytes are kept as they are",
    )


def text(value: str, place: str, troubles: list[Trouble]) -> str:
    """A document's text, exactly, but for characters that can't be kept."""
    kept, count = mend(value)
    if count:
        troubles.append(damage(place, count))
    return kept


def day(
    fields: Fields, name: str, place: str, troubles: list[Trouble], default: dt.date | None
) -> dt.date | None:
    """The day in a field with an ISO date or time; `default` where there is no such field.

    A day that can't be is None and never the default: the text did carry a date.
    """
    value = fields.get(name)
    if value is None:
        return default
    found = a_day(value)
    if found is None:
        what = f"the date in `{name}` can't be"
        advice = "the document is kept without a date; dates are written as 2023-11-03"
        troubles.append(Trouble(place, what, advice))
    return found


def a_day(value: Any) -> dt.date | None:
    """The day in an ISO date or time, or None where it is none."""
    try:
        return dt.datetime.fromisoformat(value).date()
    except (ValueError, TypeError):
        return None


def word(fields: Fields, name: str) -> str | None:
    """A short text in a field, or None where it is absent, empty or no text."""
    value = fields.get(name)
    return mend(value)[0] if isinstance(value, str) and value else None


def number(fields: Fields, name: str) -> int | None:
    """A whole number in a field, or None."""
    value = fields.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
