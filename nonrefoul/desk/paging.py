"""Long lists a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list: its items, which page it is, how many there are, how many items."""

    items: Sequence[T]
    page: int
    pages: int
    total: int


def part(items: Sequence[T], page: int, size: int) -> Part[T]:
    """A page of a list, counted from 1; the last where there are not so many."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 1), pages)
    return Part(items[(page - 1) * size : page * size], page, pages, len(items))
