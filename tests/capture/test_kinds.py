"""What each kind of file becomes; docs/inputs.md tells the same, held to the code by a test."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path

import inputs
import pytest
from attacks import packed
from inputs import MORE, TEXT, TITLE

from nonrefoul.capture import Captured, Columns, Covered, Trouble, capture, columns
from nonrefoul.capture.feeds import feed
from nonrefoul.capture.kinds import HEAD, Kind, kind
from nonrefoul.capture.pages import page
from nonrefoul.capture.readers import MODULES, UNREADABLE
from nonrefoul.words import Document

DAY = dt.date(2024, 5, 6)
DOCS = Path(__file__).parents[2] / "docs" / "inputs.md"

EXAMPLES: tuple[tuple[Kind, Callable[[], bytes]], ...] = (
    (Kind.TELEGRAM_HTML, inputs.telegram_html),
    (Kind.PREVIEW, inputs.preview),
    (Kind.FEED, inputs.rss),
    (Kind.FEED, inputs.rdf),
    (Kind.FEED, inputs.rss_091),
    (Kind.FEED, inputs.atom),
    (Kind.FEED, inputs.json_feed),
    (Kind.PAGE, inputs.page),
    (Kind.PDF, lambda: inputs.cyrillic_pdf(TEXT)),
    (Kind.ZIP, inputs.docx),
    (Kind.ZIP, inputs.wacz),
    (Kind.WARC, inputs.warc),
    (Kind.WARC, lambda: inputs.warc(compressed=False)),
    (Kind.MAIL, lambda: bytes(inputs.mail())),
    (Kind.MBOX, inputs.mbox),
    (Kind.TABLE, "id;text\n1;Раз".encode),
    (Kind.TEXT, "# Заголовок\n\nТекст, с запятой".encode),
    (Kind.TEXT, "<Неразборчиво> он сказал".encode),
    (Kind.PACKED, lambda: b"\x1f\x8b\x08\0rest"),
    (Kind.XML, lambda: b"<?xml version='1.0'?><kml/>"),
)


def read(
    file: Path, raw: bytes, mapping: Columns | None = None
) -> tuple[list[Captured], list[str]]:
    """The documents of a file with these bytes, and its troubles as they are printed."""
    file.write_bytes(raw)
    found = list(capture(str(file), mapping=mapping))
    captured = [each for each in found if isinstance(each, Captured)]
    return captured, [str(each) for each in found if isinstance(each, Trouble)]


def one(file: Path, raw: bytes) -> Document:
    [found], troubles = read(file, raw)
    assert troubles == []
    return found.document


@pytest.mark.parametrize(("what", "made"), EXAMPLES)
def test_a_kind_is_told_by_what_is_in_a_file(what: Kind, made: Callable[[], bytes]) -> None:
    assert kind(made()[:HEAD]) is what


def test_the_page_on_inputs_tells_of_every_kind() -> None:
    told = set(re.findall(r"^\| \*\*(.+?)\*\*", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert told == {each.value for each in MODULES}
    assert set(MODULES) | set(UNREADABLE) == set(Kind)


def test_a_web_page_gives_its_main_text_title_author_and_day(tmp_path: Path) -> None:
    for charset in ("utf-8", "windows-1251", "koi8-r"):
        raw = inputs.page(charset) if charset != "koi8-r" else koi8()
        [found], troubles = read(tmp_path / "x", raw)
        assert troubles == []
        assert found.original == raw
        document = found.document
        assert document.text.startswith(f"{TITLE}\n{TEXT}")
        assert "рассылку" not in document.text
        assert (document.title, document.author) == (TITLE, "Савва Луговцев")
        assert (document.published, document.source) == (DAY, "Вымышленные вести")
        assert (document.id, document.url) == ("x", "https://example.org/news/17")


def koi8() -> bytes:
    return inputs.page().decode().replace("utf-8", "koi8-r").replace("—", "-").encode("koi8-r")


def test_a_page_that_a_browser_saved_is_known_by_its_address(tmp_path: Path) -> None:
    saved = b"<!-- saved from url=(0027)https://example.org/news/17 -->\n" + inputs.page()
    assert one(tmp_path / "x.html", saved).id == "https://example.org/news/17"
    [fetched] = page(inputs.page(), "https://example.org/news/17")
    assert isinstance(fetched, Captured)
    assert fetched.document == one(tmp_path / "x.html", saved)


def test_a_page_without_a_day_has_none_and_one_without_text_says_so(tmp_path: Path) -> None:
    bare = f"<html><body><p>{TEXT * 9}</p><p>12.03.2020</p></body></html>".encode()
    assert one(tmp_path / "x", bare).published is None
    found, troubles = read(tmp_path / "x", b"<html><body><script>draw()</script></body></html>")
    assert found == []
    assert "shows no text" in troubles[0]


@pytest.mark.parametrize("made", [inputs.rss, inputs.atom, inputs.json_feed])
def test_a_feed_gives_its_items(tmp_path: Path, made: Callable[[], bytes]) -> None:
    found, troubles = read(tmp_path / "x", made())
    assert troubles == []
    first, raw = found[0].document, made()
    assert first.id in ("feed:vv-17", "feed:tag:example.org,2024:17")
    assert first.text in (f"{TITLE}\n\n{TEXT}", f"{TITLE}\n\n{TEXT}\n\n{MORE}")
    assert (first.title, first.author, first.published) == (TITLE, "Савва Луговцев", DAY)
    assert first.url == "https://example.org/news/17"
    assert raw[found[0].offset :].startswith(found[0].original)


@pytest.mark.parametrize("made", [inputs.rdf, inputs.rss_091])
def test_old_feeds_are_read_too(tmp_path: Path, made: Callable[[], bytes]) -> None:
    document = one(tmp_path / "x", made())
    assert (document.id, document.text) == ("feed:https://example.org/1", f"{TITLE}\n\n{TEXT}")


def test_what_an_address_answers_may_be_no_feed() -> None:
    [trouble] = feed(inputs.page(), "https://example.org/feed")
    assert isinstance(trouble, Trouble)
    assert "this is no feed" in str(trouble)
    assert len(list(feed(inputs.rss(), "https://example.org/feed"))) == 2


def test_a_channel_page_gives_the_same_ids_as_its_export(tmp_path: Path) -> None:
    found, troubles = read(tmp_path / "x", inputs.preview())
    assert troubles == []
    first, second = (each.document for each in found)
    assert (first.id, first.text) == ("4242/2", f"{TEXT}\n{MORE}")
    assert (first.source, first.published) == ("Вымысел", DAY)
    assert (first.url, first.edited) == ("https://t.me/vymysel/2", None)
    assert found[0].attachments[0].name == "photo"
    assert (second.id, second.text, second.edited) == ("4242/3", MORE, "XXXX")
    assert (second.forwarded, second.reply_to) == ("inoi/77", "4242/2")
    raw = inputs.preview()
    assert all(raw[each.offset :].startswith(each.original) for each in found)


def test_an_html_export_gives_its_messages(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "style.css").write_text("a { color: red }", encoding="utf-8")
    (tmp_path / "messages2.html").write_bytes(inputs.telegram_html(4))
    found, troubles = read(tmp_path / "messages.html", inputs.telegram_html())
    first, second = (each.document for each in found)
    chat = first.id.partition("/")[0]
    assert troubles == []
    assert (first.text, first.published, first.author) == (f"{TEXT}\n{MORE}", DAY, None)
    assert (second.id, second.text) == (f"{chat}/3", MORE)
    assert (second.reply_to, second.forwarded) == (f"{chat}/2", "Иной")
    whole = [each for each in capture(str(tmp_path)) if isinstance(each, Captured)]
    assert [each.document.id for each in whole] == [f"{chat}/{number}" for number in (2, 3, 4, 5)]


def test_a_poll_of_an_html_export_has_the_words_that_the_json_has(tmp_path: Path) -> None:
    poll = """<div class="media_poll"><div class="question bold">Когда?</div>
