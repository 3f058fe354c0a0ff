"""Realistic files of each kind, made anew each time; all persons, channels and events invented."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from email.message import EmailMessage

from attacks import packed, pdf, stream

TEXT = "Активист Захар Тростенцов попросил убежища в Казахстане."
MORE = "Адвокат сообщила, что суд отложил решение до осени."
TITLE = "Суд отложил решение"


def page(charset: str = "utf-8") -> bytes:
    """A news page with what surrounds its text."""
    return f"""<!DOCTYPE html><html lang="ru"><head><meta charset="{charset}">
<title>{TITLE} — Вымышленные вести</title>
<link rel="canonical" href="https://example.org/news/17">
<meta property="og:site_name" content="Вымышленные вести">
<meta name="author" content="Савва Луговцев">
<meta property="article:published_time" content="2024-05-06T23:10:00+06:00">
<script>var track = "Не для чтения";</script></head>
<body><nav><ul><li><a href="/">Главная</a></li><li><a href="/about">О нас</a></li></ul></nav>
<article><h1>{TITLE}</h1><p>{TEXT} {MORE} По словам родных, ему грозит выдача.</p>
<p>{MORE} Редакция следит за делом с весны и пишет о каждом заседании.</p></article>
<footer>Все права вымышлены. Подпишитесь на рассылку!</footer></body></html>""".encode(charset)


def rss() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Вымышленные вести</title>
<item><title>{TITLE}</title><link>https://example.org/news/17</link><guid>vv-17</guid>
<dc:creator>Савва Луговцев</dc:creator><pubDate>Mon, 06 May 2024 17:10:00 +0000</pubDate>
<description>Кратко.</description>
<content:encoded><![CDATA[<p>{TEXT}</p><script>x()</script><p>{MORE}</p>]]></content:encoded></item>
<item><title>Погода</title><link>https://example.org/news/18</link></item>
</channel></rss>""".encode()


def rdf() -> bytes:
    return f"""<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel rdf:about="https://example.org/">
<title>Вымышленные вести</title></channel><item rdf:about="https://example.org/1">
<title>{TITLE}</title><link>https://example.org/1</link><description>{TEXT}</description></item>
</rdf:RDF>""".encode()


def rss_091() -> bytes:
    return f"""<rss version="0.91"><channel><title>Вести</title><item><title>{TITLE}</title>
<link>https://example.org/1</link><description>{TEXT}</description></item></channel></rss>""".encode(
        "koi8-r"
    ).replace(b"<rss", b'<?xml version="1.0" encoding="koi8-r"?><rss', 1)


def atom() -> bytes:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Вымышленные вести</title>
<entry><id>tag:example.org,2024:17</id><title>{TITLE}</title>
<link href="https://example.org/news/17"/><updated>2024-05-06T17:10:00Z</updated>
<author><name>Савва Луговцев</name></author>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>""".encode()


def json_feed() -> bytes:
    item = {
        "id": "vv-17",
        "url": "https://example.org/news/17",
        "title": TITLE,
        "content_html": f"<p>{TEXT}</p>",
        "date_published": "2024-05-06T17:10:00Z",
        "authors": [{"name": "Савва Луговцев"}],
    }
    plain = {"id": "vv-18", "content_text": f"{TEXT}\n<{MORE}>"}
    version = "https://jsonfeed.org/version/1.1"
    feed = {"version": version, "title": "Вести", "items": [item, plain]}
    return json.dumps(feed, ensure_ascii=False).encode()


def preview() -> bytes:
    """Two posts of a public channel as its page shows them, the second a forward, edited."""
    view = base64.urlsafe_b64encode(b'{"c":-4242,"p":2,"t":1,"h":"x"}').decode().rstrip("=")
    first = f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message text_not_supported_wrap js-widget_message"
 data-post="vymysel/2" data-view="{view}"><div class="tgme_widget_message_bubble">
<a class="tgme_widget_message_owner_name" href="https://t.me/vymysel"><span>Вымысел</span></a>
<a class="tgme_widget_message_photo_wrap" href="https://t.me/vymysel/2" style="x"></a>
<div class="tgme_widget_message_text js-message_text" dir="auto">{TEXT}<br/><b>{MORE}</b></div>
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>
<span class="tgme_widget_message_meta"><a class="tgme_widget_message_date"
 href="https://t.me/vymysel/2"><time datetime="2024-05-06T20:59:00+00:00">20:59</time></a></span>
</div></div></div></div>"""
    second = f"""<div class="tgme_widget_message_wrap js-widget_message_wrap">
<div class="tgme_widget_message js-widget_message" data-post="vymysel/3" data-view="{view}">
<div class="tgme_widget_message_forwarded_from">Forwarded from
<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/inoi/77">Иной</a></div>
<a class="tgme_widget_message_reply" href="https://t.me/vymysel/2">
<div class="tgme_widget_message_text">{TEXT}</div></a>
<div class="tgme_widget_message_text js-message_text">{MORE}</div>
<span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date">
<time datetime="2024-05-07T08:00:00+00:00">08:00</time></a></span></div></div>"""
    head = "<!DOCTYPE html><html><head><title>Вымысел – Telegram</title></head><body><section>"
    return f"{head}{first}{second}</section></body></html>".encode()


