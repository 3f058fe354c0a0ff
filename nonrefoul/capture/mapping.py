"""Which fields of an organisation's own records say what of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from nonrefoul.errors import NonrefoulError

_USUAL: dict[str, tuple[str, ...]] = {
    "id": ("id", "uuid", "guid", "number"),
    "text": ("text", "body", "content", "message"),
    "lang": ("lang", "language"),
    "published": ("published", "date", "datetime", "published_at", "time", "timestamp"),
    "source": ("source", "channel", "publisher"),
    "url": ("url", "link", "address"),
    "title": ("title", "headline", "subject"),
    "author": ("author", "by", "creator"),
    "forwarded": ("forwarded", "forwarded_from"),
    "reply_to": ("reply_to",),
    "edited": ("edited",),
}
FIELDS = tuple(_USUAL)


class MappingError(NonrefoulError):
    """A mapping that can't be used."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Fields of a document and the columns they are taken from, as the person said."""

    said: dict[str, str] = field(default_factory=dict)

    def taken(self, found: Iterable[str]) -> dict[str, str]:
        """Each field and the column it is taken from, of the columns that were found.

        What is said goes before the usual names; those are looked for in lower case too.
        """
        there = list(found)
        lower = {name.strip().lower(): name for name in reversed(there)}
        chosen = {name: column for name, column in self.said.items() if column in there}
        for name, usual in _USUAL.items():
            if name not in self.said and (
                known := [lower[each] for each in usual if each in lower]
            ):
                chosen[name] = known[0]
        return chosen

    def absent(self, found: Iterable[str]) -> list[str]:
        """The columns that were said and are not there."""
        there = set(found)
        return [column for column in self.said.values() if column not in there]


def columns(pairs: Iterable[str], file: str | None = None) -> Columns:
    """The mapping in a YAML file, if any, with `field=column` pairs over it; raises MappingError.

    The file holds what the pairs say, one a line: `text: body`.
    """
    said = _file(file) if file else {}
    for pair in pairs:
        name, sign, column = pair.partition("=")
        if not sign or not column:
            raise MappingError(f"{pair!r} is no mapping: write it as text=COLUMN")
        said[name.strip()] = column
    unknown = sorted(set(said) - set(FIELDS))
    if unknown:
        raise MappingError(f"no field {unknown[0]!r} to map: one of {', '.join(FIELDS)}")
    return Columns(said)


def _file(file: str) -> dict[str, str]:
    try:
        said = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        what = getattr(error, "strerror", None) or "no valid YAML"
        raise MappingError(f"{file}: {what}: a mapping is lines as `text: body`") from None
    if not isinstance(said, dict) or not all(
        isinstance(each, str) for pair in said.items() for each in pair
    ):
        raise MappingError(f"{file}: a mapping is lines as `text: body`, a field and its column")
    return said
