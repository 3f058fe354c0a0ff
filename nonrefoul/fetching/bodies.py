"""Undoes the compression of an answer, and stops where it would grow too large."""

from __future__ import annotations

import zlib

from nonrefoul.fetching.limits import Limits
from nonrefoul.fetching.network import too_large
from nonrefoul.fetching.records import FetchError, Why

ACCEPTED = "gzip"
_STEP = 1 << 16


class Body:
    """Takes the bytes of an answer as they come and holds them decoded.

    Raises FetchError where they are too many, broken, or in a coding that was not asked for.
    """

    def __init__(self, coding: str | None, limits: Limits) -> None:
        self._coding = (coding or "identity").strip().lower()
        self._limits = limits
        self._decoded = bytearray()
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        if self._coding not in ("identity", "", "gzip", "x-gzip"):
            raise _broken("is compressed in a way that was not asked for")

    def take(self, data: bytes) -> None:
        """Decode some more bytes."""
        if "gzip" not in self._coding:
            self._keep(data)
            return
        try:
            while data and not self._inflate.eof:
                self._keep(self._inflate.decompress(data, _STEP))
                data = self._inflate.unconsumed_tail
        except zlib.error:
            raise _broken("is damaged: its compression can't be undone") from None

    def whole(self) -> bytes:
        """All of it; raises FetchError where compressed bytes are missing at its end."""
        if "gzip" in self._coding and self._decoded and not self._inflate.eof:
            raise _broken("ended too early")
        return bytes(self._decoded)

    def _keep(self, data: bytes) -> None:
        self._decoded += data
        if len(self._decoded) > self._limits.most_bytes:
            raise too_large(self._limits)


def _broken(what: str) -> FetchError:
    return FetchError(Why.FAILED, f"the answer {what}", "try later, or save it with a browser")
