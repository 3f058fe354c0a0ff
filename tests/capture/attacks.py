"""Files that are made to do harm, by name: each must be refused with a line, or read harmlessly."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage

SECRET = "Тайнослов"  # stands in what must never be read
HARMLESS = "Заметка без вреда."
_MB = 1 << 20


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files:
            archive.writestr(name, raw)
    return whole.getvalue()


def deflated(chunk: bytes, times: int) -> bytes:
    """What unpacks to a chunk so many times over, without packing more than one of them."""
    packer = zlib.compressobj(9, wbits=-15)
    one = packer.compress(chunk) + packer.flush(zlib.Z_FULL_FLUSH)
    return one * times + packer.flush()


def gzipped(chunk: bytes, times: int) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\3" + deflated(chunk, times) + bytes(8)


def of_one_entry(name: bytes, content: bytes, size: int) -> bytes:
    """A ZIP of one entry that is packed already, and says that it is so large."""
    said = struct.pack("<3H3L2H", 8, 0, 0, 0, len(content), size, len(name), 0)
    local = b"PK\3\4" + struct.pack("<2H", 20, 0) + said + name + content
    entry = b"PK\1\2" + struct.pack("<3H", 20, 20, 0) + said + bytes(14) + name
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(entry), len(local), 0)
    return local + entry + end


def overlapping_entries() -> bytes:
    """Five hundred entries of the directory, all of them the same ten megabytes."""
    one = packed(("a.txt", b"\0" * (10 * _MB)))
    at = one.index(b"PK\x01\x02")
    end = one.index(b"PK\x05\x06")
    entries = one[at:end] * 500
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 500, 500, len(entries), at, 0)
    return one[:at] + entries + last


def one_huge_entry() -> bytes:
    """A gigabyte in one megabyte."""
    return of_one_entry(b"a.txt", deflated(b"a" * _MB, 1024), 1024 * _MB)


def nested_archives() -> bytes:
    inner = packed(("a.txt", SECRET.encode()))
    for depth in range(4):
        inner = packed((f"{depth}.zip", inner))
    return inner


def leading_out() -> bytes:
    names = ("../a.txt", "/etc/a.txt", "b/../../a.txt", "..\\a.txt", "C:\\a.txt")
    evil = [(name, SECRET.encode()) for name in names]
    return packed(*evil, ("good.txt", HARMLESS.encode()))


def links() -> bytes:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    return packed((link, b"/etc/passwd"), ("good.txt", HARMLESS.encode()))


def many_entries() -> bytes:
    one = packed(("a.txt", b""))
    at, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entries = one[at:end] * 60_000
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 60_000, 60_000, len(entries), at, 0)
    return one[:at] + entries + last


def lying_size() -> bytes:
    """The directory says that its one entry unpacks to 500 gigabytes."""
    raw = bytearray(packed(("a.txt", b"a" * 1000)))
    at = raw.index(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<L", 0xFFFFFFFE)
    return bytes(raw * 1)


def laughs(root: str = "rss") -> str:
    entities = "".join(
        f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY l0 "ха">{entities}]>'


def feed_of_laughs() -> bytes:
    item = "<item><guid>1</guid><title>&l9;</title></item>"
    return f"{laughs()}<rss version='2.0'><channel>{item}</channel></rss>".encode()


def feed_of_a_file() -> bytes:
    head = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    item = "<item><guid>1</guid><title>&x;</title></item>"
    return f"<?xml version='1.0'?>{head}<rss version='2.0'><channel>{item}</channel></rss>".encode()


def deep_feed() -> bytes:
    return b"<rss><channel><item>" + b"<a>" * 100_000


def word(main: str) -> bytes:
    return packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.encode()))


def word_of_laughs() -> bytes:
    return word(f"{laughs('w')}<w><t>&l9;</t></w>")


def word_of_a_file() -> bytes:
    head = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return word(f"<?xml version='1.0'?>{head}<w><t>&x;</t></w>")


def word_that_swells() -> bytes:
    return of_one_entry(b"word/document.xml", deflated(b" " * _MB, 300), 300 * _MB)


def deep_json() -> bytes:
    return b'{"messages": [{"id": 1, "type": "message", "text": ' + b"[" * 5_000_000


def deep_lines() -> bytes:
    return b'{"id": "a", "text": ' + b'{"a":' * 5_000_000 + b'\n{"id": "b", "text": "x"}'


def deep_page() -> bytes:
    return b"<html><body>" + b"<div>" * 500_000 + SECRET.encode()


def page_of_attributes() -> bytes:
    return b"<html><body><p " + b"a=1 " * 5_000_000 + b">" + HARMLESS.encode() + b"</p>"


def page_of_tables() -> bytes:
    return b"<html><body>" + b"<table><tr><td>x" * 100_000


def pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    whole, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        places.append(len(whole))
        whole += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(whole),
    )
    return bytes(whole) + head + table + tail


def stream(raw: bytes, said: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n" % (len(raw), said) + raw + b"\nendstream"


def pdf_bomb() -> bytes:
    """A page whose content unpacks to a gigabyte."""
    content = b"\x78\xda" + deflated(b"(a) Tj " * 150_000, 1000) + bytes(4)
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /Contents 4 0 R>>",
        stream(content, b"/Filter /FlateDecode"),
    )


def pdf_in_a_circle() -> bytes:
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 99>>"
    )


def pdf_of_many_pages() -> bytes:
    kids = b" ".join([b"3 0 R"] * 2_000_000)
    return pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [" + kids + b"] /Count 2000000>>",
        b"<</Type /Page /Parent 2 0 R>>",
    )


def deep_mail() -> bytes:
    head = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    parts = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
        for number in range(20_000)
    )
    return head + parts + b"\n\n" + SECRET.encode()


def mail_of_a_bomb() -> bytes:
    found = EmailMessage()
    found["From"], found["Subject"] = "a@example.org", HARMLESS
    found.set_content(HARMLESS)
    found.add_attachment(overlapping_entries(), "application", "zip", filename="a.zip")
    return bytes(found)


def mail_of_many_parts() -> bytes:
    part = b"--b\nContent-Type: text/plain\n\nx\n"
    head = b"From: a@example.org\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
    return head + part * 500_000 + b"--b--\n"


def record(body: bytes, headers: bytes = b"") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + headers + b"\r\n" + body
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\n"
        b"WARC-Date: 2024-05-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(answer) + answer + b"\r\n\r\n"


def warc_bomb() -> bytes:
    return gzipped(record(b"\0" * _MB), 1000)


def warc_of_a_packed_bomb() -> bytes:
    return record(gzipped(b" " * _MB, 1000), b"Content-Encoding: gzip\r\n")


def warc_of_endless_length() -> bytes:
    return b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999\r\n\r\nabc"


def table_of_one_quote() -> bytes:
    return b'id,text\n1,"' + b"a" * (40 * _MB)


def long_line() -> bytes:
    return json.dumps({"id": "a", "text": "x" * (70 * _MB)}).encode()


ATTACKS: tuple[Callable[[], bytes], ...] = (
    overlapping_entries,
    one_huge_entry,
    nested_archives,
    leading_out,
    links,
    many_entries,
    lying_size,
    feed_of_laughs,
    feed_of_a_file,
    deep_feed,
    word_of_laughs,
    word_of_a_file,
    word_that_swells,
    deep_json,
    deep_lines,
    deep_page,
    page_of_attributes,
    page_of_tables,
    pdf_bomb,
    pdf_in_a_circle,
    pdf_of_many_pages,
    deep_mail,
    mail_of_a_bomb,
    mail_of_many_parts,
    warc_bomb,
    warc_of_a_packed_bomb,
    warc_of_endless_length,
    table_of_one_quote,
    long_line,
)
