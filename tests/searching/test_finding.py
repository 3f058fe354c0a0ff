"""What a search finds, as people ask for it; documents and persons are invented."""

from __future__ import annotations

import datetime as dt
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from searching_builders import claim, document, found, keep, keep_texts

from nonrefoul import store as store_module
from nonrefoul.reviewing import about, confirmed, rejected, reviewed
from nonrefoul.searching import (
    Asked,
    Index,
    Order,
    Reviewing,
    bring_up,
    find,
    lacking,
    snippets,
    wanted,
)
from nonrefoul.store import Store, open_store
from nonrefoul.words import Modality

TEXTS = (
    "В Бишкеке задержали Глеба Ветроградова, он просил убежище.",
    "Суд отказал Ветроградову в убежище. Экстрадиция возможна.",
    "В убежище ему отказал суд, сообщил адвокат.",
    "The court denied asylum; extradited to Russia.",
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "home")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of TEXTS, to be asked and not changed."""
    store = open_store(tmp_path_factory.mktemp("texts"))
    keep_texts(store, TEXTS)
    index = Index(store)
    bring_up(index)
    return index


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("ветроградовым", {"d1", "d2"}),
        ("ветроградов суды", {"d2"}),
        ("суд убежища", {"d2", "d3"}),
        ('"отказать в убежище"', set()),
        ('"отказал Ветроградову"', {"d2"}),
        ("«в убежищах»", {"d2", "d3"}),
        ('"отказал суд"', {"d3"}),
        ("экстрад*", {"d2"}),
        ("extradit*", {"d4"}),
        ('"в убеж*"', {"d2", "d3"}),
        ("убежище -суд", {"d1"}),
        ('убежище -"отказал суд"', {"d1", "d2"}),
        ("-убежище", {"d4"}),
        ("-убежище -asylum", set()),
        ("courts", {"d4"}),
        ("суд AND", set()),
        ("", set()),
        ("*", set()),
        ('"', set()),
        ("-", set()),
    ],
)
def test_words_phrases_beginnings_and_what_must_not_be_there(
    index: Index, line: str, ids: set[str]
) -> None:
    assert set(found(index, line)) == ids


@given(
    st.text(max_size=120)
    | st.text(alphabet='"*-()^:+«» \x00NEARORNDсуд{}\ud800\N{COMBINING ACUTE ACCENT}', max_size=60)
)
@settings(max_examples=60)
def test_whatever_is_typed_is_no_error(index: Index, line: str) -> None:
    hits = find(index, Asked(line), 10)
    assert 0 <= len(hits.hits) <= hits.total <= len(TEXTS)


@given(st.text(max_size=200), st.text(max_size=40))
def test_a_snippet_is_a_part_of_its_text(text: str, line: str) -> None:
    for each in snippets(text, wanted(line)):
        assert "".join(piece.text for piece in each.pieces) in text


@given(st.sampled_from(TEXTS), st.data())
def test_a_word_of_a_text_is_marked_in_its_snippet(text: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(text.replace(".", " ").replace(",", " ").split()))
    pieces = [piece for each in snippets(text, wanted(word)) for piece in each.pieces]
    assert word.strip(";") in [piece.text for piece in pieces if piece.found]


def test_the_best_comes_first_and_else_the_newest(store: Store) -> None:
    early, late = dt.date(2031, 1, 1), dt.date(2031, 2, 1)
    keep(store, document("Суд. Суд. Суд решил.", "often", published=early))
    keep(store, document("Долго говорили о погоде, и был суд.", "once", published=late))
    keep(store, document("И тут суд, но когда, не сказано.", "undated", published=None))
    index = Index(store)
    assert found(index, "суд")[0] == "often"
    assert found(index, "суд", order=Order.NEWEST) == ["once", "often", "undated"]
    assert found(index, "суд", order=Order.CAME) == ["undated", "once", "often"]


def test_conditions_must_hold_of_one_and_the_same_claim(store: Store) -> None:
    said = document("Задержан в Бишкеке. Выслан из Алматы.")
    held = claim(said, "Задержан", host="KG", origin="RU", date="2031-04")
    sent = claim(said, "Выслан", "deported", host="KZ", modality=Modality.REPORTED)
    keep(store, said, held, sent)
    index = Index(store)
    assert found(index, host="KG", event="detained") == ["d1"]
    assert found(index, host="KZ", event="detained") == []
    assert found(index, modality=Modality.REPORTED, host="KZ") == ["d1"]
    assert found(index, origin="RU") == ["d1"]
    assert found(index, happened_from=dt.date(2031, 4, 30)) == ["d1"]
    assert found(index, happened_from=dt.date(2031, 5, 1)) == []
    assert found(index, event="deported", happened_to=dt.date(2040, 1, 1)) == []
    assert found(index, published_from=dt.date(2031, 5, 1)) == ["d1"]
    assert found(index, published_to=dt.date(2031, 4, 30)) == []
    assert found(index, "бишкек", source="канал") == ["d1"]
    assert found(index, "бишкек", source="другой") == []


def test_what_reviewers_say_counts_at_once_and_when_it_is_taken_back(store: Store) -> None:
    said = document("Задержан в Бишкеке.")
    keep(store, said, claim(said, "Задержан"))
    index = Index(store)
    assert found(index, reviewing=Reviewing.OPEN) == ["d1"]
    (read,) = reviewed(store_module.claims(store), [], store.key).claims
    made = store_module.decide(store, about(read.id), confirmed(read), "Вера")
    assert found(index, reviewing=Reviewing.CHECKED) == ["d1"]
    store_module.take_back(store, made.number, "Вера")
    assert found(index, reviewing=Reviewing.CHECKED) == []
    store_module.decide(store, about(read.id), rejected(read), "Вера")
    assert found(index, event="detained") == []
    assert found(index, "задержанный") == ["d1"]


def test_only_the_newest_version_is_searched_and_what_claims_quote_of_older_ones(
    store: Store,
) -> None:
    old = document("Вчера задержан Ветроградов, шёл дождь.")
    keep(store, old, claim(old, "задержан Ветроградов"))
    index = Index(store)
    assert found(index, "дождь") == ["d1"]
    keep(store, replace(old, text="Опровержение: ничего не было."))
    assert found(index, "дождь") == []
    assert found(index, "опровержение") == ["d1"]
    assert found(index, "ветроградов", event="detained") == ["d1"]


def test_what_hides_in_a_text_hides_it_from_no_search(store: Store) -> None:
    keep(store, document("Его за\u00adдержали, а в\u200bыслaли завтра."))
    assert found(Index(store), "задержать") == ["d1"]
    assert found(Index(store), "выслать") == ["d1"]


def test_the_index_can_be_thrown_away_damaged_or_of_another_database(
    store: Store, tmp_path: Path
) -> None:
    keep(store, document("Бишкек."))
    index = Index(store)
    assert found(index, "бишкек") == ["d1"]
    assert stat.S_IMODE(index.file.stat().st_mode) == 0o600
    index.close()
    index.file.write_bytes(b"no database at all" * 100)
    assert found(Index(store), "бишкек") == ["d1"]
    other = open_store(tmp_path / "other")
    keep(other, document("Алматы."))
    (tmp_path / "other" / index.file.name).write_bytes(index.file.read_bytes())
    again = Index(other)
    assert lacking(again)
    assert found(again, "бишкек") == []
    assert found(again, "алматы") == ["d1"]


def test_what_was_stopped_half_way_goes_on(store: Store) -> None:
    keep_texts(store, ["слово"] * 600)
    index = Index(store)

    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        raise StoppedError(done)

    with pytest.raises(StoppedError):
        bring_up(index, stop)
    assert lacking(index)
    assert 0 < bring_up(index) < 600
    assert find(index, Asked("слов*"), 1).total == 600
