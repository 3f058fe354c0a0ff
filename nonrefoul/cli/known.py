"""What the database knows, and the cases in it that a person asks for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import typer

from nonrefoul.people import Verdict, compare
from nonrefoul.pipeline import Knowledge, know
from nonrefoul.posture import USUAL, Counting
from nonrefoul.store import open_store
from nonrefoul.words import Case


def look(home: Path | None, as_of: dt.date | None = None, counting: Counting = USUAL) -> Knowledge:
    """What the database in the folder knows; raises StoreError where there is none."""
    return know(open_store(home, make=False), as_of, counting)


def called(cases: Sequence[Case], name: str) -> list[Case]:
    """The cases of persons one of whose names may be `name`, or has words that begin with its.

    Case, ё, the alphabet and the order of the words do not matter. Too many are found rather than
    too few: a search decides nothing.
    """
    return [case for case in cases if any(meets(each, name) for each in case.person.names)]


def meets(full: str, name: str) -> bool:
    """Whether a full name may be the one that a person asks for."""
    words = _words(full)
    begun = all(any(word.startswith(each) for word in words) for each in _words(name))
    return begun or compare(name, full).verdict is not Verdict.DIFFERENT


def _words(name: str) -> list[str]:
    return name.casefold().replace("ё", "е").split()


def identified(cases: Sequence[Case], case_id: str) -> Case:
    """The one case whose id is, or begins with, `case_id`; raises BadParameter where none is."""
    found = [case for case in cases if case.id.startswith(case_id.lower())] if case_id else []
    exact = [case for case in found if case.id == case_id.lower()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    trouble = "several cases' ids begin so" if found else "there is no case of that id"
    raise typer.BadParameter(f"{trouble}; `nonrefoul cases` lists them all")
