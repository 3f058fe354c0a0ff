"""What a reader is given beside the bytes, and what it hands on while it works."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from nonrefoul.capture.mapping import Columns
from nonrefoul.capture.records import Captured, Covered, Trouble


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of bytes before they are read.

    `path` is where they lie (`a.zip/b.txt` within an archive), `name` the id of a document that
    has none of its own, `published` the day of texts that carry none, `address` where they were
    fetched or saved from, `depth` how many archives they are packed in, and `encoding` what was
    said of the text's.
    """

    path: str
    name: str
    published: dt.date | None = None
    address: str | None = None
    depth: int = 0
    encoding: str | None = None
    mapping: Columns = field(default_factory=Columns)

    def member(self, name: str, address: str | None = None, encoding: str | None = None) -> Given:
        """What is known of something packed in this."""
        return replace(
            self,
            path=f"{self.path}/{name}",
            name=f"{self.name}/{name}",
            address=address,
            encoding=encoding,
            depth=self.depth + 1,
        )


@dataclass(slots=True)
class Step:
    """Something packed is read next; it is passed over where `skipped` is set before going on."""

    path: str
    skipped: bool = False


Found = Captured | Covered | Trouble
Stepped = Found | Step
