"""Keeps what was fetched as a WARC/1.1 file (ISO 28500:2017): every request and response whole."""

from __future__ import annotations

import base64
import hashlib
import io
import uuid

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from nonrefoul.fetching.limits import USER_AGENT
from nonrefoul.fetching.records import Exchange, Fetched

_VERSION = "WARC/1.1"
_HEAD_END = b"\r\n\r\n"


class _Writer(WARCWriter):
    """Leaves the digests as they are given: its own would be SHA-1."""

    def ensure_digest(
        self, record: ArcWarcRecord, block: bool = True, payload: bool = True
    ) -> None:
        pass


def warc(fetched: Fetched) -> bytes:
    """The WARC file of an answer, uncompressed: for each hop the response, then its request.

    Nothing in a record is rewritten: it holds the bytes that went over the wire.
    """
    written = io.BytesIO()
    writer = _Writer(written, gzip=False, warc_version=_VERSION)
    about = f"software: {USER_AGENT}\r\nformat: WARC File Format 1.1\r\n".encode()
    first = fetched.exchanges[0]
    writer.write_record(_record("warcinfo", about, "application/warc-fields", _when(first)))
    for exchange in fetched.exchanges:
        response, request = _pair(exchange)
        writer.write_record(response)
        writer.write_record(request)
    return written.getvalue()


def _pair(exchange: Exchange) -> tuple[ArcWarcRecord, ArcWarcRecord]:
    where = [("WARC-Target-URI", exchange.address), *_when(exchange)]
    where.append(("WARC-IP-Address", exchange.ip))
    http = "application/http; msgtype="
    # Tools disagree on whether the payload of a chunked response holds the marks of its chunks,
    # so there the optional digest is left out; the block's digest covers every byte either way.
    chunked = exchange.header("transfer-encoding")
    payload = [] if chunked else _payload_digest(exchange.response)
    response = _record("response", exchange.response, f"{http}response", [*where, *payload])
    concurrent = [("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))]
    request = _record("request", exchange.request, f"{http}request", [*where, *concurrent])
    return response, request


def _record(kind: str, block: bytes, content: str, more: list[tuple[str, str]]) -> ArcWarcRecord:
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", uuid.uuid4().urn.join("<>")),
        *more,
        ("WARC-Block-Digest", _digest(block)),
        ("Content-Type", content),
    ]
    said = StatusAndHeaders("", headers, protocol=_VERSION)
    record = ArcWarcRecord("warc", kind, said, io.BytesIO(block), None, content, len(block))
    record.payload_length = len(block)
    return record


def _when(exchange: Exchange) -> list[tuple[str, str]]:
    return [("WARC-Date", exchange.moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))]


def _payload_digest(response: bytes) -> list[tuple[str, str]]:
    return [("WARC-Payload-Digest", _digest(response.partition(_HEAD_END)[2]))]


def _digest(data: bytes) -> str:
    return "sha256:" + base64.b32encode(hashlib.sha256(data).digest()).decode("ascii")
