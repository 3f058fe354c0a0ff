"""WARC files of other archivers (ISO 28500), read by warcio: each response that holds a text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from nonrefoul.capture import readers, warc_records
from nonrefoul.capture.decoding import MOST_BYTES, mend
from nonrefoul.capture.given import Given, Stepped
from nonrefoul.capture.records import Trouble

_TEXTUAL = re.compile(r"text/|application/(?:[\w.+-]*(?:html|xml|json|pdf|word)|octet-stream)|$")
_UNSEEN = re.compile(r"text/(?:css|javascript|ecmascript)")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_KINDS = ("response", "resource")


def capture(stream: BinaryIO, given: Given) -> Iterator[Stepped]:
    """The documents in the records of a WARC, packed record by record or not at all.

    A record that is broken is named by the byte where it begins and passed over. Answers other
    than 200, scripts, styles, pictures and revisits (which hold no body) are left out.
    """
    for record in warc_records.records(stream):
        place = f"{given.path} byte {record.offset}"
        if record.long:
            yield Trouble(place, "a record that is too long", "it was passed over")
        elif record.raw is None:
            yield Trouble(place, "a broken record", "it was passed over; those around it were read")
        else:
            yield from _record(record.raw, record.offset, place, given)


def _record(raw: bytes, offset: int, place: str, given: Given) -> Iterator[Stepped]:
    from warcio.archiveiterator import WARCIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        record = next(iter(WARCIterator(BytesIO(raw))), None)
        if record is None or record.rec_type not in _KINDS or _status(record) not in ("200", ""):
            return
        headers = record.http_headers or record.rec_headers
        said = (headers.get_header("Content-Type") or "").strip().lower()
        if not _TEXTUAL.match(said) or _UNSEEN.match(said):
            return
        body = record.content_stream().read(MOST_BYTES + 1)
    except (ArchiveLoadFailed, zlib.error, ValueError, EOFError, KeyError, AttributeError):
        yield Trouble(place, "a broken record", "it was passed over; those around it were read")
        return
    if len(body) > MOST_BYTES:
        yield Trouble(place, "a record that is too long", "it was passed over")
        return
    address = record.rec_headers.get_header("WARC-Target-URI") or f"{given.name}/{offset}"
    address = mend(address.strip("<>"))[0]
    charset = _CHARSET.search(said)
    inner = given.member(str(offset), address, charset[1] if charset else None)
    if body.strip():
        yield from readers.member(body, replace(inner, name=address))


def _status(record: object) -> str:
    headers = getattr(record, "http_headers", None)
    return str(headers.get_statuscode()) if headers else ""
