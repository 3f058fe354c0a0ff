"""Originals on disk: once, whole or not at all, told when damaged, encrypted if wanted."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nonrefoul.errors import StoreError
from nonrefoul.evidence import frames, sealing
from nonrefoul.evidence.frames import FRAME, FrameError
from nonrefoul.evidence.originals import Originals
from nonrefoul.evidence.sealing import Seal

LONG = bytes(range(256)) * (3 * FRAME // 256) + b"the rest of it"
SEAL = Seal(b"k" * 32)


@pytest.fixture(params=[None, SEAL], ids=["plain", "sealed"])
def originals(request: pytest.FixtureRequest, tmp_path: Path) -> Originals:
    return Originals(tmp_path / "originals", request.param)


def files(originals: Originals) -> list[Path]:
    return [each for each in originals.folder.rglob("*") if each.is_file() and each.name != ".lock"]


@pytest.mark.parametrize("raw", [b"", b"short", LONG[:FRAME], LONG])
def test_what_is_kept_comes_back_from_anywhere_in_it(originals: Originals, raw: bytes) -> None:
    kept = originals.keep(io.BytesIO(raw))
    assert kept.length == len(raw)
    with originals.open(kept.sha256) as plain:
        assert plain.read() == raw
        for offset in (0, 1, FRAME - 1, FRAME, len(raw) - 3, len(raw) + 5):
            at = max(0, offset)
            assert plain.slice(at, FRAME + 2) == raw[at : at + FRAME + 2]
    assert len(files(originals)) == 1
    assert stat.S_IMODE(files(originals)[0].stat().st_mode) == 0o600


def test_the_same_bytes_are_kept_once(originals: Originals, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(LONG)
    first = originals.keep(io.BytesIO(LONG))
    written = files(originals)[0].stat().st_mtime_ns
    assert originals.keep_file(tmp_path / "file") == first
    assert originals.keep_bytes(LONG) == first
    assert originals.keep(io.BytesIO(LONG)) == first
    assert [each.stat().st_mtime_ns for each in files(originals)] == [written]


def test_a_damaged_file_is_put_right_when_the_bytes_come_again(originals: Originals) -> None:
    kept = originals.keep(io.BytesIO(LONG))
    path = originals.path(kept.sha256)
    path.write_bytes(path.read_bytes()[:-100])
    assert originals.found(kept.sha256) is None
    again = originals.keep_bytes(LONG)
    assert again.sha256 == kept.sha256
    assert originals.found(kept.sha256) == again


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs the zstd program")
def test_anybody_can_unpack_them(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals")
    path = originals.path(originals.keep(io.BytesIO(LONG)).sha256)
    with path.open("rb") as packed:
        unpack = ["zstd", "-d", "-c"]
        said = subprocess.run(unpack, stdin=packed, capture_output=True, check=True)
    assert said.stdout == LONG


def test_a_failure_leaves_nothing(originals: Originals, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="make room"):
        originals.keep_bytes(LONG)
    assert files(originals) == []


def test_what_a_crash_left_is_swept_but_not_what_is_being_written(originals: Originals) -> None:
    originals.keep_bytes(b"kept")
    (originals.folder / ".begun-0123").write_bytes(b"half")
    with originals._writing() as (out, begun):
        out.write(b"being written")
        originals.sweep()
        assert begun.exists()
    originals.sweep()
    assert originals.begun() == []
    assert len(files(originals)) == 1


@given(bit=st.integers(min_value=0), seal=st.sampled_from([None, SEAL]))
def test_any_bit_flipped_is_found(
    tmp_path_factory: pytest.TempPathFactory, bit: int, seal: Seal | None
) -> None:
    originals = Originals(tmp_path_factory.mktemp("originals"), seal)
    kept = originals.keep_bytes(b"said once and never again" * 9)
    path = originals.path(kept.sha256)
    raw = bytearray(path.read_bytes())
    raw[bit // 8 % len(raw)] ^= 1 << bit % 8
    path.write_bytes(raw)
    found = originals.found(kept.sha256)
    assert found is None or found.packed != kept.packed


def test_frames_of_another_file_or_place_are_refused(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals", SEAL)
    one = originals.path(originals.keep_bytes(os.urandom(2 * FRAME)).sha256)
    raw = one.read_bytes()
    head, frame = len(frames._SEALED) + sealing.SALT, FRAME // 2
    swapped = raw[:head] + raw[head + frame : head + 2 * frame] + raw[head : head + frame]
    one.write_bytes(swapped + raw[head + 2 * frame :])
    with originals.open(one.parent.name + one.name) as plain, pytest.raises(FrameError):
        plain.read()
    other = originals.path(originals.keep_bytes(b"other").sha256)
    other.write_bytes(raw)
    assert originals.found(other.parent.name + other.name) is None


def test_sealed_files_hold_no_word_of_what_is_in_them(tmp_path: Path) -> None:
    originals = Originals(tmp_path / "originals", SEAL)
    kept = originals.keep_bytes(b"Trostentsov " * 50)
    assert b"Trostentsov" not in originals.path(kept.sha256).read_bytes()
    for wrong in (None, Seal(b"w" * 32)):
        assert Originals(tmp_path / "originals", wrong).found(kept.sha256) is None


def test_a_wrong_passphrase_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "_COST", 1 << 10)
    seal = Seal.of("right", b"s" * 32)
    assert Seal.opened("right", b"s" * 32, seal.check) == seal
    with pytest.raises(StoreError, match="not the passphrase"):
        Seal.opened("wrong", b"s" * 32, seal.check)
    assert "k" * 32 not in repr(SEAL)
