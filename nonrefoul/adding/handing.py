"""Keeps what is handed in, whole and before any of it is stored, and finds documents in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import RawIOBase
from pathlib import Path

from nonrefoul.capture import Attachment, Captured, Covered
from nonrefoul.capture.files import STANDARD_INPUT, opened
from nonrefoul.errors import StoreError
from nonrefoul.evidence.frames import FrameError, Unpacked
from nonrefoul.evidence.originals import Original
from nonrefoul.store import Handed, Store, capturer

# Bytes that are in no file of their own are kept together, unless they are this many.
_ALONE = 1 << 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's bytes lie: in which original, from where on, and what they hash to.

    `within` is whether that original is what was handed in itself.
    """

    original: Original
    offset: int
    length: int
    bytes: str
    within: bool


class Hands:
    """What was handed in during one `add`: each thing is kept once it gives its first document."""

    def __init__(self, store: Store, who: str | None = None) -> None:
        self.originals = store.originals
        self.who = who or capturer()
        self._handed: dict[tuple[str, str], Handed] = {}
        self._by_path: dict[str, Handed] = {}
        self._open: tuple[str, Unpacked] | None = None

    def opening(self, path: str) -> RawIOBase:
        """Open a file for capture; standard input comes but once, so it is kept first."""
        if path != STANDARD_INPUT:
            return opened(path)
        with opened(path) as stream:
            kept = self.originals.keep(stream)  # type: ignore[arg-type]
        self._handed[path, ""] = Handed(path, kept, self.who)
        return self.originals.open(kept.sha256)

    def handed(self, found: Captured) -> Handed:
        """What a document was handed in with, kept by now; raises StoreError."""
        given = found.container
        source, told = (given.path, given.sha256) if given else (found.path, "")
        if (source, told) not in self._handed:
            headers = tuple(sorted(given.headers.items())) if given else ()
            self._handed[source, told] = Handed(source, self._whole(found), self.who, headers)
        self._by_path[found.path] = self._handed[source, told]
        return self._handed[source, told]

    def _whole(self, found: Captured) -> Original:
        """Keep what was handed in; where it is no file, or gone by now, the document's bytes."""
        given = found.container
        if given and given.raw is not None:
            return self.originals.keep_bytes(given.raw)
        with suppress(OSError):
            path = Path(given.path if given else found.path)
            return self.originals.keep_file(path)
        return self.originals.keep_bytes(found.original)

    def covering(self, found: Covered) -> Handed | None:
        """What a chat was handed in with; None where it gave no document."""
        return self._by_path.get(found.path)

    def places(
        self, batch: Sequence[Captured], handed: Sequence[Handed], stored: Sequence[bool]
    ) -> list[Place]:
        """Where the bytes of each document lie; those that are no slice of theirs are kept.

        Of documents that are stored already nothing more is kept.
        """
        within = [self._holds(at, each) for each, at in zip(batch, handed, strict=True)]
        apart = [not (inside or known) for inside, known in zip(within, stored, strict=True)]
        own = iter(self._keep_apart([batch[at].original for at, out in enumerate(apart) if out]))
        found = []
        for each, at, inside, out in zip(batch, handed, within, apart, strict=True):
            original, offset = next(own) if out else (at.original, each.offset)
            said = "" if not (inside or out) else each.sha256
            found.append(Place(original, offset, len(each.original), said, inside))
        return found

    def attached(self, files: Sequence[Attachment]) -> tuple[tuple[str, Original | None], ...]:
        """Keep the files that a document came with, as far as they are there."""
        return tuple((each.name, self._attachment(each)) for each in files)

    def close(self) -> None:
        """Close what is open."""
        if self._open:
            self._open[1].close()
            self._open = None

    def _attachment(self, file: Attachment) -> Original | None:
        if file.path is not None:
            with suppress(OSError):
                return self.originals.keep_file(Path(file.path))
        return None

    def _holds(self, handed: Handed, found: Captured) -> bool:
        """Whether a document's bytes stand in what was handed in where it says."""
        name = handed.original.sha256
        try:
            if self._open is None or self._open[0] != name:
                self.close()
                self._open = (name, self.originals.open(name))
            there = self._open[1].slice(found.offset, len(found.original))
        except (FrameError, OSError):
            raise StoreError(f"the original {name} was damaged; run `nonrefoul verify`") from None
        return there == found.original

    def _keep_apart(self, raws: Sequence[bytes]) -> list[tuple[Original, int]]:
        """Keep bytes that lie in no file: large ones each, the small ones of a batch together."""
        small = b"".join(raw for raw in raws if len(raw) < _ALONE)
        together = self.originals.keep_bytes(small) if small else None
        places, offset = [], 0
        for raw in raws:
            if together and len(raw) < _ALONE:
                places.append((together, offset))
                offset += len(raw)
            else:
                places.append((self.originals.keep_bytes(raw), 0))
        return places
