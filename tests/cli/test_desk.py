"""`nonrefoul desk`: where it listens, what it says, and whose database it opens."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nonrefoul.cli import app
from nonrefoul.desk import serving
from nonrefoul.desk.serving import PORT, PortError, Wish, listening, port_of
from nonrefoul.store import Store, documents, open_store


@pytest.fixture
def wishes(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Store, Wish]]:
    """What would be served, in the place of serving it."""
    found: list[tuple[Store, Wish]] = []
    monkeypatch.setattr(serving, "serve", lambda store, wish, _say: found.append((store, wish)))
    return found


def test_it_listens_on_this_machine_alone() -> None:
    with listening(Wish(port=0)) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"


def test_where_the_usual_port_is_taken_it_takes_another() -> None:
    with listening(Wish()) as one, listening(Wish()) as other:
        assert port_of(one) != port_of(other)
        assert port_of(other) != PORT


def test_where_the_port_that_is_wanted_is_taken_it_says_so() -> None:
    with listening(Wish(port=0)) as one, pytest.raises(PortError, match="choose another --port"):
        listening(Wish(port=port_of(one)))


def test_another_address_is_warned_of(tmp_path: Path, wishes: list[tuple[Store, Wish]]) -> None:
    open_store(tmp_path)
    result = CliRunner().invoke(app, ["desk", "--home", str(tmp_path), "--host", "192.0.2.7"])
    assert "WARNING" in result.stderr
    assert wishes[0][1].host == "192.0.2.7"


def test_all_addresses_at_once_are_refused(tmp_path: Path, wishes: list[object]) -> None:
    result = CliRunner().invoke(app, ["desk", "--home", str(tmp_path), "--host", "0.0.0.0"])
    assert result.exit_code == 2
    assert not wishes


def test_without_a_database_it_says_how_to_begin(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["desk", "--home", str(tmp_path / "none")])
    assert "nonrefoul add" in str(result.exception)


def test_the_demonstration_stays_out_of_the_persons_own_database(
    tmp_path: Path, wishes: list[tuple[Store, Wish]]
) -> None:
    """Where the environment names the person's own folder, the samples stand beside it."""
    own, demo = tmp_path / "own", tmp_path / "own-demo"
    open_store(own)
    result = CliRunner().invoke(app, ["desk", "--demo"], env={"NONREFOUL_HOME": str(own)})
    assert result.exit_code == 0
    assert wishes[0][0].home == demo
    assert documents(wishes[0][0])
    assert not documents(open_store(own))
