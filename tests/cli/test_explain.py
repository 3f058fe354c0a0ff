"""`explain` as a person types it; persons and sentences are invented."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from nonrefoul.cli import app, errors, screen
from nonrefoul.cli.explaining import explained
from nonrefoul.cli.judging import SHOWN, Explained
from nonrefoul.reading import claiming, read
from nonrefoul.reading.claiming import pages
from nonrefoul.reading.confidence import least
from nonrefoul.reading.frames import Family
from nonrefoul.reading.learned.options import of_state
from nonrefoul.reading.reader import by_rules
from nonrefoul.rules import load
from nonrefoul.samples import POSTS
from nonrefoul.words import Document

POST = (
    "Активиста Захара Тростенцова задержали в Алматы по запросу России. "
    "Погода была хорошей. "
    "Анну Снежковскую не выпускают из Казахстана с мая. "
    "Он сам оставил пост в фонде «Кедр»."
)
PAGE = (Path(__file__).parents[2] / "docs" / "add-a-rule.md").read_text(encoding="utf-8")


def here(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    before, sys.argv = sys.argv, ["nonrefoul", *arguments]
    try:
        code = errors.guarded(app)
    finally:
        sys.argv = before
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.fixture
def post(tmp_path: Path) -> str:
    return write(tmp_path, POST)


def write(folder: Path, text: str) -> str:
    path = folder / "post.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def flat(out: str) -> str:
    """What is printed, the breaks of its lines taken out."""
    return " ".join(out.split())


def test_shows_what_was_seen_in_a_sentence(post: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = here(["explain", post, "--published", "2024-05-06"], capsys)
    assert (code, err) == (errors.FINE, "")
    assert "post: 4 sentences" in out
    seen = (
        "Активиста [Захара Тростенцова: person] задержали в [Алматы: KZ] по запросу [России: RU]."
    )
    assert seen in flat(out)
    assert "[Кедр: organisation]" in out


def test_shows_rules_met_with_their_words_and_those_tried(
    post: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = flat(here(["explain", post], capsys)[1])
    assert "met request-from-state · “запросу”, with “задержали России”" in out
    assert "met not-let-out · “выпускают”, with “не”" in out
    assert "by rules alone: Захар Тростенцов, Kazakhstan, asserted" in out
    assert re.search(r"tried “выпускают”, not met: .*\breleased\b", out)


def test_shows_what_each_role_was_filled_from(
    post: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = flat(here(["explain", post], capsys)[1])
    assert re.search(r"told detained 0\.\d\d · detained, by “задержали”", out)
    assert re.search(r"whom Захар Тростенцов \d\.\d\d · from “Захара Тростенцова”", out)
    assert re.search(r"host Kazakhstan \d\.\d\d · from “Алматы”", out)
    assert re.search(r"origin Russia \d\.\d\d · from “России” in sentence 1", out)
    assert re.search(r"class happened \d\.\d\d · asserted", out)


def test_what_is_given_without_a_host_is_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The judge is told what to say, so that two states are as likely and nothing else is open."""
    posts = [json.loads(line) for line in POSTS.read_text(encoding="utf-8").splitlines()]
    documents = [Document(each["id"], each["text"], "ru") for each in posts]
    fates = 0
    for document, page in zip(documents, pages(documents), strict=True):
        alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for at, each in enumerate(page.told):
            alike[each.event, tuple(each.words), each.who, each.modality.actuality].append(at)
        two = next((ats for ats in alike.values() if len(ats) == 2), ())
        if not two or of_state(page.told[two[0]].event):
            continue
        chances = [0.48 * (at in two) for at in range(len(page.told))]
        monkeypatch.setattr(claiming, "confidences", lambda *_, said=chances: said)
        out, (reading,) = Explained(page), read([document], every=True)
        assert list(out.given) == list(reading.claims)
        assert [claim.host for claim in reading.claims] == [None]
        fates += sum("without a host" in out.fate(claim) for claim in out.claims)
    assert fates


def test_the_claims_given_are_those_that_reading_gives() -> None:
    document = Document("post", POST, "ru")
    [page], [reading] = pages([document]), read([document])
    out = Explained(page)
    shown = [at for each in page.sentences for at in out.told(each)]
    unlikely = [at for at, each in enumerate(out.claims) if (each.confidence or 0) < SHOWN]
    assert sorted(shown + unlikely) == list(range(len(page.told)))
    assert len(out.given) == len(reading.claims) > 0
    console = screen.screen()
    with console.capture() as printed:
        console.print(*explained(page, every=False))
    assert len(re.findall("claim +given, confidence", printed.get())) == len(reading.claims)
    assert "not given, confidence" in printed.get()


