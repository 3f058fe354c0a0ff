"""What capture hands on: a document with its original bytes, or what was lost and what to do."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from nonrefoul.errors import defect
from nonrefoul.words import Document


@dataclass(frozen=True, slots=True)
class Container:
    """What was handed in and is kept whole: a file, or what an address answered.

    `path` is the file or the address. `raw` holds the bytes where they are in no file (what was
    fetched), else None: then the file at `path` is kept. `headers` are those of a response.
    """

    path: str
    sha256: str
    length: int
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file that a document came with; None where it is missing, or was not looked at.

    `name` is what the document calls it, `path` where it lies.
    """

    name: str
    path: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Captured:
    """A document and the exact bytes it was made from.

    `path` is the file (`-` for standard input) and `offset` the byte in it where `original`
    begins. `container` is what was handed in, where that is not simply the file at `path`: of it
    `original` is a slice, or something packed in it.
    """

    document: Document
    original: bytes
    path: str
    offset: int = 0
    container: Container | None = None
    attachments: tuple[Attachment, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the original bytes, in hexadecimal."""
        return hashlib.sha256(self.original).hexdigest()


@dataclass(frozen=True, slots=True)
class Covered:
    """Which numbers of a chat an export holds: comes once a chat was read to its end, unbroken.

    `runs` are first and last of each unbroken run of numbers, in order, service messages and those
    without a text among them. What lies between two runs is not there, or no longer. A document's
    id is `chat/number`.
    """

    path: str
    chat: str
    runs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that went wrong in a file; never holds a word of the file's text.

    `place` is the file and, where there is one, the line or byte. `lost` is False where
    everything could be kept and the person should merely know.
    """

    place: str
    what: str
    advice: str
    lost: bool = True

    def __str__(self) -> str:
        return f"{_printable(self.place)}: {self.what}; {self.advice}"


def damaged(path: str, error: Exception) -> Trouble:
    """The trouble of a file that its reader fails at; names no word of it, only the defect."""
    what = f"can't be read, it is damaged or of a form not known ({defect(error)})"
    return Trouble(path, what, "save it anew, or give its text as a file")


def _printable(place: str) -> str:
    """A file's name as one harmless line, whatever bytes it is made of."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in place)
