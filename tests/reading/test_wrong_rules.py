"""A wrong rule file gets one line: the file, its line, the rule, the place and the reason."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import typer

from nonrefoul.cli import errors
from nonrefoul.reading.frames import Family
from nonrefoul.rules import RuleError, load

RULE = """family: sample
rules:
  - id: let-be
    event: released
    trigger: [отпустить]
    must: ["Егора Вербина отпустили."]
  - id: sky-closed
    event: exit_denied
    trigger: [закрыть, закрывать]
    object: [небо]
    near: [[рейс], ["{state}"]]
    must:
      - {text: "Егору Вербину закрыли небо.", subject: Егор Вербин}
"""

CASES = [
    ("object:", "objekt:", ":10: rule sky-closed: objekt: this key is not known"),
    ("[закрыть, закрывать]", "[закрыть, no]", ":9: rule sky-closed: trigger.1: Input should be"),
    ("[закрыть, закрывать]", "[]", ":7: rule sky-closed: at least one trigger is needed"),
    ("    event: exit_denied\n", "", ":7: rule sky-closed: event: is missing"),
    ("exit_denied", "exit_closed", ":7: rule sky-closed: no event type 'exit_closed'"),
    ("[небо]", '["@sky"]', ":7: rule sky-closed: no word set @sky in rules/words/ru.yml"),
    ("{state}", "{states}", ":7: rule sky-closed: no class {states}; there are {state},"),
    ("{state}", "{state} рейс", ":7: rule sky-closed: no class {state} рейс"),
    ("[небо]", '[""]', ":7: rule sky-closed: an empty word"),
    ("subject:", "subjekt:", ":13: rule sky-closed: must.0.Example.subjekt: this key is not"),
    ("[небо]", "[небо", ":11: not valid YAML: did not find expected"),
    ("family: sample\n", "", ":1: family: is missing"),
    ("небо]", "не\x07бо]", ": not valid YAML: it holds a sign that YAML forbids"),
]


def message(path: Path) -> str:
    with pytest.raises(RuleError) as caught:
        load(path, Family)
    return str(caught.value)


def test_the_sample_is_right(tmp_path: Path) -> None:
    (tmp_path / "sample.yml").write_text(RULE, encoding="utf-8")
    assert [frame.id for frame in load(tmp_path / "sample.yml", Family).rules][1] == "sky-closed"


@pytest.mark.parametrize(("right", "wrong", "said"), CASES, ids=[said for *_, said in CASES])
def test_names_file_line_rule_and_reason(right: str, wrong: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_text(RULE.replace(right, wrong), encoding="utf-8")
    assert message(path).startswith(f"{path}{said}")
    assert len(message(path).splitlines()) == 1


@pytest.mark.parametrize("content", [b"", b"- 1", b"\xff\xfe"], ids=["empty", "list", "UTF-16"])
def test_what_is_no_rule_file_at_all_is_said_too(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sample.yml"
    path.write_bytes(content)
    assert re.match(rf"{re.escape(str(path))}(:1)?: \S+", message(path))


def test_a_broken_rule_file_has_an_exit_code_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typer.Typer()

    @app.command()
    def broken() -> None:
        path = tmp_path / "sample.yml"
        path.write_text(RULE.replace("object:", "objekt:"), encoding="utf-8")
        load(path, Family)

    before, sys.argv = sys.argv, ["nonrefoul"]
    try:
        assert errors.guarded(app) == errors.BROKEN
    finally:
        sys.argv = before
    shown = capsys.readouterr()
    assert len(shown.err.splitlines()) == 1
