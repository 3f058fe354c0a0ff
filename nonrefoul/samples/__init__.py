"""Posts that ship with the project to show what it does: every person in them is invented."""

from __future__ import annotations

from pathlib import Path

POSTS = Path(__file__).parent / "posts.jsonl"
