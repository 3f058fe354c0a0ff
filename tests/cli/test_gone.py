"""Who reads what a command says may go away at any moment: the command ends, the desk does not."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from nonrefoul.cli.errors import GONE
from nonrefoul.samples import POSTS
from nonrefoul.store import open_store

NONREFOUL = Path(sys.executable).with_name("nonrefoul")


@contextmanager
def desk(home: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A desk as a person starts it: its program, and its port."""
    command = [str(NONREFOUL), "desk", "--no-browser", "--port", "0", "--home", str(home)]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert program.stdout is not None
    try:
        said = next(line for line in program.stdout if "http://" in line)
        (port,) = re.findall(r":(\d+)/", said)
        yield program, int(port)
    finally:
        program.kill()
        program.wait()
        program.stdout.close()


def test_browsers_that_go_away_in_the_middle_leave_the_desk_as_it_is(tmp_path: Path) -> None:
    """Some close between the head of an answer and its body: to write that is to be told EPIPE."""
    open_store(tmp_path).close()
    chance = Random(1)
    with desk(tmp_path) as (program, port):
        asked = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()
        for _ in range(500):
            with socket.create_connection(("127.0.0.1", port)) as browser:
                browser.sendall(asked)
                time.sleep(chance.random() * 0.003)
        with socket.create_connection(("127.0.0.1", port)) as browser:
            browser.sendall(asked)
            assert browser.recv(9) == b"HTTP/1.1 "
        assert program.poll() is None


@pytest.mark.parametrize(
    "command", [["law", "KZ"], ["rules"], ["read", str(POSTS)], ["add", str(POSTS)]]
)
def test_a_reader_that_goes_away_ends_a_command_without_a_word(
    tmp_path: Path, command: list[str]
) -> None:
    open_store(tmp_path / "home").close()
    environment = {"NONREFOUL_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"}
    program = subprocess.Popen(
        [NONREFOUL, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )
    assert program.stdout is not None
    program.stdout.close()
    assert program.stderr is not None
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == GONE
