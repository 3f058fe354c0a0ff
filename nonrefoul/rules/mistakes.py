"""Where in a rule file a mistake stands: its line, the rule that it is in, and the place there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

Way = Sequence[int | str]


def where(text: str, raw: Any, way: Way) -> tuple[int, str]:
    """The line of what a way (keys and places in lists) leads to, and how to say which it is.

    A way that leads to what is missing ends where it is missing; what it says of shapes that were
    tried is passed over.
    """
    return _line(text, way), ": ".join(part for part in _named(raw, way) if part)


def reason(kind: str, message: str) -> str:
    """Why it is wrong, as a person would say it."""
    if kind == "extra_forbidden":
        return "this key is not known; check its spelling"
    if kind == "missing":
        return "is missing"
    return message.removeprefix("Value error, ")


def _line(text: str, way: Way) -> int:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    line = node.start_mark.line if node else 0
    for part in way:
        below = _below(node, part)
        if below:
            line, node = below
    return int(line) + 1


def _below(node: Any, part: int | str) -> tuple[int, Any] | None:
    """The line and the node that a part of a way leads to; None where it leads nowhere."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        below = node.value[part]
        return below.start_mark.line, below
    return None


def _named(raw: Any, way: Way) -> tuple[str, str]:
    """The rule by its id, where a way leads through one, and the rest of the way."""
    rule, rest = "", list(way)
    for at, part in enumerate(way):
        try:
            raw = raw[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(raw, dict) and isinstance(raw.get("id"), str):
            rule, rest = f"rule {raw['id']}", list(way[at + 1 :])
    return rule, ".".join(str(part) for part in rest)
