"""What goes between the program and its child: a JSON header and some bytes, never a pickle.

A parser that a hostile file has taken over can say only what a frame can say.
"""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.mapping import Columns
from nonrefoul.capture.records import Attachment, Captured, Covered, Trouble
from nonrefoul.words import Document


class Writable(Protocol):
    """What a frame can be written to."""

    def write(self, raw: bytes, /) -> object:
        """Write all of it."""

    def flush(self) -> None:
        """Let nothing wait."""


_SIZES = struct.Struct(">II")
Header = dict[str, Any]


def write(stream: Writable, header: Header, blob: bytes = b"") -> None:
    """Send a frame; raises BrokenPipeError where nobody listens any more."""
    said = json.dumps(header).encode()
    stream.write(_SIZES.pack(len(said), len(blob)) + said)
    stream.write(blob)
    stream.flush()


def read(exactly: Callable[[int], bytes]) -> tuple[Header, bytes]:
    """Take a frame by a function that reads so many bytes; raises what that raises."""
    said, blob = _SIZES.unpack(exactly(_SIZES.size))
    header: Header = json.loads(exactly(said))
    return header, exactly(blob) if blob else b""


def of_given(given: Given) -> Header:
    """What is known of a file, as a header."""
    published = given.published and given.published.isoformat()
    return asdict(given) | {"published": published, "mapping": given.mapping.said}


def given(header: Header) -> Given:
    """What is known of a file, from its header."""
    said = header | {"mapping": Columns(header["mapping"]), "published": _day(header["published"])}
    return Given(**said)


def of_found(found: Found) -> tuple[Header, bytes]:
    """What was found in a file, as a header and bytes."""
    if isinstance(found, Trouble):
        return {"is": "trouble"} | asdict(found), b""
    if isinstance(found, Covered):
        return {"is": "covered"} | asdict(found), b""
    published = found.document.published and found.document.published.isoformat()
    return {
        "is": "captured",
        "document": asdict(found.document) | {"published": published},
        "path": found.path,
        "offset": found.offset,
        "attachments": [asdict(each) for each in found.attachments],
    }, found.original


def found(header: Header, blob: bytes) -> Found:
    """What was found in a file; raises KeyError, TypeError, ValueError for what is none."""
    what = header.pop("is")
    if what == "trouble":
        return Trouble(**header)
    if what == "covered":
        runs = tuple((int(first), int(last)) for first, last in header["runs"])
        return Covered(header["path"], header["chat"], runs)
    said = header["document"]
    document = Document(**said | {"published": _day(said["published"])})
    attached = tuple(Attachment(**each) for each in header["attachments"])
    return Captured(document, blob, header["path"], header["offset"], attachments=attached)


def _day(said: str | None) -> dt.date | None:
    return dt.date.fromisoformat(said) if said else None
