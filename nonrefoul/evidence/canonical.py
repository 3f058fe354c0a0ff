"""One way to write a record as bytes: RFC 8785, for records without fractions.

Keys are ASCII, so that their order is the same however characters are counted.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_WRITER = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)


def canonical(record: Mapping[str, Any] | list[Any]) -> bytes:
    """The canonical bytes of a record of texts, whole numbers, truths, lists and records."""
    return _WRITER.encode(record).encode()


def digest(record: Mapping[str, Any] | list[Any]) -> str:
    """The SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(record)).hexdigest()


def text_digest(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
