"""BagIt bags (RFC 8493): a folder that says what it holds, byte for byte."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from nonrefoul.evidence.originals import pieces

_DECLARED = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


class Bag:
    """A bag that is being filled; it is one once `end` was called."""

    def __init__(self, folder: Path) -> None:
        """Make the folder; raises OSError, FileExistsError where there is one already."""
        folder.mkdir(mode=0o700, parents=True)
        self.folder = folder
        self._hashes: dict[str, str] = {}
        self._bytes = 0

    def add(self, name: str, content: bytes | BinaryIO) -> None:
        """Put a file into the payload; of a stream, in memory that does not grow with it."""
        path = self.folder / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        sha256 = hashlib.sha256()
        with path.open("xb") as out:
            for piece in [content] if isinstance(content, bytes) else pieces(content):
                out.write(piece)
                sha256.update(piece)
                self._bytes += len(piece)
        self._hashes[f"data/{name}"] = sha256.hexdigest()

    def end(self, said: Mapping[str, str]) -> None:
        """Write what makes it a bag; `said` goes into bag-info.txt."""
        info = {
            **said,
            "Bagging-Date": dt.datetime.now(dt.UTC).date().isoformat(),
            "Payload-Oxum": f"{self._bytes}.{len(self._hashes)}",
        }
        tags = {
            "bagit.txt": _DECLARED,
            "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()),
            "manifest-sha256.txt": _manifest(self._hashes),
        }
        hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in tags.items()}
        for name, text in {**tags, "tagmanifest-sha256.txt": _manifest(hashes)}.items():
            (self.folder / name).write_bytes(text.encode())


def _manifest(hashes: Mapping[str, str]) -> str:
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(hashes.items()))
