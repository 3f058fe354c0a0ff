"""The project's own invented documents with gold claims, as people write them: `corpus/`.

    python tools/corpus.py [FILE ...]      check files, and say how many documents and claims

A file holds documents one after another:

    === w-017 | channel | 2024-03-14
    The text, as many lines as it has.
    ---
    detained | Егор Лапшенков | KZ | RU | asserted | 2024-03-14 | *забрали* Егора Лапшенкова

A claim's line has the event, the subject, host, origin, modality, date (`-` for null), the quote as
it stands in the text with the words that tell the event between stars, and, if need be, a further
field such as `attribution=адвокат; actor=КНБ; third=DE; nth=2; optional`. A subject is a person's
name, `person: …` or `group: …` with a description, `organisation: NAME`, `official: NAME` or `-`.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nonrefoul.rules import events
from nonrefoul.words import Modality

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"

KINDS = ("person", "group", "organisation", "official")
_STATE = re.compile(r"[A-Z]{2}")
_DATE = re.compile(r"\d{4}(-[\dX]{2}(-[\dX]{2})?)?[~?%]?")


class WrongError(ValueError):
    """What is wrong in a corpus file, and where."""


def documents(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a corpus file as gold records of the contract, with `triggers` added.

    Each claim's `triggers` are the offsets of its starred words. Raises `WrongError` with the file
    and the line.
    """
    lang = path.parent.name
    lines = path.read_text(encoding="utf-8").split("\n")
    starts = [at for at, line in enumerate(lines) if line.startswith("=== ")]
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _document(lines, start, stop, lang, path)


def _document(lines: list[str], start: int, stop: int, lang: str, path: Path) -> dict[str, Any]:
    head = [part.strip() for part in lines[start][4:].split("|")]
    if len(head) != 3:
        raise WrongError(f"{path.name}:{start + 1}: the head needs `=== id | kind | date or -`")
    dash = next((at for at in range(start, stop) if lines[at].strip() == "---"), None)
    if dash is None:
        raise WrongError(f"{path.name}:{start + 1}: no line `---` between text and claims")
    text = "\n".join(lines[start + 1 : dash]).strip("\n")
    claims = []
    for at in range(dash + 1, stop):
        if lines[at].strip() and not lines[at].startswith("#"):
            try:
                claims.append(_claim(lines[at], text))
            except WrongError as wrong:
                raise WrongError(f"{path.name}:{at + 1}: {wrong}") from None
    identity = f"{path.stem}/{head[0]}"
    for claim in claims:
        claim["document"] = identity
    return {
        "id": identity,
        "lang": lang,
        "kind": head[1],
        "published": None if head[2] == "-" else head[2],
        "text": text,
        "claims": claims,
    }


def _claim(line: str, text: str) -> dict[str, Any]:
    parts = [part.strip() for part in line.split(" | ")]
    if len(parts) not in (7, 8):
        raise WrongError(f"a claim has 7 or 8 fields between ` | `, this one {len(parts)}")
    event, who, host, origin, modality, date, marked = parts[:7]
    extra = dict(_extra(parts[7])) if len(parts) == 8 else {}
    if event not in events():
        raise WrongError(f"no event {event!r}")
    if modality not in {each.value for each in Modality}:
        raise WrongError(f"no modality {modality!r}")
    for state in (host, origin, extra.get("third", "-")):
        if state != "-" and not _STATE.fullmatch(state):
            raise WrongError(f"{state!r} is no ISO 3166 code or `-`")
    if date != "-" and not _DATE.fullmatch(date):
        raise WrongError(f"{date!r} is no EDTF date or `-`")
    start, end, triggers = _quote(marked, text, int(extra.pop("nth", "1")))
    return {
        "event": event,
        **_subject(who),
        "host": _null(host),
        "origin": _null(origin),
        "actor": extra.get("actor"),
        "third_state": extra.get("third"),
        "date": _null(date),
        "modality": modality,
        "attribution": extra.get("attribution"),
        "start": start,
        "end": end,
        "quote": text[start:end],
        "triggers": triggers,
        **({"optional": True} if "optional" in extra else {}),
    }


def _null(value: str) -> str | None:
    return None if value == "-" else value


def _extra(field: str) -> Iterator[tuple[str, str]]:
    for part in field.split(";"):
        name, _, value = part.strip().partition("=")
        if name not in ("attribution", "actor", "third", "nth", "optional"):
            raise WrongError(f"no further field {name!r}")
        yield name, value.strip()


def _subject(who: str) -> dict[str, Any]:
    if who == "-":
        return {"subject": None, "subject_kind": "none", "group": None}
    kind, colon, rest = who.partition(":")
    if not colon:
        return {"subject": who, "subject_kind": "person", "group": None}
    if kind not in KINDS:
        raise WrongError(f"no kind of subject {kind!r}")
    named = kind in ("organisation", "official")
    return {
        "subject": rest.strip() if named else None,
        "subject_kind": kind,
        "group": None if named else rest.strip(),
    }


def _quote(marked: str, text: str, nth: int) -> tuple[int, int, list[list[int]]]:
    pieces = marked.split("*")
    if len(pieces) % 2 == 0 or len(pieces) < 3:
        raise WrongError("stars in the quote must come in pairs, one pair at least")
    plain = "".join(pieces)
    start = -1
    for _ in range(nth):
        start = text.find(plain, start + 1)
        if start < 0:
            raise WrongError(f"the quote is not in the text: {plain[:60]}…")
    at, triggers = start, []
    for number, piece in enumerate(pieces):
        if number % 2:
            triggers.append([at, at + len(piece)])
        at += len(piece)
    return start, start + len(plain), triggers


def load(lang: str) -> list[dict[str, Any]]:
    """All corpus documents in a language."""
    return [each for path in sorted((CORPUS / lang).glob("*.txt")) for each in documents(path)]


def main(arguments: list[str]) -> int:
    """Check files and count what is in them."""
    paths = [Path(each) for each in arguments] or sorted(CORPUS.glob("??/*.txt"))
    bad = 0
    for path in paths:
        kinds: Counter[str] = Counter()
        told: Counter[str] = Counter()
        seen: set[str] = set()
        lines = path.read_text(encoding="utf-8").split("\n")
        starts = [at for at, line in enumerate(lines) if line.startswith("=== ")]
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
            try:
                found = _document(lines, start, stop, path.parent.name, path)
                if found["id"] in seen:
                    raise WrongError(f"{path.name}:{start + 1}: the id stands twice")
            except WrongError as wrong:
                bad += 1
                print(wrong)
                continue
            seen.add(found["id"])
            kinds[found["kind"]] += 1
            told.update(claim["event"] for claim in found["claims"])
        print(f"{path.name}: {sum(kinds.values())} documents, {sum(told.values())} claims")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
