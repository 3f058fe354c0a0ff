"""What the tools that disturb an `add` share: an export, a child that adds it, and what must hold.

The child reads by a rule of its own, for speed, and says on standard output which documents are
stored, as soon as it is told so. Whatever befalls it: what it said is there, `verify` finds
nothing, and running it again ends as an undisturbed run does.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nonrefoul import store
from nonrefoul.adding import running
from nonrefoul.capture import Captured, Trouble
from nonrefoul.cli import errors
from nonrefoul.errors import StoreError
from nonrefoul.store.verifying import verify
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

WORD = "задержан"


def export(file: Path, count: int) -> Path:
    """Write an export of so many posts about invented persons, some of them twice."""
    messages = [
        {
            "id": number - number % 17 // 16,
            "type": "message",
            "date": "2024-05-06T10:00:00",
            "text": f"Вымыслов {number} {WORD if number % 5 == 0 else 'гулял'}. " + "Погода. " * 30,
        }
        for number in range(1, count + 1)
    ]
    chat = {"name": "Канал", "type": "public_channel", "id": 17, "messages": messages}
    file.write_text(json.dumps(chat, ensure_ascii=False, indent=1), encoding="utf-8")
    return file


def read(documents: Sequence[Document]) -> list[Reading]:
    """Read who stands at the beginning of a text that has the word."""
    return [Reading(each.id, "ru", True, tuple(_claims(each))) for each in documents]


def _claims(document: Document) -> Iterator[Claim]:
    end = document.text.find(WORD) + len(WORD)
    if end > len(WORD):
        person, asserted = SubjectKind.PERSON, Modality.ASSERTED
        quote = document.text[:end]
        yield Claim(document.id, "detained", "Вымыслов", person, asserted, 0, end, quote, host="KZ")


def add(file: Path, home: Path, *, quiet: bool = False) -> int:
    """Add an export, acknowledging every document on standard output; gives the exit code."""

    def acknowledge(found: Captured | Trouble) -> None:
        if isinstance(found, Captured) and not quiet:
            print(found.document.id, flush=True)

    try:
        opened = store.open_store(home)
        running.add([str(file)], opened, progress=acknowledge, reader=read)
        opened.close()
    except StoreError as error:
        errors.say(str(error))
        return errors.NO_STORE
    except OSError as error:
        errors.say(f"{error.filename or 'input or output'}: {error.strerror}")
        return errors.LOST
    return errors.FINE


CHILD = [sys.executable, str(Path(__file__).resolve())]


def command(file: Path, home: Path) -> list[str]:
    """The child as a command of its own."""
    return [*CHILD, str(file), str(home)]


@dataclass(frozen=True)
class Undisturbed:
    """What a run that nobody disturbs ends with."""

    contents: list[tuple[Any, ...]]

    @classmethod
    def of(cls, file: Path, home: Path) -> Undisturbed:
        """Add an export and look."""
        subprocess.run(command(file, home), check=True, stdout=subprocess.PIPE)  # noqa: S603
        return cls(list(store.contents(store.open_store(home))))

    def wrong(self, file: Path, home: Path, acknowledged: Iterable[str]) -> list[str]:
        """All that does not hold after a disturbed run, and after running it again."""
        return [*lost(home, acknowledged), *unlike(self, file, home)]


def lost(home: Path, acknowledged: Iterable[str]) -> list[str]:
    """What was said to be stored and is not, and what `verify` finds."""
    acknowledged = set(acknowledged)
    if not (home / "nonrefoul.db").exists():
        return ["acknowledged without a database"] if acknowledged else []
    try:
        opened = store.open_store(home)
    except StoreError as error:
        return [str(error)]
    missing = acknowledged - set(store.documents(opened))
    found = [f"{len(missing)} acknowledged documents are not there"] if missing else []
    found += [each.what for each in verify(opened) if each.wrong]
    opened.close()
    return found


def unlike(undisturbed: Undisturbed, file: Path, home: Path) -> list[str]:
    """Whether running it again ends otherwise than an undisturbed run, or leaves something."""
    again = subprocess.run(command(file, home), check=False, capture_output=True, text=True)  # noqa: S603
    if again.returncode:
        return [f"running again ends with {again.returncode}: {again.stderr.strip()[-200:]}"]
    opened = store.open_store(home)
    found = []
    if list(store.contents(opened)) != undisturbed.contents:
        found.append("running again ends in other contents")
    found += [each.what for each in verify(opened)]
    opened.close()
    return found


if __name__ == "__main__":
    sys.exit(add(Path(sys.argv[1]), Path(sys.argv[2])))
