"""How many persons' names come out right in the nominative, on the sets given in arguments.

    python tools/measure_names.py written
    python tools/measure_names.py claims.jsonl
    python tools/measure_names.py ../shared/data/factrueval/devset

`written` gives, of all documents that may be looked at (tools/gold.py), the share of named persons
for which the document has a character of exactly that name, letter by letter. A file of documents
with gold claims gives the share of full names of subjects for which it has, whatever the order; a
folder of factRuEval gives the share of marked persons with first and last name for which it has.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import gold

from nonrefoul.reading.models import analyse
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.names import characters


def gold_claims(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Id, text and gold full names of each Russian document in a file of gold claims."""
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        names = {
            claim["subject"]
            for claim in document["claims"]
            if claim["subject"] and claim["subject_kind"] in ("person", "official")
        }
        if document.get("lang") == "ru":
            yield document["id"], document["text"], {name for name in names if " " in name}


def factrueval(folder: Path) -> Iterator[tuple[str, str, set[str]]]:
    """Id, text and full names of persons of each factRuEval document in a folder."""
    for path in sorted(folder.glob("*.coref")):
        names = set()
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            fields = [line.partition(" ") for line in block.strip().splitlines()[1:]]
            parts = {key: value.strip() for key, _, value in reversed(fields) if value.strip()}
            if "firstname" in parts and "lastname" in parts:
                keys = ("firstname", "patronymic", "lastname")
                names.add(" ".join(parts[key] for key in keys if key in parts))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        yield path.stem, text, names


def written() -> Iterator[tuple[str, str, set[str]]]:
    """Id, text and the persons' names of each Russian document that may be looked at."""
    for document in gold.written():
        yield (
            document["id"],
            document["text"],
            {
                claim["subject"]
                for claim in document["claims"]
                if claim["subject"] and claim["subject_kind"] == "person"
            },
        )


def exact(name: str) -> str:
    """A name as it is compared: ё as е, no capitals, no dots, its words in alphabetical order."""
    return " ".join(sorted(fold(name).replace(".", "").split()))


def main() -> None:
    """Print a line for each missed name where asked (-v), and the figures of each set."""
    for argument in [word for word in sys.argv[1:] if word != "-v"]:
        path = Path(argument)
        letters, right, total, found = argument == "written", 0, 0, 0
        if letters:
            documents = written()
        else:
            documents = factrueval(path) if path.is_dir() else gold_claims(path)
        same = str if letters else exact
        for identity, text, names in documents:
            people = characters(analyse(text))
            have = {same(person.name) for person in people}
            for name in names:
                near = _near(name, [person.name for person in people])
                total, found = total + 1, found + bool(near)
                right += same(name) in have
                if "-v" in sys.argv and same(name) not in have:
                    print(identity, repr(name), near)
        print(f"{argument}: {right} of {total} full names right, {right / total:.3f};", end=" ")
        print(f"of the {found} found at all {right / max(1, found):.3f}")


def _near(name: str, people: list[str]) -> list[str]:
    """The characters that share the beginning of a word with a name."""
    starts = {word[:4] for word in fold(name).split()}
    return [one for one in people if {word[:4] for word in fold(one).split()} & starts]


if __name__ == "__main__":
    main()
