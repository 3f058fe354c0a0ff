"""Postures as tidy tables for other programs: one row a posture, a month of a line, or a matter.

Every column is explained in docs/data.md.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence

from nonrefoul.publish.posture_words import listed
from nonrefoul.words import Account, Matter, Point, Posture

Value = str | float | int | bool | dt.date | None
Row = dict[str, Value]

# A spreadsheet takes a text that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rows(table: str, postures: Sequence[Posture], months: int | None = None) -> list[Row]:
    """The rows of `postures`, `months` or `matters`; of the curve no more than the last months."""
    every: dict[str, Callable[[Posture], Iterator[Row]]] = {
        "postures": _posture,
        "months": lambda posture: _months(posture, months),
        "matters": _matters,
    }
    return [row for posture in postures for row in every[table](posture)]


def columns(table: str) -> dict[str, type]:
    """The columns of a table and what stands in each, besides nothing."""
    return dict(_COLUMNS[table])


def csv_text(found: Sequence[Row], table: str) -> str:
    """Rows as CSV: RFC 4180 with a head and bare line ends, UTF-8, nothing where nothing is known.

    A text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    rows = ([_cell(row[name]) for name in _COLUMNS[table]] for row in found)
    return "".join(map(_written, (list(_COLUMNS[table]), *rows)))


def _written(cells: Sequence[str]) -> str:
    """A row with a bare line end; written with RFC 4180's own, so that a lone CR is quoted too."""
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerow(cells)
    return made.getvalue().removesuffix("\r\n") + "\n"


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return value.isoformat() if isinstance(value, dt.date) else repr(value)


def parquet(found: Sequence[Row], table: str) -> bytes:
    """Rows as a Parquet file; raises ImportError where pyarrow is not installed."""
    import pyarrow
    import pyarrow.parquet

    kinds = {
        str: pyarrow.string(),
        float: pyarrow.float64(),
        int: pyarrow.int64(),
        bool: pyarrow.bool_(),
        dt.date: pyarrow.date32(),
    }
    schema = pyarrow.schema([(name, kinds[kind]) for name, kind in _COLUMNS[table].items()])
    made = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(found, schema=schema), made)
    return made.getvalue()


def _pair(posture: Posture) -> Row:
    return {"host": posture.host, "origin": posture.origin}


def _posture(posture: Posture) -> Iterator[Row]:
    change, exposure = posture.change, posture.exposure
    yield {
        **_pair(posture),
        "as_of": posture.as_of,
        "direction": posture.direction.value,
        "probability": posture.probability,
        "share_against": posture.share_against,
        "low": posture.low,
        "high": posture.high,
        "over_half": posture.over_half,
        "matters": len(posture.matters),
        "sources": posture.sources,
        "claims": posture.claims,
        "confirmed": posture.confirmed,
        **_line("people", posture.people),
        **_line("policy", posture.policy),
        "disagree": posture.disagree,
        "change_since": change.since if change else None,
        "change_size": change.size if change else None,
        "change_rose": change.rose if change else None,
        "change_fell": change.fell if change else None,
        "change_direction": change.direction.value if change else None,
        "asked": exposure.asked,
        "asked_against": exposure.against,
        "asked_in_favour": exposure.in_favour,
        "asked_unanswered": exposure.unanswered,
    }


def _line(name: str, account: Account) -> Row:
    known = account.balance
    return {
        f"{name}_direction": account.direction.value,
        f"{name}_probability": account.probability,
        f"{name}_share_against": known.mean,
        f"{name}_low": known.low,
        f"{name}_high": known.high,
        f"{name}_matters": account.matters,
    }


def _months(posture: Posture, months: int | None) -> Iterator[Row]:
    told = {each.month: each for each in posture.attention}
    lines = (
        ("both", posture.curve),
        ("people", posture.people.curve),
        ("policy", posture.policy.curve),
    )
    for line, curve in lines:
        for point in curve[-months:] if months else curve:
            row = _month(posture, line, point)
            seen = told.get(point.month) if line == "both" else None
            row["documents"] = (seen.documents if seen else 0) if line == "both" else None
            row["reports"] = (seen.reports if seen else 0) if line == "both" else None
            yield row


def _month(posture: Posture, line: str, point: Point) -> Row:
    known = point.balance
    return {
        **_pair(posture),
        "line": line,
        "month": point.month,
        "share_against": known.mean,
        "low": known.low,
        "high": known.high,
        "over_half": known.over_half,
        "matters": point.matters,
        "weight": point.weight,
    }


def _matters(posture: Posture) -> Iterator[Row]:
    for number, matter in enumerate(listed(posture), start=1):
        yield {**_pair(posture), "number": number, **_matter(matter)}


def _matter(matter: Matter) -> Row:
    return {
        "matter": matter.id,
        "line": matter.line.value,
        "outcome": matter.outcome,
        "stance": matter.stance,
        "weight": matter.weight,
        "against": matter.against,
        "in_favour": matter.in_favour,
        "forgetting": matter.forgetting,
        "when": matter.when,
        "day": matter.day,
        "dated": matter.dated.value,
        "claims": len(matter.claims),
        "documents": len({claim.document for claim in matter.claims}),
        "reports": len(matter.reports),
        "sources": len(matter.sources),
        "told_first_by": "; ".join(matter.sources) or None,
    }


def _of_line(name: str) -> dict[str, type]:
    numbers = {f"{name}_{each}": float for each in ("probability", "share_against", "low", "high")}
    return {f"{name}_direction": str, **numbers, f"{name}_matters": int}


_COLUMNS: dict[str, dict[str, type]] = {
    "postures": {
        "host": str,
        "origin": str,
        "as_of": dt.date,
        "direction": str,
        **dict.fromkeys(("probability", "share_against", "low", "high", "over_half"), float),
        **dict.fromkeys(("matters", "sources", "claims"), int),
        "confirmed": float,
        **_of_line("people"),
        **_of_line("policy"),
        "disagree": bool,
        "change_since": str,
        **dict.fromkeys(("change_size", "change_rose", "change_fell"), float),
        "change_direction": str,
        **dict.fromkeys(("asked", "asked_against", "asked_in_favour", "asked_unanswered"), int),
    },
    "months": {
        **dict.fromkeys(("host", "origin", "line", "month"), str),
        **dict.fromkeys(("share_against", "low", "high", "over_half"), float),
        "matters": int,
        "weight": float,
        "documents": int,
        "reports": int,
    },
    "matters": {
        "host": str,
        "origin": str,
        "number": int,
        **dict.fromkeys(("matter", "line", "outcome"), str),
        **dict.fromkeys(("stance", "weight", "against", "in_favour", "forgetting"), float),
        "when": str,
        "day": dt.date,
        "dated": str,
        **dict.fromkeys(("claims", "documents", "reports", "sources"), int),
        "told_first_by": str,
    },
}
