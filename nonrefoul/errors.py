"""What can go wrong in a way that a person can mend: one root, few children."""

from __future__ import annotations


class NonrefoulError(Exception):
    """Something can't be used; the message is one line that says what, and what to do."""


class StoreError(NonrefoulError):
    """The database can't be used."""
