"""docs/commands.md knows every command and option, no others; every --help has an example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from nonrefoul.cli import app, errors

PAGE = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS: dict[str, Any] = dict(getattr(get_command(app), "commands", {}))


def section(command: str) -> str:
    """What the page says of a command."""
    found = re.search(rf"^### `nonrefoul {command}\b.*?(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL)
    return found[0] if found else ""


def options(command: str) -> set[str]:
    params = COMMANDS[command].params
    return {name for each in params for name in each.opts if name.startswith("--")}


def test_there_are_commands() -> None:
    assert {"read", "add", "cases", "case", "alerts", "posture", "digest"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_section_with_all_its_options_and_no_others(command: str) -> None:
    named = set(re.findall(r"--[a-z][a-z-]*", section(command).split("\n    nonrefoul")[0]))
    assert named == options(command) - {"--help"}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_an_example_in_its_help_and_the_same_on_the_page(command: str) -> None:
    help_text = COMMANDS[command].help or ""
    example = re.search(rf"Example: (nonrefoul {command}\b.*)", help_text)
    assert example
    assert f"\n    {example[1]}\n" in section(command)


def test_the_page_names_no_command_that_is_not_there() -> None:
    assert set(re.findall(r"^### `nonrefoul ([\w-]+)", PAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize(
    "code",
    [value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)],
)
def test_each_exit_code_is_explained(code: int) -> None:
    assert f"\n| {code} | " in PAGE