def test_all_shows_sentences_where_nothing_was_tried(
    post: str, capsys: pytest.CaptureFixture[str]
) -> None:
    few, everything = (here(["explain", post, *more], capsys)[1] for more in ([], ["--all"]))
    assert "Погода" not in few
    assert "1 more where no rule was tried and nothing is told: --all" in few
    assert "Погода была хорошей." in everything
    assert "no rule tried, nothing told" in everything
    assert "--all" not in everything


def test_plain_when_piped_and_coloured_on_a_terminal(
    post: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "\x1b[" not in here(["explain", post], capsys)[1]
    assert b"\x1b[" in on_a_terminal("explain", post)


def on_a_terminal(*arguments: str) -> bytes:
    """What the command prints where its standard output is a terminal."""
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    code = "from nonrefoul.cli import main; main()"
    reader, writer = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=writer,
        env={**kept, "TERM": "xterm-256color"},
    ):
        os.close(writer)
        out = b""
        # Linux ends a terminal that nobody writes to any more with an error.
        with contextlib.suppress(OSError):
            while chunk := os.read(reader, 4096):
                out += chunk
    os.close(reader)
    return out


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The activist was arrested in the city and flown home the same night.", "en"),
        ("Активіста затримали у Києві і відвезли до аеропорту, кажуть його родичі.", "uk"),
    ],
)
def test_other_languages_get_one_line(
    text: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "post.txt").write_text(text, encoding="utf-8")
    code, out, err = here(["explain", str(tmp_path / "post.txt")], capsys)
    assert (code, out) == (errors.FINE, "")
    assert err == f"nonrefoul: post: its language is {lang}; explaining works for Russian\n"


def test_says_where_read_passes_a_text_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "passes this text over" not in here(["explain", write(tmp_path, POST)], capsys)[1]
    sales = (
        "Компания увеличила прибыль на двадцать процентов, до трёх миллиардов рублей. "
        "Рост продаж можно объяснить тем, что в этом году открылись новые магазины. "
        "Акции поднялись в цене, а крупные банки повысили прогноз. Туристы, по словам директора, "
        "стали покупать больше. В следующем сезоне команды разыграют чемпионский кубок. "
    )
    path = write(tmp_path, f"{sales * 3}Болельщика Захара Тростенцова задержали на стадионе.")
    code, out, _ = here(["explain", path], capsys)
    assert code == errors.FINE
    assert "`read` passes this text over" in out
    assert "claim   given" not in out


def test_odd_texts_and_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "post.txt").write_text(
        "Задержали \u202eЗахара\u202c [b]\n\n«…» 🙂", encoding="utf-8"
    )
    code, out, _ = here(["explain", str(tmp_path / "post.txt"), "--all"], capsys)
    assert code == errors.FINE
    assert "\u202e" not in out
    assert here(["explain", str(tmp_path / "none.txt")], capsys)[0] == errors.LOST


def test_the_page_on_adding_a_rule_holds(tmp_path: Path) -> None:
    """Its rule loads, what it must read is not read without it, and its words are printed so."""
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block
    (tmp_path / "sky.yml").write_text(f"family: sky\nrules:\n{block[1]}", encoding="utf-8")
    [frame] = load(tmp_path / "sky.yml", Family).rules
    for example in frame.must:
        text = example if isinstance(example, str) else example.text
        assert text in PAGE.split("## 2.")[0]
        assert not by_rules(Document("example", text, "ru"))


def test_what_may_well_have_gone_another_way_is_said_to_be() -> None:
    corpus = Path(__file__).parents[2] / "corpus" / "ru" / "whom-1.txt"
    parts = corpus.read_text(encoding="utf-8").split("\n=== ")
    texts = [part.partition("\n")[2].partition("\n---")[0] for part in parts]
    told = 0
    for page in pages([Document(str(at), text, "ru") for at, text in enumerate(texts)]):
        out = Explained(page)
        in_doubts = claiming.disputed(page, claiming.how_likely(page))
        for claim, in_doubt in zip(out.claims, in_doubts, strict=True):
            if in_doubt and (claim.confidence or 0) >= least() and not out.passed_over:
                told += 1
                assert "may well not have happened" in out.fate(claim)
    assert told


def test_what_would_be_all_that_a_text_tells_is_said_to_be_left_out_for_that(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (page,) = pages([Document("one", POST + " Погода была хорошей." * 20, "ru")])
    chances = [0.0] * len(page.told)
    chances[next(at for at, each in enumerate(page.told) if each.event == "detained")] = least()
    monkeypatch.setattr(claiming, "confidences", lambda *_: chances)
    out = Explained(page)
    fates = [out.fate(claim) for claim in out.claims if (claim.confidence or 0) >= least()]
    assert ["all that the text tells" in fate for fate in fates] == [True]
