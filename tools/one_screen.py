"""Writes what the commands print of the sample posts into the README's one screen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
SAMPLES = ROOT / "nonrefoul" / "samples" / "posts.jsonl"
CODE = "from nonrefoul.cli import main; main()"
SCREEN = re.compile(r"(## One screen\n.*?\n```\n).*?(\n```\n)", re.DOTALL)


def run(home: str, *arguments: str) -> str:
    """What a command prints on standard output, on eighty columns."""
    command = [sys.executable, "-c", CODE, *arguments, "--home", home]
    environment = {**os.environ, "COLUMNS": "80"}
    # It runs nothing but this project's own command, on the sample posts.
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603
    return done.stdout.strip()


def screen() -> str:
    """The views one below another, the warning once above them and the caution once below."""
    with tempfile.TemporaryDirectory() as home:
        run(home, "add", str(SAMPLES))
        warning, cases, caution = re.split(r"\n\n", run(home, "cases"))
        alerts = re.split(r"\n\n", run(home, "alerts", "--why"))[1:-1]
        gravest = max(alerts, key=lambda case: case.count("⚠"))
        posture = re.split(r"\n\n", run(home, "posture"))[1]
    shown = f"$ nonrefoul alerts --why        (one of {len(alerts)} cases)\n{gravest}"
    parts = (warning, shown, f"$ nonrefoul cases\n{cases}", f"$ nonrefoul posture\n{posture}")
    return "\n\n".join((*parts, caution))


def main() -> None:
    """Put today's screen into the README; raises ValueError where it has no place for it."""
    text = README.read_text(encoding="utf-8")
    if not SCREEN.search(text):
        raise ValueError("README.md: no block below '## One screen'; put one back")
    shown = screen()
    text = SCREEN.sub(lambda found: f"{found[1]}{shown}{found[2]}", text)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
