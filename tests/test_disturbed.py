"""A few kills, faults and alterations; the tools do the same hundreds of times."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import alter_evidence
import fault_adding
import kill_adding

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL and limits of POSIX")


def test_a_few_kills_lose_nothing(tmp_path: Path) -> None:
    assert kill_adding.run(tmp_path, times=5, messages=100, seed=7) == []


def test_no_file_may_grow_and_nothing_is_acknowledged_that_is_not_there(tmp_path: Path) -> None:
    assert fault_adding.run(tmp_path, points=2, messages=60, kinds=("limit",)) == []


def test_alterations_are_found(tmp_path: Path) -> None:
    assert alter_evidence.run(tmp_path, times=60, messages=20, seed=7) == 0
