"""Templates: every value is escaped; texts are said in the language of the page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Lock

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from nonrefoul.desk.marking import pieces
from nonrefoul.desk.speech import speech
from nonrefoul.publish.wording import plain
from nonrefoul.rules.states import Lang

TEMPLATES = Path(__file__).parent / "templates"
_MAKING = Lock()


def template(lang: Lang, file: str) -> Template:
    """A template with the texts of a language in it."""
    with _MAKING:
        made = _environment(lang)
    return made.get_template(file)


def spaced(text: str) -> str:
    """As `plain`, for a part of a sentence: a blank at its ends stays."""
    ends = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    return plain(text).join(ends) if text.strip() else ends[0]


@cache
def _environment(lang: Lang) -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    said = speech(lang)
    made.install_gettext_translations(said.texts, newstyle=True)  # type: ignore[attr-defined]
    made.filters.update(
        plain=plain,
        spaced=spaced,
        pieces=pieces,
        number=said.number,
        decimal=said.decimal,
        percent=said.percent,
        day=said.day,
        short_day=said.short_day,
        moment=said.moment,
        state=said.state,
    )
    # All at once and by one thread: Python 3.11 can't read numbers in two threads at a time
    # (`ast.literal_eval`, github.com/python/cpython/issues/106905), which Jinja does to compile.
    for name in made.list_templates():
        made.get_template(name)
    return made
