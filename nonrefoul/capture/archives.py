"""What begins as a ZIP: a Word document, a WACZ of a web archive, or files of any known kind."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from nonrefoul.capture import readers, warcs, word_files, zips
from nonrefoul.capture.decoding import MOST_BYTES
from nonrefoul.capture.given import Given, Stepped
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.records import Trouble
from nonrefoul.capture.zips import Entry, ZipError

_BOMB = "it was passed over: it is damaged or made to do harm"


def capture(stream: BinaryIO, given: Given) -> Iterator[Stepped]:
    """The document of a DOCX, the pages of a WACZ, or what is in a ZIP, name by name.

    Pictures and the like are counted, as in a folder; an archive in an archive in an archive is
    refused.
    """
    path = given.path
    try:
        archive = zips.opened(stream)
        names = set(archive.namelist())
        if word_files.MAIN in names:
            yield from word_files.document(archive, stream, given)
        elif "datapackage.json" in names and any(name.startswith("archive/") for name in names):
            yield from _wacz(archive, given)
        elif given.depth >= zips.DEEPEST:
            what = f"archives within one another, more than {zips.DEEPEST} deep"
            yield Trouble(path, what, "it was passed over; unpack it and give what is in it")
        else:
            yield from _files(archive, given)
    except ZipError as error:
        yield Trouble(path, str(error), _BOMB)


def _files(archive: zipfile.ZipFile, given: Given) -> Iterator[Stepped]:
    passed_over = 0
    for info in zips.entries(archive):
        inner = given.member(info.filename)
        why = zips.refused(info)
        if why:
            yield Trouble(inner.path, why, "it was passed over")
            continue
        try:
            for found in _entry(archive, info, inner):
                if isinstance(found, Trouble) and found.what == readers.BINARY:
                    passed_over += 1
                else:
                    yield found
        except ZipError as error:
            yield Trouble(inner.path, str(error), _BOMB)
    if passed_over:
        what = f"{passed_over} file{'s' * (passed_over > 1)} passed over that are no text"
        yield Trouble(given.path, what, "nothing to do if none was meant to be", lost=False)


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, inner: Given) -> Iterator[Stepped]:
    with Entry(archive, info) as head:
        what = kind(head.read(HEAD), inner.mapping)
    with Entry(archive, info) as entry:
        # What is sought in must be held whole; the rest goes by as a stream.
        yield from readers.member(entry.whole(MOST_BYTES) if what is Kind.ZIP else entry, inner)


def _wacz(archive: zipfile.ZipFile, given: Given) -> Iterator[Stepped]:
    """The WARCs of a web archive collection, https://specs.webrecorder.net/wacz/1.1.1/."""
    for info in zips.entries(archive):
        if info.filename.startswith("archive/") and not zips.refused(info):
            inner = given.member(info.filename)
            try:
                with Entry(archive, info) as entry:
                    yield from warcs.capture(io.BufferedReader(entry, HEAD), inner)
            except ZipError as error:
                yield Trouble(inner.path, str(error), _BOMB)