<div class="details">Anonymous poll</div><div class="answer">- Утром
 <span class="details">5 votes</span></div><div class="answer">- Вечером</div>
<div class="total details">5 votes</div></div><div class="text">"""
    raw = inputs.telegram_html().replace(b'<div class="text">', poll.encode(), 1)
    found, _ = read(tmp_path / "messages.html", raw)
    assert found[0].document.text == f"{TEXT}\n{MORE}\nКогда?\nУтром\nВечером"
    asked = {"question": "Когда?", "answers": [{"text": "Утром"}, {"text": "Вечером"}]}
    message = {"id": 2, "type": "message", "text": f"{TEXT}\n{MORE}", "poll": asked}
    raw = json.dumps({"type": "public_channel", "id": 4242, "messages": [message]}).encode()
    as_json, _ = read(tmp_path / "result.json", raw)
    assert as_json[0].document.text == found[0].document.text


def test_an_export_in_both_forms_is_read_once(tmp_path: Path) -> None:
    chat = {"name": "Вымысел", "type": "public_channel", "id": 4242}
    message = {"id": 2, "type": "message", "date": "2024-05-06T23:59:00", "text": TEXT}
    (tmp_path / "result.json").write_text(json.dumps({**chat, "messages": [message]}), "utf-8")
    (tmp_path / "messages.html").write_bytes(inputs.telegram_html())
    found = [each for each in capture(str(tmp_path)) if isinstance(each, Captured)]
    assert [each.document.id for each in found] == ["4242/2"]


def test_a_pdf_gives_its_text_layer_and_says_which_pages_have_none(tmp_path: Path) -> None:
    document = one(tmp_path / "x", inputs.cyrillic_pdf(TEXT, MORE))
    assert (document.id, document.text) == ("x", f"{TEXT}\n\n{MORE}")
    assert document.published is None
    found, troubles = read(tmp_path / "x", inputs.cyrillic_pdf(TEXT, ""))
    assert [each.document.text for each in found] == [TEXT]
    assert "1 of 2 pages have no text" in troubles[0]
    found, troubles = read(tmp_path / "x", inputs.cyrillic_pdf(""))
    assert (found, len(troubles)) == ([], 1)


def test_a_word_document_gives_what_a_reader_sees(tmp_path: Path) -> None:
    document = one(tmp_path / "x", inputs.docx())
    assert document.text.split("\n") == [TEXT, MORE, "", "Сноска."]
    assert (document.title, document.author) == (TITLE, "Савва Луговцев")


def test_an_email_gives_its_text_and_what_is_attached(tmp_path: Path) -> None:
    raw = bytes(inputs.mail())
    found, troubles = read(tmp_path / "x", raw)
    first, attached = found
    assert first.document.text == f"{TITLE}\n\n{TEXT}\n{MORE}"
    assert (first.document.id, first.document.reply_to) == ("1@example.org", "0@example.org")
    assert (first.document.published, first.original) == (DAY, raw)
    assert [each.name for each in first.attachments] == ["письмо.docx", "снимок.jpg"]
    assert attached.document.id == "1@example.org/письмо.docx"
    assert attached.container
    assert attached.container.length == len(raw)
    assert troubles[0].endswith("this is no text; it is kept with the e-mail, and not read")


def test_a_mailbox_gives_each_email(tmp_path: Path) -> None:
    raw = inputs.mbox()
    found, _ = read(tmp_path / "x", raw)
    assert [each.document.id for each in found] == [
        "1@example.org",
        "1@example.org/письмо.docx",
        "2@example.org",
    ]
    assert all(raw[each.offset :].startswith(each.original) for each in (found[0], found[2]))


@pytest.mark.parametrize("raw", [inputs.warc(), inputs.warc(compressed=False), inputs.wacz()])
def test_an_archive_of_the_web_gives_its_documents(tmp_path: Path, raw: bytes) -> None:
    found, troubles = read(tmp_path / "x", raw)
    assert troubles == []
    names = ["https://example.org/a", "https://example.org/b.txt", "https://example.org/d.pdf"]
    assert [each.document.id for each in found] == names
    assert [each.document.url for each in found] == names
    assert found[0].document.published == DAY
    assert [each.document.text for each in found[1:]] == [TEXT, MORE]
    assert all(each.container and each.container.length == len(raw) for each in found)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_broken_record_is_named_and_costs_no_other(tmp_path: Path, compressed: bool) -> None:
    raw = inputs.warc(compressed)
    third = raw.index(inputs.warc(compressed)[-40:])
    for at in range(20, len(raw), 97):
        copy = bytearray(raw)
        copy[at] ^= 0xFF
        found, troubles = read(tmp_path / "x", bytes(copy))
        assert len(found) >= 2, at
        assert len(found) == 3 or compressed is False or troubles, at
    found, troubles = read(tmp_path / "x", raw[:third])
    assert [each.document.id for each in found][:2] == [
        "https://example.org/a",
        "https://example.org/b.txt",
    ]
    assert "a broken record" in troubles[0]


@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "cp866", "utf-16"])
def test_a_text_in_an_older_encoding_is_read(tmp_path: Path, charset: str) -> None:
    raw = TEXT.encode(charset)
    [found], troubles = read(tmp_path / "x", raw)
    assert (found.document.text, found.original) == (TEXT, raw)
    assert len(troubles) == (charset != "utf-16")
    assert all("by its letters" in each for each in troubles)


def test_a_zip_gives_what_is_in_it(tmp_path: Path) -> None:
    files = (("a.txt", TEXT.encode()), ("b/c.html", inputs.page()), ("d.jpg", b"\xff\xd8\xff\0\0"))
    raw = packed(*files, ("e.zip", packed(("f.md", MORE.encode()))))
    found, troubles = read(tmp_path / "x", raw)
    names = ["x/a.txt", "x/b/c.html", "x/e.zip/f.md"]
    assert [each.document.id for each in found] == names
    assert [each.path for each in found] == [str(tmp_path / name) for name in names]
    assert "1 file passed over" in troubles[0]


def test_a_table_is_mapped_to_documents(tmp_path: Path) -> None:
    raw = f'code\tbody\twhen\r\n7\t"{TEXT}\n{MORE}"\t2024-05-06\r\n\t{MORE}\t\r\n'.encode("cp1251")
    said = columns(["id=code", "text=body", "published=when"])
    found, troubles = read(tmp_path / "x", raw, said)
    first, second = (each.document for each in found)
    assert (first.id, first.text, first.published) == ("7", f"{TEXT}\n{MORE}", DAY)
    assert (second.id, second.text) == ("x/2", MORE)
    assert all(raw[each.offset :].startswith(each.original) for each in found)
    assert "by its letters" in troubles[0]


def test_usual_names_of_columns_need_no_mapping(tmp_path: Path) -> None:
    raw = f"ID,Date,Content,Link\n1,2024-05-06,{TEXT},https://example.org/1\n".encode()
    document = one(tmp_path / "x", raw)
    assert (document.id, document.text, document.published) == ("1", TEXT, DAY)
    assert document.url == "https://example.org/1"
    line = json.dumps({"uuid": "1", "body": TEXT, "date": "2024-05-06"}).encode()
    assert one(tmp_path / "x", line).text == TEXT


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "map.yml").write_text("text: body\nsource: where\n", encoding="utf-8")
    said = columns(["id=code"], str(tmp_path / "map.yml"))
    found, troubles = read(tmp_path / "x", f"code,body\n7,{TEXT}\n".encode(), said)
    assert [each.document.id for each in found] == ["7"]
    assert "no column 'where', there are: code, body" in troubles[0]


def test_a_telegram_message_says_all_that_is_known_of_it(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "1.jpg").write_bytes(b"\xff\xd8")
    poll = {"question": "Придёте?", "answers": [{"text": "Да", "voters": 2}, {"text": "Нет"}]}
    messages = [
        {"id": 1, "type": "service", "action": "pin_message", "text": ""},
        {
            "id": 2,
            "type": "message",
            "text": TEXT,
            "from": "Вымысел",
            "author": "Редактор",
            "forwarded_from": "Иной",
            "forwarded_from_id": "channel77",
            "edited": "2024-05-07T10:00:00",
            "edited_unixtime": "1715065200",
            "photo": "photos/1.jpg",
        },
        {"id": 4, "type": "message", "text": "", "poll": poll, "reply_to_message_id": 2},
        {"id": 5, "type": "message", "text": "", "file": "(File not included. Change data…)"},
        {"id": 6, "type": "message", "text": MORE, "file": "../../etc/passwd"},
        {
            "id": 9,
            "type": "message",
            "text": [MORE, {"type": "text_link", "text": "тут", "href": "https://example.org"}],
            "photo": "photos/2.jpg",
            "forwarded_from": "Иной",
        },
    ]
    chat = {"name": "Вымысел", "type": "public_channel", "id": 4242, "messages": messages}
    (tmp_path / "result.json").write_text(json.dumps(chat), encoding="utf-8")
    *found, covered = capture(str(tmp_path / "result.json"))
    second, fourth, sixth, ninth = (each for each in found if isinstance(each, Captured))
    document = second.document
    assert (document.author, document.source) == ("Редактор", "Вымысел")
    assert (document.forwarded, document.edited) == ("77", "2024-05-07T07:00:00Z")
    assert second.attachments[0].path == str(tmp_path / "photos" / "1.jpg")
    assert fourth.document.text == "Придёте?\nДа\nНет"
    assert fourth.document.reply_to == "4242/2"
    assert sixth.attachments[0].path is None
    assert (ninth.document.text, ninth.document.forwarded) == (f"{MORE}тут", "Иной")
    assert ninth.attachments[0].path is None
    assert covered == Covered(str(tmp_path / "result.json"), "4242", ((1, 2), (4, 6), (9, 9)))


def test_nobody_concludes_from_a_damaged_export_that_a_message_is_gone(tmp_path: Path) -> None:
    messages = [{"id": number, "type": "message", "text": TEXT} for number in (1, 2, 3)]
    chat = {"name": "Вымысел", "type": "public_channel", "id": 4242, "messages": messages}
    raw = json.dumps(chat, ensure_ascii=False).encode()
    (tmp_path / "whole.json").write_bytes(raw)
    assert any(isinstance(each, Covered) for each in capture(str(tmp_path / "whole.json")))
    second = raw.index(b'{"id": 2')
    for copy in (raw[:-2], raw[: second + 8] + b"#" + raw[second + 9 :]):
        (tmp_path / "x").write_bytes(copy)
        assert not any(isinstance(each, Covered) for each in capture(str(tmp_path / "x")))
