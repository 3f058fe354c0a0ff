"""The gold documents: where they are, which are trained on, and which only check."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import corpus
from nonrefoul.words import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OWN_GOLD = ROOT / "tests" / "gold"

Record = dict[str, Any]


def half(document_id: str) -> str:
    """The half of the shared gold set that a document belongs to: `write` or `check`."""
    return "check" if hashlib.sha256(document_id.encode()).digest()[0] % 2 else "write"


def load(path: Path, wanted: str, lang: str) -> list[Record]:
    """The gold documents of a file, of a half and a language (`all` for every one)."""
    lines = path.read_text(encoding="utf-8").split("\n")
    found: list[Record] = [json.loads(line) for line in lines if line.strip()]
    return [
        record
        for record in found
        if wanted in ("all", half(record["id"])) and lang in ("all", record["lang"])
    ]


def written(lang: str = "ru") -> list[Record]:
    """All documents that may be looked at: the shared half and post, our own gold, our corpus."""
    shared = SHARED / "eval" / "dev.jsonl"
    found = load(shared, "write", lang) if shared.exists() else []
    own = [each for path in sorted(OWN_GOLD.glob("*.jsonl")) for each in load(path, "all", lang)]
    return [*found, *own, *corpus.load(lang)]


def post() -> list[Record]:
    """The real post with its gold, where it is at hand."""
    path = SHARED / "posts" / "0001.gold.jsonl"
    return load(path, "all", "ru") if path.exists() else []


def plain_news(count: int) -> list[Record]:
    """So many texts of factRuEval 2016 (MIT): Russian news that tells of nobody who fled."""
    paths = sorted((SHARED / "data" / "factrueval").glob("*/book*.txt"))
    return [
        {"id": f"fact/{path.stem}", "lang": "ru", "kind": "news none", "published": None}
        | {"text": path.read_text(encoding="utf-8"), "claims": []}
        for path in paths[:count]
    ]


def for_fitting(wanted: str) -> list[Record]:
    """The Russian gold that host and origin are fitted on: a half of the shared set and our own."""
    shared = SHARED / "eval" / "dev.jsonl"
    found = load(shared, wanted, "ru") if shared.exists() else []
    return found + [
        each for path in sorted(OWN_GOLD.glob("*.jsonl")) for each in load(path, "all", "ru")
    ]


def documents(records: Sequence[Record]) -> list[Document]:
    """Gold records as documents to read."""
    return [
        Document(
            record["id"],
            record["text"],
            record["lang"],
            dt.date.fromisoformat(record["published"]) if record.get("published") else None,
        )
        for record in records
    ]


def contract() -> Any:
    """The contract's scorer as a module, where ../shared is at hand."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "contract" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("the contract's scorer is not at ../shared/contract/score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
