"""Brings the desk's catalogues up to date with the texts in its templates and code.

Texts are written in English where they are said; `nonrefoul/desk/locale/ru` holds the Russian.
Run it after a text was added or changed (`make messages`), then fill in what is empty.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

DESK = Path(__file__).parents[1] / "nonrefoul" / "desk"
KEYWORDS = {
    "N_": None,
    "_": None,
    "say": None,
    "gettext": None,
    "ngettext": (1, 2),
    "many": (1, 2),
}
METHODS = [("**/templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"**/templates/**.html": {"trimmed": "true", "silent": "false"}}


# A time in the head of the file would be in the way of every merge.
_NO_TIME = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def main() -> int:
    """Write the catalogue; 1 where texts are left to translate."""
    path = catalogue_file("ru")
    made = updated(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write(made, file)
    left = list(untranslated(made))
    for text in left:
        print(f"to translate: {text}")
    return 1 if left else 0


def write(catalogue: Catalog, file: IO[bytes]) -> None:
    """Write a catalogue, its texts in the order of the alphabet."""
    write_po(
        file,
        catalogue,
        width=98,
        no_location=True,
        omit_header=False,
        ignore_obsolete=True,
        sort_output=True,
    )


def catalogue_file(lang: str) -> Path:
    """The file of a language's catalogue."""
    return DESK / "locale" / lang / "LC_MESSAGES" / "desk.po"


def said() -> Catalog:
    """All texts that the desk says."""
    found = Catalog(project="nonrefoul", charset="utf-8", fuzzy=False)
    every = extract_from_dir(DESK, METHODS, OPTIONS, KEYWORDS)
    for _file, _line, message, _comments, context in every:
        found.add(message, context=context)
    return found


def kept(path: Path) -> Catalog:
    """The catalogue as it is in its file; empty where there is none."""
    if not path.exists():
        return Catalog(locale="ru", project="nonrefoul", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="ru")


def updated(path: Path) -> Catalog:
    """The catalogue with all texts that are said now and no others."""
    catalogue = kept(path)
    catalogue.update(said(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# The desk in Russian; `make messages` adds what is newly said."
    catalogue.creation_date = catalogue.revision_date = _NO_TIME
    return catalogue


def untranslated(catalogue: Catalog) -> Iterator[str]:
    """The texts that are without a translation, or have one that nobody looked at."""
    for message in catalogue:
        told = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.id and (message.fuzzy or not all(told)):
            yield str(message.id)


if __name__ == "__main__":
    sys.exit(main())
