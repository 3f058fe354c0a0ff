"""The network that weighs every word: what it was trained for, what it tells; it never fails."""

from __future__ import annotations

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.reading.claiming import judged, pages, undisputed, unweighed
from nonrefoul.reading.learned import telling
from nonrefoul.reading.learned.inputs import EVENTS, KINDS, MARKS, Floats, Inputs
from nonrefoul.reading.learned.network import KEPT, WEIGHTS, Networks, networks, of_arrays, softmax
from nonrefoul.reading.learned.pairs import (
    DATE_SIGNS,
    DISTANCES,
    MENTION_SIGNS,
    STATE_SIGNS,
    date_signs,
    far,
    mention_signs,
    state_signs,
)
from nonrefoul.reading.learned.telling import Told, told, weighing
from nonrefoul.words import Actuality, Claim, Document, Modality, SubjectKind

with np.load(WEIGHTS) as _file:
    SHIPPED = {name: _file[name] for name in _file.files}
DETAINED = (
    "В Алма-Ате полиция Казахстана задержала российского активиста Егора Мшанникова. "
    "Россия требует его экстрадиции."
)
OTHER = "Суд в Тбилиси отказался выдать Белоруссии журналистку Ольгу Крупенич."
TOOLS = Path(__file__).parents[2] / "tools"
ODD = {
    "nothing": "",
    "one token": "Увезли",
    "a full stop": ".",
    "no state": "Егора Мшанникова задержали вечером.",
    "no person": "Казахстан выдал их России.",
    "neither": "Задержали, увезли, и больше ничего не известно.",
    "160 tokens": "задержали и увезли " * 53 + "снова",
    "emoji": "😀🚓 задержали 😀 Егора Мшанникова 🇰🇿🇷🇺",
    "only emoji": "😀" * 50,
    "signs": "«»—…№%§" * 9,
    "empty lines": "\n\n \n",
}
MIXED = """
задержали выдали депортировали суд в Казахстане из России Егора Мшанникова Ольгу Крупенич не якобы
адвокат сообщил что экстрадицию отказал убежище розыск активиста их который могут хотят 2024 МВД
полиция Тбилиси Бишкек , . « » — 😀
"""
WORDS = [*MIXED.split(), "\n"]


def seen(text: str) -> Inputs:
    (found,) = unweighed([Document("tried", text, "ru")])
    return found


def likeliest(text: str, event: str) -> Told:
    found = [each for each in told(seen(text)) if each.event == event]
    return max(found, key=lambda each: math.prod(chances(each)))


def chances(each: Told) -> list[float]:
    return [
        each.by_event,
        each.by_who,
        each.by_host,
        each.by_origin,
        each.by_actuality,
    ]


def test_the_shipped_network_was_trained_for_our_events_and_marks() -> None:
    assert tuple(SHIPPED["vocabulary/events"]) == EVENTS
    assert tuple(SHIPPED["vocabulary/marks"]) == MARKS
    shipped = networks()
    assert len(shipped) > 1
    assert len(shipped.vocabulary.kinds) == len(KINDS)
    for number in range(len(shipped)):
        assert SHIPPED[f"{number}/ev.weight"].shape == (len(EVENTS), shipped.width)
    assert all(np.isfinite(SHIPPED[name]).all() for name in SHIPPED if name[0].isdigit())


def test_the_network_in_its_file_is_a_few_megabytes() -> None:
    assert WEIGHTS.stat().st_size < 10 << 20


def test_who_was_detained_where_and_for_whom() -> None:
    page = seen(DETAINED)
    found = likeliest(DETAINED, "detained")
    assert page.who[found.who].name == "Егор Мшанников"
    assert (found.host, found.origin) == ("KZ", "RU")
    assert found.by_event > 0.5
    assert "задержала" in [page.words[at] for at in found.words]


def test_what_is_told_is_told_of_words_and_mentions_of_the_document() -> None:
    page = seen(DETAINED)
    for each in told(page):
        assert 0 <= each.words.min() <= each.words.max() < len(page.words)
        assert 0 <= each.who < len(page.who)
        if each.mention is not None:
            assert page.mentions[each.mention, 2] == each.who


def test_no_state_pursues_those_whom_it_shelters_itself() -> None:
    assert all(
        each.host is None or each.host != each.origin
        for text in (DETAINED, OTHER)
        for each in told(seen(text))
    )


