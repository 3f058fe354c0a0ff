"""The words of a sentence with what was seen in them: names, and the states they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from nonrefoul.publish.wording import plain
from nonrefoul.reading.claiming import Page
from nonrefoul.reading.tokens import Sentence

_KINDS = {"PER": ("person", "cyan"), "ORG": ("organisation", "magenta")}

# Where a mark begins and ends in the document, what it says, and its colour.
Mark = tuple[int, int, str, str]


def words_seen(page: Page, sentence: Sentence) -> Text:
    """A sentence with its marks in brackets, which also tell where there is no colour."""
    text, shown, at = page.reader.document.text, Text(), sentence.start
    for start, stop, what, colour in sorted(_marks(page, sentence)):
        if start < at:
            continue
        shown.append(_gap(text[at:start]))
        shown.append(f"[{plain(text[start:stop])}: {what}]", colour)
        at = stop
    shown.append(_gap(text[at : sentence.stop]))
    shown.rstrip()
    return shown


def _marks(page: Page, sentence: Sentence) -> Iterator[Mark]:
    """States come before names that begin at the same word and are no longer than they."""
    tokens = sentence.tokens
    for place in page.reader.places[sentence.index]:
        what = " or ".join(place.states) or place.kind
        yield tokens[place.first].start, tokens[place.last - 1].stop, what, "blue"
    for name in sentence.names:
        if name.type in _KINDS:
            what, colour = _KINDS[name.type]
            yield tokens[name.first].start, tokens[name.last - 1].stop, what, colour


def _gap(text: str) -> str:
    """What stands between marks: on one line, with the blanks at its ends kept."""
    before = " " * (text[:1].isspace())
    after = " " * (text[-1:].isspace() and bool(text.strip()))
    return f"{before}{plain(text)}{after}"
