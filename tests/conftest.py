"""What holds for every test: none of them fails for being slow; and commands as typed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from nonrefoul.cli import app, errors

settings.register_profile("nonrefoul", deadline=None)
settings.load_profile("nonrefoul")


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Types a command, in a folder of the test's own: its exit code, and what it prints where."""
    monkeypatch.setenv("NONREFOUL_HOME", str(tmp_path / "home"))

    def command(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["nonrefoul", *arguments])
        code = errors.guarded(app)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return command