@pytest.mark.parametrize("name", ODD)
def test_an_odd_document_is_weighed(name: str) -> None:
    page = seen(ODD[name])
    for each in told(page):
        assert all(0 <= chance <= 1 for chance in chances(each))
    if page.words:
        weighed = networks().weigh(page)
        assert weighed.events.shape == (len(networks()), len(page.words), len(EVENTS))
        assert np.isfinite(weighed.events).all()


def test_a_document_of_160_words_has_so_many() -> None:
    assert len(seen(ODD["160 tokens"]).words) == 160


def test_nothing_is_told_of_an_empty_document() -> None:
    assert told(seen("")) == []


@given(st.lists(st.lists(st.floats(-50, 50, width=32), min_size=3, max_size=3), min_size=1))
def test_shares_add_up_to_one(rows: list[list[float]]) -> None:
    shares = softmax(np.array(rows, np.float32))
    assert (shares >= 0).all()
    assert np.allclose(shares.sum(axis=1), 1, atol=1e-5)


def test_shares_of_modalities_add_up_to_one() -> None:
    page = seen(DETAINED)
    weighed = networks().weigh(page)
    words = [np.array([at]) for at in range(len(page.words))]
    rows = networks().trigger(weighed, words, [0] * len(words))
    shares = networks().modalities(rows)
    assert shares.shape[:2] == (len(networks()), len(words))
    assert np.allclose(shares.sum(axis=-1), 1, atol=1e-5)


def unused(most: int = KEPT) -> Networks:
    """The networks as if they had weighed nothing yet."""
    return of_arrays(SHIPPED, most)


def events(nets: Networks, text: str) -> Floats:
    return nets.weigh(seen(text)).events


def test_networks_weigh_side_by_side_what_each_does_alone() -> None:
    for number, row in enumerate(events(networks(), OTHER)):
        assert np.allclose(row, events(alone(number), OTHER)[0], atol=1e-4)


def alone(number: int) -> Networks:
    """One of the shipped networks."""
    others = tuple(f"{other}/" for other in range(len(networks())) if other != number)
    return of_arrays({name: SHIPPED[name] for name in SHIPPED if not name.startswith(others)})


def test_together_they_say_the_mean_of_what_each_says(monkeypatch: pytest.MonkeyPatch) -> None:
    page = seen(DETAINED)
    together = weighing(page, networks())
    assert together is not None
    spots = list(zip(together.events, together.words, strict=True))
    monkeypatch.setattr(telling, "_spots", lambda *_: spots)
    each = [weighing(page, alone(number)) for number in range(len(networks()))]
    for name in ("whose", "modalities"):
        mean = np.mean([getattr(one, name) for one in each], axis=0)
        assert np.allclose(getattr(together, name), mean, atol=1e-4)


def test_a_document_weighs_the_same_whatever_was_weighed_before() -> None:
    alone = [events(unused(), text) for text in (DETAINED, OTHER)]
    nets = unused()
    for text, weighed in zip((DETAINED, OTHER, DETAINED), (*alone, alone[0]), strict=True):
        assert np.allclose(events(nets, text), weighed, atol=1e-4)


@pytest.mark.parametrize("most", [0, 1, 15, 25])
def test_a_document_weighs_the_same_however_few_words_are_kept(most: int) -> None:
    nets = unused(most)
    for text in (DETAINED, OTHER, DETAINED, DETAINED):
        assert np.allclose(events(nets, text), events(unused(), text), atol=1e-4)


def test_documents_read_together_are_seen_as_each_alone() -> None:
    together = unweighed([Document(text, text, "ru") for text in (DETAINED, OTHER)])
    for page, text in zip(together, (DETAINED, OTHER), strict=True):
        alone = seen(text)
        assert page.words == alone.words
        assert np.array_equal(page.marks, alone.marks)
        assert np.array_equal(page.head, alone.head)


def test_a_document_tells_the_same_beside_another() -> None:
    alone = [(each.event, each.who, each.host) for each in told(seen(DETAINED))]
    told(seen(OTHER))
    assert [(each.event, each.who, each.host) for each in told(seen(DETAINED))] == alone


