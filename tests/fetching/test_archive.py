"""What was fetched is kept as WARC that public tools read and find whole."""

from __future__ import annotations

import gzip
import io
from argparse import Namespace
from pathlib import Path

import pytest
from local_site import Answer, Site, local_site
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from nonrefoul.fetching import fetch, warc

PAGE = "<title>Заметка</title>".encode()
ODD = b"HTTP/1.1 200 OK\r\nContent-Length:  22 \r\nX-Odd:\tone\r\nx-odd: two\r\n\r\n" + b"a" * 22
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"


def kept(site: Site, path: str) -> bytes:
    return warc(fetch(site.address(path), site.network()))


@pytest.fixture
def archive() -> bytes:
    with local_site() as site:
        site.answers["/old"] = Answer(status=301, headers={"Location": "/new"})
        packed = gzip.compress(PAGE)
        site.answers["/new"] = Answer(packed, headers={"Content-Encoding": "gzip"})
        return kept(site, "/old")


def test_every_hop_is_there_with_its_request(archive: bytes) -> None:
    records = list(ArchiveIterator(io.BytesIO(archive)))
    kinds = [record.rec_type for record in records]
    assert kinds == ["warcinfo", "response", "request", "response", "request"]
    assert archive.startswith(b"WARC/1.1\r\n")


def test_another_reader_gets_the_page_out_of_it(archive: bytes) -> None:
    records = ArchiveIterator(io.BytesIO(archive))
    last = [each.content_stream().read() for each in records if each.rec_type == "response"][-1]
    assert last == PAGE


def sound(data: bytes, folder: Path) -> bool:
    """Whether warcio's own check, as `warcio check` runs it, finds every digest right."""
    (folder / "kept.warc").write_bytes(data)
    return bool(
        Checker(Namespace(inputs=[str(folder / "kept.warc")], verbose=False)).process_all() == 0
    )


def test_every_digest_is_right_and_a_changed_byte_is_seen(archive: bytes, tmp_path: Path) -> None:
    assert sound(archive, tmp_path)
    at = archive.index(b"Location: /new")
    assert not sound(archive[:at] + b"l" + archive[at + 1 :], tmp_path)


@pytest.mark.parametrize("raw", [ODD, CHUNKS], ids=["odd headers", "chunks"])
def test_what_the_server_sent_stands_in_it_byte_for_byte(raw: bytes, tmp_path: Path) -> None:
    with local_site() as site:
        site.answers["/"] = Answer(raw=raw)
        data = kept(site, "/")
    assert raw in data
    assert sound(data, tmp_path)
