"""The demonstration: the sample posts, read into a folder thrown away, and what comes of them."""

from __future__ import annotations

import datetime as dt
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console, Group, RenderableType
from rich.text import Text

from nonrefoul.cli import screen
from nonrefoul.cli.posture_view import postures_view
from nonrefoul.cli.tables import cases_view, claims_view
from nonrefoul.cli.views import alerts_view
from nonrefoul.cli.wording import texts
from nonrefoul.pipeline import Knowledge, add, know
from nonrefoul.publish import digest
from nonrefoul.rules.states import Lang
from nonrefoul.samples import POSTS
from nonrefoul.store import open_store

_DIGEST_SINCE = dt.date(2025, 10, 1)


def show(lang: Lang) -> None:
    """Print what comes of the samples, and at its head and end that all of it is invented."""
    words = texts(lang)
    count = len(POSTS.read_text(encoding="utf-8").splitlines())
    screen.show(Text(words["demo_head"].format(count=count), "bold yellow"))
    with Console(stderr=True).status(words["demo_reading"]):
        known = _known()
    for title, view in _parts(known, lang):
        screen.show(Group(Text(), Text(title, "bold reverse"), Text(), view))
    screen.show(Group(Text(), Text(words["demo_foot"], "bold yellow")))
    typer.echo(_next(lang))


def _known() -> Knowledge:
    with tempfile.TemporaryDirectory(prefix="nonrefoul-demo-") as folder:
        store = open_store(Path(folder))
        add([str(POSTS)], store)
        return know(store)


def _parts(known: Knowledge, lang: Lang) -> Iterator[tuple[str, RenderableType]]:
    words = texts(lang)
    yield words["demo_alerts"], alerts_view(known.cases, known.documents, lang, why=False)
    yield words["demo_cases"], cases_view(known.cases, lang)
    yield words["demo_posture"], postures_view(known.postures, lang)
    draft = digest(
        known.cases, known.postures, known.documents, _DIGEST_SINCE, lang, claims=known.claims
    )
    yield words["demo_digest"].format(since=_DIGEST_SINCE.isoformat()), Text(draft.rstrip())
    yield words["demo_claims"], claims_view(known.claims, lang)


def _next(lang: Lang) -> str:
    """What to type next, so that it can be copied as it stands."""
    words, program, samples = texts(lang), _program(), shlex.quote(_nearby(POSTS))
    lines = (
        ("demo_desk", f"{program} desk --demo"),
        ("demo_words", f"{program} add --home demo-home {samples}"),
        ("demo_why", f"{program} alerts --why --home demo-home"),
        ("demo_own", f"{program} add PATH"),
        ("demo_help", f"{program} --help"),
    )
    told = (f"  # {words[what]}\n  {command}" for what, command in lines)
    return "\n".join((words["demo_next"], *told))


def _program() -> str:
    """How this program was called, where its name alone would not be found."""
    return "nonrefoul" if shutil.which("nonrefoul") else shlex.quote(_nearby(Path(sys.argv[0])))


def _nearby(path: Path) -> str:
    """The path from here where it lies below, else the whole of it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
