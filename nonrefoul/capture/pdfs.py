"""PDF: the text layer, by pypdf. What is only a picture of text is not read."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import fields
from nonrefoul.capture.decoding import MOST_BYTES, mend
from nonrefoul.capture.given import Found, Given
from nonrefoul.capture.records import Captured, Trouble, damaged
from nonrefoul.words import Document


def capture(stream: BinaryIO, given: Given) -> Iterator[Found]:
    """The document in a PDF; a page that can't be read is named, and the others are."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    raw, path = stream.read(MOST_BYTES + 1), given.path
    if len(raw) > MOST_BYTES:
        yield Trouble(path, "the PDF is too long", "it was passed over; split it")
        return
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileNotDecryptedError
        count = len(reader.pages)
        title, author = _said(reader.metadata, "title"), _said(reader.metadata, "author")
    except (FileNotDecryptedError, NotImplementedError):
        yield Trouble(path, "the PDF is encrypted", "save it without a password, give it again")
        return
    except PyPdfError as error:
        yield damaged(path, error)
        return
    pages, empty = [], 0
    for number in range(count):
        try:
            text = reader.pages[number].extract_text().strip()
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
            yield damaged(f"{path} page {number + 1}", error)
            continue
        empty += not text
        pages += [text] if text else []
    if empty:
        what = f"{empty} of {count} pages have no text in them, perhaps pictures of text"
        advice = "have the text recognised by another program if it matters"
        yield Trouble(path, what, advice, lost=not pages)
    if pages:
        troubles: list[Trouble] = []
        text = fields.text("\n\n".join(pages), path, troubles)
        yield from troubles
        document = Document(
            given.name, text, None, given.published, url=given.address, title=title, author=author
        )
        yield Captured(document, raw, path)


def _said(metadata: object, name: str) -> str | None:
    said = getattr(metadata, name, None)
    return mend(said.strip())[0][:300] or None if isinstance(said, str) else None
