"""Asks for the passphrase of the originals: the environment, else the terminal; never an option."""

from __future__ import annotations

import getpass
import os
import sys

from nonrefoul.errors import StoreError

VARIABLE = "NONREFOUL_PASSPHRASE"


def passphrase(*, twice: bool = False) -> str:
    """The passphrase; raises StoreError where none can be had, or two that differ."""
    given = os.environ.get(VARIABLE)
    if given:
        return given
    if not sys.stdin.isatty():
        raise StoreError(f"the originals need a passphrase: put it in {VARIABLE}")
    typed = getpass.getpass("Passphrase of the originals: ")
    if not typed or (twice and getpass.getpass("The same again: ") != typed):
        raise StoreError("no passphrase, or two that differ; nothing was done")
    return typed
