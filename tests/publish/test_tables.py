"""Postures as tables: CSV and Parquet read back to the same values; every column is explained."""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from made_postures import matter, posture, postures

from nonrefoul.publish import tables
from nonrefoul.publish.tables import Row, Value
from nonrefoul.words import Posture

TABLES = ("postures", "months", "matters")
PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")


def value(cell: str, kind: type) -> Value:
    """What a cell of CSV holds."""
    if cell == "":
        return None
    if kind is bool:
        return cell == "true"
    if kind is dt.date:
        return dt.date.fromisoformat(cell)
    return cell.removeprefix("'") if kind is str else kind(cell)


def read_back(text: str, table: str) -> list[Row]:
    kinds = tables.columns(table)
    rows = csv.DictReader(io.StringIO(text))
    return [{name: value(cell, kinds[name]) for name, cell in row.items()} for row in rows]


@settings(max_examples=40, deadline=None)
@given(st.lists(postures(), max_size=3), st.sampled_from(TABLES))
@example([posture(matter("a\rb"))], "matters")
def test_csv_reads_back_to_the_same_values(made: list[Posture], table: str) -> None:
    rows = tables.rows(table, made)
    assert all(set(row) == set(tables.columns(table)) for row in rows)
    clean = [{name: _plain(cell) for name, cell in row.items()} for row in rows]
    assert read_back(tables.csv_text(clean, table), table) == clean


def _plain(cell: Value) -> Value:
    """A text without what the test cannot tell apart again: an empty one, an apostrophe before."""
    if not isinstance(cell, str):
        return cell
    return cell.strip("'\r\n\0") or None


@pytest.mark.parametrize("table", TABLES)
def test_parquet_reads_back_to_the_same_values_and_kinds(table: str) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = tables.rows(table, [posture(matter("a"), matter("b", day=None)), posture(shares=())])
    found = parquet.read_table(io.BytesIO(tables.parquet(rows, table)))
    assert found.to_pylist() == rows
    assert found.column_names == list(tables.columns(table))


def test_without_pyarrow_parquet_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError):
        tables.parquet([], "months")


def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it() -> None:
    row = {**dict.fromkeys(tables.columns("months")), "line": "=1+1", "weight": -0.5}
    line = tables.csv_text([row], "months").splitlines()[1]
    assert ",'=1+1," in line
    assert "-0.5" in line.split(",")


def test_only_the_last_months_of_each_line() -> None:
    rows = tables.rows("months", [posture(matter("a"))], months=2)
    assert [row["month"] for row in rows if row["line"] == "both"] == ["2031-05", "2031-06"]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained(table: str) -> None:
    section = PAGE.split(f"## `{table}`")[1].split("\n## ")[0]
    for name in tables.columns(table):
        assert f"`{name}`" in section or any(
            f"`{line}_{name.removeprefix(f'{line}_')}`" in section for line in ("people", "policy")
        )
