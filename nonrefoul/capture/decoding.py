"""From bytes to text, exactly where that is possible and with the damage marked where not."""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup
from dataclasses import dataclass

from charset_normalizer import from_bytes

# No document is larger; a larger one is rather a heap of documents in no form known here.
MOST_BYTES = 64 * 1024 * 1024

# Neither can be kept in every database: halves of a surrogate pair, and the zero character.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
_MARK = "\N{REPLACEMENT CHARACTER}"
_LOOKED_AT = 1 << 16

# Encodings of Russian that no byte tells from one another: only the words do.
_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
_COMMON = frozenset("оеаинтсрвл")
_WORD = re.compile(r"[А-Яа-яЁёІіЇїЄєЎў]+")
_WELL_FORMED = re.compile(r"[А-ЯЁІЇЄЎ]?[а-яёіїєў]+|[А-ЯЁІЇЄЎ]{1,}")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\u2500-\u259f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, how many places in it were damaged, and the byte where the first one was.

    `guessed` is the encoding where neither the bytes nor anybody said it.
    """

    text: str
    damaged: int = 0
    first: int = 0
    guessed: str | None = None

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


def decode_any(raw: bytes, said: str | None = None) -> Decoded:
    """Read text in the encoding that is said, else in UTF-8 or UTF-16, else in the likeliest.

    The result is hopeless where the bytes are no text in any encoding that is known here.
    """
    if is_utf16(raw):
        return _strict(raw, "utf-16") or _damaged(raw, "utf-16")
    found = decode(raw)
    if not found.damaged or (said is None and not found.hopeless):
        return found
    return (said and _strict(raw, said)) or _likeliest(raw) or found


def known_encoding(name: str | None) -> str | None:
    """The encoding of this name where there is such a one for text, else None."""
    try:
        found = lookup(name.strip().strip("\"'")) if name else None
    except (LookupError, ValueError):
        return None
    # A page that says Latin-1 means Windows-1252 (WHATWG Encoding Standard).
    text = found is not None and getattr(found, "_is_text_encoding", True)
    return ("cp1252" if found.name == "iso8859-1" else found.name) if found and text else None


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


def _strict(raw: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(raw.decode(encoding))
    except (UnicodeError, LookupError):
        return None


def _damaged(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, errors="replace")
    return Decoded(text, max(1, text.count(_MARK)))


def _likeliest(raw: bytes) -> Decoded | None:
    """The text in a Cyrillic encoding where it reads as Russian, else what charset-normalizer says.

    On a sentence or two charset-normalizer takes KOI8-R for Windows-1251, so we look first.
    """
    head = raw[:_LOOKED_AT]
    likely = max(_CYRILLIC, key=lambda name: _russian(head, name))
    if _russian(head, likely) > 0 and (found := _strict(raw, likely)):
        return Decoded(found.text, guessed=likely)
    best = from_bytes(head).best()
    found = _strict(raw, best.encoding) if best and not _CONTROL.search(str(best)) else None
    return Decoded(found.text, guessed=best.encoding) if best and found else None


def _russian(head: bytes, encoding: str) -> float:
    """How far a text reads as Russian in an encoding: below 0 where it does not."""
    text = head.decode(encoding, errors="replace")
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    if not letters or _CONTROL.search(text) or letters * 2 < sum(map(str.isalpha, text)):
        return -1
    formed = sum(len(word) for word in words if _WELL_FORMED.fullmatch(word))
    common = sum(letter in _COMMON for letter in "".join(words).lower())
    lower = sum(map(str.islower, "".join(words)))
    return (formed + 2 * common + lower / 5) / letters - 1.6
