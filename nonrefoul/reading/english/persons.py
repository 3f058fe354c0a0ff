"""Which mentions in an English text are of one person or organisation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from nonrefoul.reading.english.lists import word_set
from nonrefoul.reading.english.names import Name, written
from nonrefoul.reading.english.words import Word

SHORTEST_TO_ERR = 5
# A word of a person's name as long as this is that person wherever it stands with a capital.
ECHO = 4


@dataclass(slots=True)
class Who:
    """Somebody by name: `name` is the fullest that the text has; where it is written, in order."""

    kind: str
    name: str
    mentions: list[Name] = field(default_factory=list)


def gather(text: str, words: Sequence[Word], names: Sequence[Name]) -> list[Who]:
    """Persons and organisations in the order of the text, each with its mentions."""
    names = [*names, *_echoes(words, names)]
    bare = [each for name in names if (each := _untitled(words, name)) and each.kind != "LOC"]
    ordered = sorted(bare, key=lambda name: (-len(_parts(text, words, name)), name.first))
    found: list[tuple[list[str], Who]] = []
    for name in ordered:
        parts = _parts(text, words, name)
        kind = "person" if name.kind == "PER" else "organisation"
        fitting = [who for full, who in found if who.kind == kind and _same(parts, full, kind)]
        if fitting:
            _nearest(fitting, name).mentions.append(name)
        else:
            found.append((parts, Who(kind, _cleaned(written(text, words, name)), [name])))
    for _, who in found:
        who.mentions.sort(key=lambda name: name.first)
    return sorted((who for _, who in found), key=lambda who: who.mentions[0].first)


def _echoes(words: Sequence[Word], names: Sequence[Name]) -> Iterator[Name]:
    """Words of persons' names that stand alone elsewhere and were not found there."""
    taken = {at for name in names for at in range(name.first, name.last)}
    known = {
        words[at].text
        for name in names
        if name.kind == "PER" and name.last - name.first > 1
        for at in range(name.first, name.last)
        if len(words[at].text) >= ECHO and words[at].capital
    }
    for at, word in enumerate(words):
        if at not in taken and word.text in known:
            yield Name("PER", at, at + 1)


def _untitled(words: Sequence[Word], name: Name) -> Name | None:
    """A name without titles, the head of one written as "Surname, Name" apart."""
    first, last = name.first, name.last
    if name.kind == "PER":
        titles = word_set("titles")
        while first < last and (words[first].low in titles or words[first].text in ".,-"):
            first += 1
    return Name(name.kind, first, last) if first < last else None


def _parts(text: str, words: Sequence[Word], name: Name) -> list[str]:
    """A name's words in small Latin letters, halves of a hyphened one together."""
    plain = anyascii(written(text, words, name)).lower()
    return [part for each in plain.split() if (part := each.strip(".,'\"`"))]


def _cleaned(name: str) -> str:
    return " ".join(name.split())


def _same(parts: Sequence[str], full: Sequence[str], kind: str) -> bool:
    """Whether a name may be a shorter way to write a fuller one."""
    if kind == "organisation":
        return list(parts) == list(full) or "".join(part[0] for part in full) == "".join(parts)
    if len(parts) == len(full):
        return all(_near(a, b) for a, b in zip(parts, full, strict=True))
    return all(any(_near(part, each) for each in full) for part in parts) and _ordered(parts, full)


def _ordered(parts: Sequence[str], full: Sequence[str]) -> bool:
    at = -1
    for part in parts:
        at = next((n for n in range(at + 1, len(full)) if _near(part, full[n])), len(full))
        if at == len(full):
            return False
    return True


def _near(short: str, full: str) -> bool:
    if short == full or (len(short) == 1 and full.startswith(short)):
        return True
    if "-" in full and short in full.split("-"):
        return True
    if min(len(short), len(full)) < SHORTEST_TO_ERR or short[0] != full[0]:
        return False
    return Levenshtein.distance(short, full, score_cutoff=1) <= 1


def _nearest(fitting: Sequence[Who], name: Name) -> Who:
    """Of several that a short name may mean, the one named last before it, else the first."""
    before = [
        (mention.first, number)
        for number, who in enumerate(fitting)
        for mention in who.mentions
        if mention.first < name.first
    ]
    return fitting[max(before)[1]] if before else fitting[0]
