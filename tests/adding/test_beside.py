"""Reading in a second process: the same comes of it, and it never outlives the first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from nonrefoul.adding import running
from nonrefoul.samples import POSTS
from nonrefoul.store import contents, open_store

ORPHAN = """
import os, signal
from nonrefoul.readers import Beside
from nonrefoul.words import Document
if __name__ == "__main__":
    beside = Beside()
    beside.read([Document("a", "Hallo", "de")]).result()
    print(next(iter(beside.pool._processes)), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""
BEREFT = """
from nonrefoul import reading
from nonrefoul.readers import Beside
from nonrefoul.words import Document
if __name__ == "__main__":
    post = Document("a", "Российский активист Захар Тростенцов задержан в Казахстане.")
    beside = Beside()
    promise = beside.read([post])
    for process in beside.pool._processes.values():
        process.kill()
    for found in (promise.result(), beside.read([post]).result()):
        print("same" if found == reading.read([post]) else "other", flush=True)
    beside.close()
"""


def test_the_same_comes_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, beside = open_store(tmp_path / "here"), open_store(tmp_path / "beside")
    running.add([str(POSTS)], here)
    monkeypatch.setattr(running, "LONG", 0)
    monkeypatch.setattr(running, "_cores", lambda: 2)
    assert running.add([str(POSTS)], beside).claims > 0
    assert list(contents(beside)) == list(contents(here))


def test_reading_goes_on_where_the_other_process_dies(tmp_path: Path) -> None:
    """In a program of its own, as it runs: within pytest the death took the whole run down."""
    script = tmp_path / "bereft.py"
    script.write_text(BEREFT, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    assert ended.stdout.split() == ["same", "same"], ended.stderr


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_it_ends_with_its_parent_however_that_ends(tmp_path: Path) -> None:
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False
    )
    child = int(ended.stdout)
    for _ in range(600):
        if not running_still(child):
            return
        time.sleep(0.05)
    raise AssertionError("the other process outlived its parent")


def running_still(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state not in "ZX"