def telegram_html(number: int = 2) -> bytes:
    """A page of the HTML export: a service message, a post, one that goes on from it."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title>
<link href="css/style.css" rel="stylesheet"/></head><body><div class="page_wrap">
<div class="page_header"><div class="content"><div class="text bold">Вымысел</div></div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">6 May 2024</div></div>
<div class="message default clearfix" id="message{number}"><div class="body">
<div class="pull_right date details" title="06.05.2024 23:59:00 UTC+03:00">23:59</div>
<div class="from_name">Вымысел</div>
<div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left" href="photos/1.jpg"></a>
</div><div class="text">{TEXT}<br><strong>{MORE}</strong></div></div></div>
<div class="message default clearfix joined" id="message{number + 1}"><div class="body">
<div class="pull_right date details" title="07.05.2024 08:00:00 UTC+03:00">08:00</div>
<div class="reply_to details">In reply to <a href="#go_to_message{number}">this message</a></div>
<div class="forwarded body"><div class="from_name">Иной <span class="date details"
 title="05.05.2024 10:00:00"> 05.05.2024</span></div><div class="text">{MORE}</div></div>
</div></div></div></div></div></body></html>""".encode()


def cyrillic_pdf(*pages: str) -> bytes:
    """A PDF with a text layer, each character by its Unicode number as programs write it."""
    codes = sorted({ord(sign) for page in pages for sign in page})
    chars = "\n".join(f"<{code:04x}> <{code:04x}>" for code in codes[:100])
    cmap = f"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <ffff> endcodespacerange
{len(codes)} beginbfchar
{chars}
endbfchar endcmap end end""".encode()
    numbers = [6 + 2 * number for number in range(len(pages))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [" + kids + b"] /Count %d>>" % len(pages),
        b"<</Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R>>",
        b"<</Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500"
        b" /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>",
        stream(cmap),
    ]
    for number, text in zip(numbers, pages, strict=True):
        said = text.encode("utf-16-be").hex().encode()
        objects.append(
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]"
            b" /Resources <</Font <</F 3 0 R>>>> /Contents %d 0 R>>" % (number + 1)
        )
        objects.append(stream(b"BT /F 12 Tf 50 700 Td <" + said + b"> Tj ET" if said else b""))
    return pdf(*objects)


def docx() -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"""<?xml version="1.0" encoding="UTF-8"?><w:document {space}><w:body>
<w:p><w:r><w:t>{TEXT[:20]}</w:t></w:r><w:ins><w:r><w:t>{TEXT[20:]}</w:t></w:r></w:ins>
<w:del><w:r><w:delText>Стёртое.</w:delText></w:r></w:del></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{MORE}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
</w:body></w:document>"""
    note = "<w:footnote><w:p><w:r><w:t>Сноска.</w:t></w:r></w:p></w:footnote>"
    notes = f"<w:footnotes {space}>{note}</w:footnotes>"
    core = f"""<cp:coreProperties
 xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title>
<dc:creator>Савва Луговцев</dc:creator></cp:coreProperties>"""
    return packed(
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.encode()),
        ("word/footnotes.xml", notes.encode()),
        ("docProps/core.xml", core.encode()),
    )


def mail(number: int = 1) -> EmailMessage:
    found = EmailMessage()
    found["From"] = "Савва Луговцев <s@example.org>"
    found["Subject"] = TITLE
    found["Date"] = "Mon, 06 May 2024 23:59:00 +0600"
    found["Message-ID"] = f"<{number}@example.org>"
    found["In-Reply-To"] = "<0@example.org>"
    found.set_content(f"{TEXT}\n{MORE}\n")
    found.add_alternative(f"<p>{TEXT}</p><p>{MORE}</p>", subtype="html")
    found.add_attachment(docx(), "application", "octet-stream", filename="письмо.docx")
    found.add_attachment(b"\xff\xd8\xff\xe0\0\0JFIF", "image", "jpeg", filename="снимок.jpg")
    return found


def mbox() -> bytes:
    plain = EmailMessage()
    plain["From"], plain["Date"] = "a@example.org", "Tue, 07 May 2024 10:00:00 +0000"
    plain["Message-ID"] = "<2@example.org>"
    plain.set_content(MORE)
    envelope = b"From a@example.org Mon May  6 10:00:00 2024\n"
    return b"\n".join(envelope + bytes(each) for each in (mail(), plain))


def record(kind: str, address: str, body: bytes, said: str, number: int) -> bytes:
    """A WARC record of an answer, its body as the server packed and chunked it."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {said}\r\n".encode()
    if said.startswith("text/html"):
        body = gzip.compress(body)
        body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)
        answer += b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    answer += b"\r\n" + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2024-05-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def warc_records() -> list[bytes]:
    return [
        record("response", "https://example.org/a", page("windows-1251"), "text/html", 1),
        record("revisit", "https://example.org/a", b"", "text/plain", 2),
        record(
            "response",
            "https://example.org/b.txt",
            TEXT.encode("koi8-r"),
            "text/plain; charset=koi8-r",
            3,
        ),
        record("response", "https://example.org/c.png", b"\x89PNG", "image/png", 4),
        record("response", "https://example.org/d.pdf", cyrillic_pdf(MORE), "application/pdf", 5),
    ]


def warc(compressed: bool = True) -> bytes:
    return b"".join(gzip.compress(each) if compressed else each for each in warc_records())


def wacz() -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", warc())
        archive.writestr("pages/pages.jsonl", '{"id": "1", "text": "Не документ"}')
    return whole.getvalue()
