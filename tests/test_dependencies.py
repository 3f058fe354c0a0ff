"""Every dependency has its reason in docs/decisions/0001-dependencies.md."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REASONS = (ROOT / "docs" / "decisions" / "0001-dependencies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_a_dependency_at_work_has_a_row(requirement: str) -> None:
    name = re.split(r"[^\w-]", requirement)[0]
    assert re.search(rf"^\|[^|]*\b{name}\b[^|]*\|", REASONS, re.MULTILINE)


@pytest.mark.parametrize("requirement", PROJECT["optional-dependencies"]["dev"])
def test_a_dependency_at_the_workbench_is_named(requirement: str) -> None:
    assert f"`{re.split(r'[^A-Za-z0-9_-]', requirement)[0]}`" in REASONS
