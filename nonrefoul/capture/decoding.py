"""From bytes to text, exactly where that is possible and with the damage marked where not."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

# No document is larger; a larger one is rather a heap of documents in no form known here.
MOST_BYTES = 64 * 1024 * 1024

# Neither can be kept in every database: halves of a surrogate pair, and the zero character.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_MARK = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, how many places in it were damaged, and the byte where the first one was."""

    text: str
    damaged: int = 0
    first: int = 0

    @property
    def hopeless(self) -> bool:
        """Whether so much is damaged that this is no UTF-8 text at all."""
        return self.damaged * 10 > len(self.text)


def decode(raw: bytes) -> Decoded:
    """Read UTF-8 without its byte order mark; each damaged place becomes U+FFFD."""
    skipped = len(BOM_UTF8) if raw.startswith(BOM_UTF8) else 0
    body = raw[skipped:]
    try:
        return Decoded(body.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = body.decode("utf-8", errors="replace")
        meant = body.count(_MARK.encode())
        return Decoded(text, text.count(_MARK) - meant, error.start + skipped)


def mend(text: str) -> tuple[str, int]:
    """Replace characters that no database keeps by U+FFFD; gives the text and how many."""
    return _UNKEEPABLE.subn(_MARK, text)


def looks_binary(head: bytes) -> bool:
    """Whether the first bytes of a file are no text."""
    if not head or is_utf16(head):
        return False
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head[:4096])
    return b"\x00" in head or controls * 20 > min(len(head), 4096)


def is_utf16(head: bytes) -> bool:
    """Whether a file says at its beginning that it is in UTF-16."""
    return head.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