@pytest.mark.parametrize("text", [DETAINED, OTHER])
def test_pairs_have_as_many_signs_as_the_network_was_trained_on(text: str) -> None:
    page = seen(text)
    triggers = [np.array([0]), np.array([1, 2])]
    signs, classes = mention_signs(page, triggers)
    assert signs.shape == (2, len(page.mentions), MENTION_SIGNS)
    assert classes.shape == (2, len(page.mentions), 2)
    signs, classes = state_signs(page, triggers, [frozenset(), frozenset({0})])
    assert signs.shape == (2, len(page.states), STATE_SIGNS)
    assert classes.min() >= 0
    assert classes.max() < DISTANCES
    counts = {
        "subj": MENTION_SIGNS,
        "host": STATE_SIGNS,
        "orig": STATE_SIGNS,
        "when": DATE_SIGNS,
    }
    beside = {"host": ("man",), "orig": ("man", "sto")}
    for name, count in counts.items():
        tables = (f"{name}.d1", f"{name}.d2", *beside.get(name, ()))
        more = sum(SHIPPED[f"0/{table}.weight"].shape[1] for table in tables)
        assert SHIPPED[f"0/{name}.f.weight"].shape[1] == count + more


DATED = (
    "14 марта 2024 года полиция Тбилиси задержала российского активиста Егора Лапшенкова.\n"
    "Адвокат рассказывает: 16 марта Лапшенков попросил убежища, в экстрадиции отказали 2 мая."
)


def test_each_event_has_the_date_that_is_told_with_it() -> None:
    page = seen(DATED)
    assert [each.edtf for each in page.whens] == ["2024-03-14", "2024-03-16", "2024-05-02"]
    of = {
        page.words[at]: each.date
        for each in sorted(told(page), key=lambda each: each.by_event)
        for at in each.words.tolist()
    }
    assert of["задержала"] == "2024-03-14"
    assert of["попросил"] == "2024-03-16"
    assert of["отказали"] == "2024-05-02"


def test_a_date_is_one_that_the_document_names_or_none() -> None:
    for text in (DATED, DETAINED, OTHER):
        page = seen(text)
        assert {each.date for each in told(page)} <= {None, *(each.edtf for each in page.whens)}
    undated = DATED.replace("14 марта 2024 года", "Вчера").replace("16 марта", "Потом")
    undated = undated.replace(" 2 мая", "")
    assert {each.date for each in told(seen(undated))} == {None}


def test_times_stand_at_their_words_and_reach_no_further_than_said() -> None:
    page = seen(DATED)
    assert [page.words[each.word] for each in page.whens] == ["14", "16", "2"]
    assert all(each.word < each.until <= len(page.words) for each in page.whens)
    signs, classes = date_signs(page, [np.array([0]), np.array([3, 4])])
    assert signs.shape == (2, len(page.whens), DATE_SIGNS)
    assert classes.shape == (2, len(page.whens), 2)


@given(st.integers(-100_000, 100_000))
def test_every_distance_has_a_class_and_the_direction_shows(apart: int) -> None:
    (one,) = far(np.array([apart])).tolist()
    assert 0 <= one < DISTANCES
    assert (one >= 8) == (apart < 0)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_any_mix_of_words_is_weighed(words: list[str]) -> None:
    page = seen(" ".join(words))
    for each in told(page):
        assert each.event in EVENTS
        assert all(0 <= chance <= 1 for chance in chances(each))
        assert each.host is None or each.host != each.origin


def test_training_without_torch_says_in_a_line_what_to_install() -> None:
    code = (
        f"import runpy, sys; sys.modules['torch'] = None; sys.path.append({str(TOOLS)!r}); "
        f"runpy.run_path({str(TOOLS / 'train_reading.py')!r})"
    )
    command = [sys.executable, "-c", code]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert tried.returncode == 1
    (line,) = tried.stderr.splitlines()
    assert "pip install" in line


def test_words_that_tell_a_state_turning_both_ways_tell_neither() -> None:
    away = Claim(
        "d", "turned_away", None, SubjectKind.NONE, Modality.ASSERTED, 5, 12, "q", host="KG"
    )
    toward = replace(away, event="turned_toward", start=10, end=20)
    elsewhere = replace(toward, start=30, end=40)
    other = replace(toward, host="AM")
    assert undisputed([away, toward]) == []
    assert undisputed([away, elsewhere, other]) == [away, elsewhere, other]


@pytest.mark.parametrize(
    "text",
    [
        "Кыргызские власти отрицают, что передали России активиста Егора Мшанникова.",
        "МВД Казахстана опровергло, что выдало России журналиста Егора Мшанникова.",
    ],
)
def test_what_is_denied_in_so_many_words_is_never_told_to_have_happened(text: str) -> None:
    (page,) = pages([Document("denied", text, "ru")])
    handed_over = [each for each in judged(page, 0.0) if each.event in ("extradited", "deported")]
    assert handed_over
    assert all(each.modality.actuality is Actuality.NOT for each in handed_over)
