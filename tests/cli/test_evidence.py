"""`read`, `add` and `where` as a person types them; persons and posts are invented."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from nonrefoul.cli import app, errors

POST = "Российский активист Захар Тростенцов задержан в Казахстане, пишет местная газета."


def run(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a process of its own, its input and output pipes."""
    command = [sys.executable, "-c", "from nonrefoul.cli import main; main()", *arguments]
    found = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    assert "Traceback" not in found.stderr
    return found


def here(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run the command within this process, where the models are loaded already."""
    before, sys.argv = sys.argv, ["nonrefoul", *arguments]
    try:
        code = errors.guarded(app)
    finally:
        sys.argv = before
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_read_from_a_pipe_gives_claims_as_the_contract_says() -> None:
    found = run("read", "-", "--json", "--published", "2024-05-06", stdin=POST)
    assert found.returncode == errors.FINE
    assert found.stderr == ""
    [claim] = map(json.loads, found.stdout.splitlines())
    assert (claim["document"], claim["event"], claim["host"]) == ("stdin", "detained", "KZ")
    assert claim["quote"] == POST[claim["start"] : claim["end"]]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    lines = (json.dumps({"id": str(each), "lang": "ru", "text": POST}) for each in range(40))
    (tmp_path / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code = "from nonrefoul.cli import main; main()"
    command = [sys.executable, "-c", code, "read", "--json", str(tmp_path / "posts.jsonl")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait() != errors.FINE


def test_the_listing_names_whom_and_quotes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    code, out, err = here(["read", str(tmp_path / "post.txt")], capsys)
    assert (code, err) == (errors.FINE, "")
    assert "post: 1 claim" in out
    assert "Захар Тростенцов · Kazakhstan" in out


def test_adding_again_adds_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    arguments = ["add", str(tmp_path / "post.txt"), "--home", str(tmp_path / "home")]
    assert here(arguments, capsys)[:2] == (
        errors.FINE,
        "1 document added, 0 known already; 1 claim read. See them with: nonrefoul cases\n",
    )
    assert here(arguments, capsys)[:2] == (
        errors.FINE,
        "0 documents added, 1 known already; 0 claims read.\n",
    )


def test_what_is_lost_is_said_and_the_rest_is_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"id": "a", "lang": "ru", "text": POST}), '{"id": "b", "text": "Тайна']
    (tmp_path / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    paths = [str(tmp_path / name) for name in ("posts.jsonl", "empty.txt", "none.txt")]
    code, out, err = here(["add", *paths, "--home", str(tmp_path / "home")], capsys)
    assert code == errors.LOST
    assert out.startswith("1 document added")
    assert [line.partition(": ")[0] for line in err.splitlines()] == ["nonrefoul"] * 3
    assert "line 2" in err
    assert "Тайна" not in err


def test_a_language_that_is_not_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [json.dumps({"id": f"e{each}", "lang": "de", "text": "Wort."}) for each in range(8)]
    (tmp_path / "posts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, out, err = here(["read", str(tmp_path / "posts.jsonl")], capsys)
    assert (code, out) == (errors.FINE, "")
    assert len(err.splitlines()) == 6
    assert "e0: not read" in err
    assert "and 3 more documents" in err


def test_a_home_that_can_not_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    arguments = ["add", str(tmp_path / "post.txt"), "--home", str(tmp_path / "home")]
    code, out, err = here(arguments, capsys)
    assert (code, out) == (errors.NO_STORE, "")
    assert "choose another folder with --home" in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["read"],
        ["reed", "post.txt"],
        ["read", "post.txt", "--published", "2023-02-30"],
        ["add", "post.txt", "--unknown"],
    ],
)
def test_wrong_usage_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = here(arguments, capsys)
    assert (code, out) == (errors.USAGE, "")
    assert len(err.splitlines()) == 1
    assert "--help" in err


def test_where_follows_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NONREFOUL_HOME", str(tmp_path / "there"))
    code, out, _ = here(["where"], capsys)
    assert (code, out) == (errors.FINE, f"{tmp_path / 'there' / 'nonrefoul.db'}\n")
    assert here(["where", "--home", str(tmp_path)], capsys)[1].startswith(str(tmp_path))


def test_the_database_is_for_its_owner_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    here(["add", str(tmp_path / "post.txt"), "--home", str(tmp_path / "home")], capsys)
    found = (tmp_path / "home").rglob("*")
    modes = {(file.is_dir(), stat.S_IMODE(os.stat(file).st_mode)) for file in found}
    assert modes == {(False, 0o600), (True, 0o700)}


@pytest.mark.parametrize("command", ["read", "add", "where"])
def test_each_command_shows_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = here([command, "--help"], capsys)
    assert code == errors.FINE
    assert "Example: nonrefoul" in out
