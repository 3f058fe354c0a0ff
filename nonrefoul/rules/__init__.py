"""Domain knowledge as data: what analysts and lawyers edit, and the loader that checks it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from nonrefoul.errors import NonrefoulError
from nonrefoul.rules.mistakes import reason, where

RULES = Path(__file__).parent

T = TypeVar("T")


class RuleError(NonrefoulError):
    """A rule file that can't be used; the message says which, where and why, on one line."""


class Rule(BaseModel):
    """A record in a rule file: immutable, and an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Label(Rule):
    """A name for people to read, in each language of the interface."""

    en: str
    ru: str


class EventType(Rule):
    """A kind of event: its code, whom it may befall, and what counts as one."""

    code: str
    group: Literal["origin", "host", "protection", "state", "any"]
    label: Label
    subject: tuple[Literal["person", "group", "organisation", "official", "none"], ...]
    definition: Label


def load(path: Path, shape: type[T]) -> T:
    """The content of a YAML rule file in the given shape.

    Raises RuleError where it is not YAML or not in shape: the file, the line, the rule by its id
    where it has one, and why, in one line.
    """
    text = _text(path)
    raw = _raw(path, text)
    try:
        return TypeAdapter(shape).validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        line, place = where(text, raw, first["loc"])
        why = reason(first["type"], first["msg"])
        told = ": ".join(part for part in (f"{path}:{line}", place, why) if part)
        raise RuleError(told) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(f"{path}: not UTF-8; save it as UTF-8") from error


def _raw(path: Path, text: str) -> Any:
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        at = f":{mark.line + 1}" if mark else ""
        raise RuleError(f"{path}{at}: not valid YAML: {error.problem}") from error
    except yaml.YAMLError as error:
        raise RuleError(f"{path}: not valid YAML: it holds a sign that YAML forbids") from error


@cache
def events() -> dict[str, EventType]:
    """Every event type by its code, in the order of `events.yml`."""
    return {event.code: event for event in load(RULES / "events.yml", tuple[EventType, ...])}
