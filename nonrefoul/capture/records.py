"""What capture hands on: a document with its original bytes, or what was lost and what to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from nonrefoul.capture.numbers import Numbers

from nonrefoul.words import Document


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or file that belongs to a document; `path` is None where it was not included."""

    name: str
    path: str | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Captured:
    """A document and the exact bytes it was made from.

    `path` is the file (`-` for standard input; `a.zip/b.txt` within an archive) and `offset` the
    byte in it where `original` begins.
    """

    document: Document
    original: bytes
    path: str
    offset: int = 0
    attachments: tuple[Attachment, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the original bytes, in hexadecimal."""
        return hashlib.sha256(self.original).hexdigest()


@dataclass(frozen=True, slots=True)
class Covered:
    """Which messages an export of a chat holds, of all from its lowest number to its highest.

    A document of the chat whose number lies between the two and is not in `numbers` is gone. It is
    given only for a chat that was read whole: nobody can tell what is gone from a damaged export.
    """

    chat: str
    path: str
    numbers: Numbers


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


def _printable(place: str) -> str:
    """A file's name as one harmless line, whatever bytes it is made of."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in place)
