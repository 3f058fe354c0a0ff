"""Evidence in other hands: bags that public tools check, timestamps, passphrases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bagit
import pytest
from made_authority import answered, made_authority, shell

from nonrefoul.cli import app, errors
from nonrefoul.evidence import sealing
from nonrefoul.evidence.timestamps import State
from nonrefoul.store import Store, open_store, stamping

POST = "Российский активист Захар Тростенцов 3 мая 2024 года задержан в Казахстане."
URL = "https://tsa.example.org"


def run(
    arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["nonrefoul", *arguments])
    code = errors.guarded(app)
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.fixture
def home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Path:
    (tmp_path / "post.txt").write_text(POST, encoding="utf-8")
    command = ["add", str(tmp_path / "post.txt"), "--home", str(tmp_path / "home")]
    assert run(command, monkeypatch, capsys)[0] == errors.FINE
    return tmp_path / "home"


def test_a_stranger_checks_a_bag_with_public_tools_alone(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bag = tmp_path / "bag"
    command = ["export-evidence", "post", "--to", str(bag), "--whole", "--home", str(home)]
    assert run(command, monkeypatch, capsys)[0] == errors.FINE
    bagit.Bag(str(bag)).validate()
    sums = shell("sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt", bag)
    assert sums.returncode == 0, sums.stderr
    assert (bag / "data/document-1/text.txt").read_text(encoding="utf-8") == POST
    assert (bag / "data/capture-1/handed-in").read_bytes() == POST.encode()
    said = shell("sh check.sh", bag / "data")
    assert (said.returncode, said.stdout) == (0, "all of it holds\n"), said
    signed = "openssl pkeyutl -verify -pubin -inkey log.pub -rawin -in head.json -sigfile head.sig"
    assert shell(signed, bag / "data").returncode == 0


@pytest.mark.parametrize(
    "name", ["document-1/text.txt", "document-1/original", "entry-1.json", "head.json", "head.sig"]
)
def test_what_was_altered_in_a_bag_is_found_by_its_script(
    home: Path,
    tmp_path: Path,
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bag = tmp_path / "bag"
    run(["export-evidence", "post", "--to", str(bag), "--home", str(home)], monkeypatch, capsys)
    assert not (bag / "data/capture-1/handed-in").exists()
    raw = bytearray((bag / "data" / name).read_bytes())
    raw[10] ^= 1
    (bag / "data" / name).write_bytes(raw)
    assert shell("sh check.sh", bag / "data").returncode == 1
    assert shell("sha256sum -c manifest-sha256.txt", bag).returncode == 1


def test_a_case_is_exported_by_its_id(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(["cases", "--json", "--home", str(home)], monkeypatch, capsys)[1]
    identity = found.split('"case": "')[1].split('"')[0]
    command = ["export-evidence", identity, "--to", str(tmp_path / "bag"), "--home", str(home)]
    assert run(command, monkeypatch, capsys)[0] == errors.FINE
    assert (tmp_path / "bag/data/document-1/text.txt").exists()
    assert run(command, monkeypatch, capsys)[0] == errors.USAGE  # the folder is there already
    command[1] = "no-such-id"
    command[3] += "2"
    assert run(command, monkeypatch, capsys)[0] == errors.USAGE


def test_verify_says_by_its_exit_code_whether_all_is_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["verify", "--home", str(home)]
    assert run(command, monkeypatch, capsys)[:2] == (0, "All that is kept is as it was kept.\n")
    (file,) = (each for each in (home / "originals").glob("??/*"))
    file.write_bytes(b"something else")
    code, out, err = run(command, monkeypatch, capsys)
    assert (code, out) == (errors.ALTERED, "")
    assert str(file) in err


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_authority(tmp_path_factory.mktemp("tsa"))


def states(store: Store) -> list[State]:
    with store.reading() as connection:
        return [each.checked.state for each in stamping.stamps(connection)]


def test_a_timestamp_is_none_then_pending_then_verified(
    home: Path,
    authority: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    store = open_store(home)
    assert states(store) == []
    command = ["timestamp", "--authority", URL, "--home", str(home)]
    ask, answer = tmp_path / "ask.tsq", tmp_path / "answer.tsr"
    assert run([*command, "--request", str(ask)], monkeypatch, capsys)[0] == errors.FINE
    assert states(store) == [State.PENDING]
    assert "pending" in run(["verify", "--home", str(home)], monkeypatch, capsys)[2]
    answer.write_bytes(answered(authority, ask.read_bytes()))
    roots = ["--roots", str(authority / "root.pem")]
    code, out, _ = run([*command, "--answer", str(answer), *roots], monkeypatch, capsys)
    assert (code, "verified at 20" in out) == (errors.FINE, True), out
    bag = tmp_path / "bag"
    run(["export-evidence", "post", "--to", str(bag), "--home", str(home)], monkeypatch, capsys)
    assert (bag / "data/timestamp-1/answer.tsr").exists()
    assert shell("sh check.sh", bag / "data").returncode == 0


def test_an_answer_that_does_not_hold_has_failed(home: Path, authority: Path) -> None:
    store = open_store(home)
    roots = (authority / "root.pem").read_bytes()

    def asked(answer: bytes | None, trusted: bytes | None = roots) -> stamping.Stamp:
        number, request = stamping.begin(store, URL)
        given = answered(authority, request) if answer is None else answer
        return stamping.answer(store, number, given, trusted)

    replayed = answered(authority, stamping.begin(store, URL)[1])
    assert asked(replayed).checked.why == "Nonce mismatch"
    assert asked(b"no answer").wrong
    sent = asked(None)
    assert sent.checked.state is State.VERIFIED
    assert stamping.over(store, 0) == sent, "of all over an entry the first that holds"
    assert stamping.over(store, sent.size) is None
    assert asked(None, trusted=None).checked.state is State.PENDING


def test_originals_are_encrypted_under_a_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sealing, "_COST", 1 << 10)
    monkeypatch.setenv("NONREFOUL_PASSPHRASE", "верный пароль")
    home = tmp_path / "home"
    post = tmp_path / "post.txt"
    post.write_text(POST, encoding="utf-8")
    assert run(["encrypt", "--home", str(home)], monkeypatch, capsys)[0] == errors.FINE
    add, verify = ["add", str(post), "--home", str(home)], ["verify", "--home", str(home)]
    assert run(add, monkeypatch, capsys)[0] == errors.FINE
    (file,) = (home / "originals").glob("??/*")
    assert b"zstd" not in file.read_bytes()
    assert b"sealed" in file.read_bytes()
    assert run(verify, monkeypatch, capsys)[0] == errors.FINE
    assert run(["encrypt", "--home", str(home)], monkeypatch, capsys)[0] == errors.NO_STORE
    monkeypatch.setenv("NONREFOUL_PASSPHRASE", "не тот")
    code, _, err = run(add, monkeypatch, capsys)
    assert (code, len(err.splitlines())) == (errors.NO_STORE, 1)
    assert "not the passphrase" in err
    assert run(["cases", "--home", str(home)], monkeypatch, capsys)[0] == errors.FINE
