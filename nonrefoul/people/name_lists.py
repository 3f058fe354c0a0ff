"""The lists of Russian first names and surnames that Natasha's wheel ships."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal


@cache
def listed(kind: Literal["first", "last"]) -> tuple[str, ...]:
    """All names of a kind, in small Russian letters; its code is never imported."""
    package = find_spec("natasha")
    if package is None or not package.submodule_search_locations:
        raise RuntimeError("the package natasha, which carries lists of names, is not installed")
    path = Path(package.submodule_search_locations[0]) / "data" / "dict" / f"{kind}.txt"
    lines = path.read_text(encoding="utf-8").replace("ё", "е").splitlines()
    return tuple(line.split("#")[0].strip() for line in lines)


@cache
def first_names() -> frozenset[str]:
    """The first names on the list."""
    return frozenset(listed("first"))


@cache
def surnames_as_listed() -> frozenset[str]:
    """The surnames on the list."""
    return frozenset(listed("last"))
