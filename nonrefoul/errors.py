"""What can go wrong in a way that a person can mend: one root, few children."""

from __future__ import annotations

import traceback
from pathlib import Path


class NonrefoulError(Exception):
    """Something can't be used; the message is one line that says what, and what to do."""


class StoreError(NonrefoulError):
    """The database can't be used."""


def defect(error: Exception) -> str:
    """Name an unexpected error and where it arose, never its message: that may quote a document."""
    trace = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(trace[-1].filename).name}:{trace[-1].lineno}" if trace else ""
    return f"{type(error).__name__}{place}"
