"""A search as the fields of an address say it; whatever they hold, it is no error."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from nonrefoul.rules.spans import span
from nonrefoul.searching import Asked, Order, Reviewing
from nonrefoul.words import Claim, Modality

FIELDS = (
    *("q", "host", "origin", "event", "modality", "reviewing", "source"),
    *("published_from", "published_to", "happened_from", "happened_to", "order"),
)
_DAYS = ("published_from", "published_to", "happened_from", "happened_to")
_LONGEST = 500

Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Form:
    """A search and the fields that say it; `wrong` are those fields that were not understood."""

    asked: Asked
    fields: Mapping[str, str]
    wrong: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The fields as the query of an address."""
        return urlencode(self.fields)

    @property
    def filters(self) -> bool:
        """Whether anything but words is asked for."""
        return any(name not in ("q", "order") for name in self.fields)


def form(fields: Mapping[str, str]) -> Form:
    """The search that fields say; those that are empty or unknown say nothing."""
    said = {name: fields[name][:_LONGEST].strip() for name in FIELDS if name in fields}
    said = {name: value for name, value in said.items() if value}
    days = {name: _day(said[name]) for name in _DAYS if name in said}
    modality = _code(Modality, said.get("modality"))
    reviewing = _code(Reviewing, said.get("reviewing"))
    order = _code(Order, said.get("order"))
    codes = {"modality": modality, "reviewing": reviewing, "order": order}
    wrong = [name for name, found in (days | codes).items() if name in said and found is None]
    asked = Asked(
        line=said.get("q", ""),
        host=said.get("host"),
        origin=said.get("origin"),
        event=said.get("event"),
        modality=modality,
        reviewing=reviewing,
        source=said.get("source"),
        order=order or Order.BEST,
        **days,
    )
    return Form(asked, {name: said[name] for name in said if name not in wrong}, tuple(wrong))


def from_query(query: str) -> Form:
    """The search that the query of an address says."""
    return form(dict(parse_qsl(query, max_num_fields=None)))


def fits(claim: Claim, asked: Asked) -> bool:
    """Whether a claim is one of those that are asked for."""
    first, last = span(claim.date)
    open_span = first is None and last is None
    wanted_days = asked.happened_from or asked.happened_to
    return (
        asked.host in (None, claim.host)
        and asked.origin in (None, claim.origin)
        and asked.event in (None, claim.event)
        and asked.modality in (None, claim.modality)
        and (asked.reviewing is None or (asked.reviewing is Reviewing.CHECKED) == claim.checked)
        and not (wanted_days and open_span)
        and (asked.happened_from or dt.date.min) <= (last or dt.date.max)
        and (first or dt.date.min) <= (asked.happened_to or dt.date.max)
    )


def _day(said: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        return None


def _code(kind: type[Code], said: str | None) -> Code | None:
    return next((each for each in kind if each.value == said), None)
