"""What may be told is judged against all else that is told: options, their signs, the judge."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nonrefoul.reading import claiming
from nonrefoul.reading.claiming import (
    DISPUTED,
    Page,
    by_words,
    claimed,
    claims,
    judged,
    pages,
    sure,
)
from nonrefoul.reading.confidence import ALL_SIGNS, confidences, judge, least, least_alone, matrix
from nonrefoul.reading.learned.inputs import EVENTS
from nonrefoul.reading.learned.judging import SIGNS, odds
from nonrefoul.reading.learned.network import networks
from nonrefoul.reading.learned.options import (
    ACTUALITIES,
    LEAST_HOST,
    MODALITIES,
    MOST_WHO,
    PURSUES,
    actualities,
    likely_who,
    of_state,
    options,
)
from nonrefoul.reading.learned.telling import weighing
from nonrefoul.words import Actuality, Document

DETAINED = "В Алма-Ате полиция Казахстана задержала российского активиста Егора Мшанникова."
TWO = (
    DETAINED + "\nВ Тбилиси суд отказался выдать Белоруссии журналистку Ольгу Крупенич. "
    "Егора Мшанникова из Казахстана могут депортировать в Россию."
)
ODD = ["", ".", "Увезли", "Задержали, увезли.", "😀 задержали 😀", "Казахстан выдал их России."]


CORPUS = Path(__file__).parents[2] / "corpus" / "ru"


@pytest.fixture(scope="module")
def invented() -> list[Page]:
    """Invented documents, read."""
    parts = (CORPUS / "whom-1.txt").read_text(encoding="utf-8").split("\n=== ")
    texts = [part.partition("\n")[2].partition("\n---")[0] for part in parts]
    return pages([Document(str(at), text, "ru") for at, text in enumerate(texts)])


def page(text: str) -> Page:
    (found,) = pages([Document("tried", text, "ru")])
    return found


def test_each_option_makes_another_claim() -> None:
    told = page(TWO).told
    made = [(each.event, each.who, each.host, each.modality.actuality) for each in told]
    assert len(made) == len(set(made))
    assert len({each.who for each in told}) > 1
    assert len({each.modality.actuality for each in told}) > 1


@pytest.mark.parametrize("text", [DETAINED, TWO, *ODD])
def test_every_option_has_all_signs_and_each_is_a_number(text: str) -> None:
    for each in page(text).told:
        assert each.signs.shape == (len(SIGNS),)
        assert np.isfinite(each.signs).all()


def test_every_sign_has_a_name_of_its_own() -> None:
    assert len(set(ALL_SIGNS)) == len(ALL_SIGNS)


def test_the_shipped_judge_was_fitted_for_our_signs_and_events() -> None:
    shipped = judge()
    networks, hidden, signs = shipped.inner.shape
    assert signs == len(ALL_SIGNS)
    assert shipped.events.shape == (networks, len(EVENTS), hidden)
    for name in type(shipped).__dataclass_fields__:
        assert np.isfinite(getattr(shipped, name)).all()


def test_what_is_said_plainly_is_given_with_whom_and_where() -> None:
    (given_claims,) = claims([Document("tried", DETAINED, "ru")])
    (claim,) = (each for each in given_claims if each.event == "detained")
    assert (claim.subject, claim.host) == ("Егор Мшанников", "KZ")
    assert (claim.confidence or 0) >= least()


LONG = TWO + " Погода была хорошей." * 20


@pytest.mark.parametrize(
    ("text", "chance", "beside", "count"),
    [
        (LONG, least_alone(len(LONG)) - 0.01, 0.0, 0),
        (LONG, least_alone(len(LONG)), 0.0, 1),
        (LONG, least_alone(len(LONG)) - 0.01, least(), 2),
        (TWO, least(), 0.0, 1),
    ],
)
def test_what_a_longer_text_tells_alone_must_be_surer(
    text: str, chance: float, beside: float, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = page(text)
    numbers = {each.event: at for at, each in enumerate(found.told)}
    chances = [0.0] * len(found.told)
    chances[numbers["detained"]] = chance
    chances[numbers["extradition_refused"]] = beside
    monkeypatch.setattr(claiming, "confidences", lambda *_: chances)
    assert len(claiming.given(found)) == count


def test_a_claim_given_is_at_least_as_likely_as_asked() -> None:
    found = page(TWO)
    everything = judged(found, 0.0)
    assert len(everything) == len(found.told)
    for floor in (0.1, 0.5, 0.9):
        kept = judged(found, floor)
        assert kept == [each for each in everything if (each.confidence or 0) >= floor]


def test_what_the_words_say_is_a_sign_that_speaks() -> None:
    told = page(TWO).told
    said = by_words(page(TWO))
    plain = matrix(told, said)[0]
    for other in ACTUALITIES:
        signs = matrix(told, [other] * len(told))[0]
        same = np.array([each is other for each in said])
        assert np.array_equal(signs[same], plain[same])
        assert (signs[~same] != plain[~same]).any(axis=1).all()


def test_a_judge_that_is_asked_nothing_says_nothing() -> None:
    assert confidences([], []) == []


@given(
    st.lists(
        st.lists(st.floats(-1e6, 1e6, width=32), min_size=len(ALL_SIGNS), max_size=len(ALL_SIGNS)),
        min_size=1,
        max_size=3,
    ),
    st.integers(0, len(EVENTS) - 1),
)
@settings(max_examples=25)
def test_whatever_the_signs_a_confidence_is_a_chance(rows: list[list[float]], event: int) -> None:
    signs = np.array(rows, np.float32)
    chances = judge().chances(signs, np.full(len(rows), event))
    assert ((chances >= 0) & (chances <= 1)).all()


def test_one_case_is_judged_alike_alone_and_among_others() -> None:
    signs, events = matrix(page(TWO).told, by_words(page(TWO)))
    together = judge().chances(signs, events)
    for at in range(len(signs)):
        alone = judge().chances(signs[at : at + 1], events[at : at + 1])
        assert np.allclose(alone, together[at], atol=1e-5)


@given(st.lists(st.floats(0, 1, width=32), min_size=1, max_size=12))
def test_the_likeliest_person_is_always_looked_at_and_few_others(shares: list[float]) -> None:
    order = likely_who(np.array(shares, np.float32))
    assert shares[order[0]] == max(shares)
    assert len(order) == len(set(order)) <= MOST_WHO
    assert [shares[at] for at in order] == sorted((shares[at] for at in order), reverse=True)


@given(st.lists(st.floats(0, 1, width=32), min_size=len(MODALITIES), max_size=len(MODALITIES)))
def test_what_happened_shares_what_the_modalities_do(row: list[float]) -> None:
    assert np.isclose(actualities(np.array([row])).sum(), sum(row), atol=1e-4)


@given(st.floats(0, 1))
def test_odds_are_finite_and_grow_with_the_chance(chance: float) -> None:
    assert -9.3 < odds(chance) < 9.3
    assert odds(chance) <= odds(min(1.0, chance + 0.01))


def test_where_only_the_host_is_open_the_claim_names_none(
    invented: list[Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The judge is told what to say, so that two states are as likely and nothing else is open."""
    tried = 0
    for page in invented:
        alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for at, each in enumerate(page.told):
            alike[each.event, tuple(each.words), each.who, each.modality.actuality].append(at)
        for (event, *_), (one, *others) in alike.items():
            if len(others) != 1 or of_state(str(event)):
                continue
            chances = [0.0] * len(page.told)
            chances[one] = chances[others[0]] = 0.48
            monkeypatch.setattr(claiming, "confidences", lambda *_, said=chances: said)
            (claim,) = sure(page)
            assert (claim.event, claim.host, claim.confidence) == (event, None, 0.96)
            tried += 1
    assert tried


def test_a_state_that_surely_pursues_the_person_is_no_host(invented: list[Page]) -> None:
    tempting = 0
    for page in invented:
        found = weighing(page.seen, networks())
        if found is None:
            continue
        for option in options(found):
            if found.codes[option.host] is not None:
                assert found.origins[option.row, option.host] <= PURSUES
        states = len(found.codes) - 1
        pursuing = found.origins[:, :states] > PURSUES
        tempting += int((pursuing & (found.hosts[:, :states] > LEAST_HOST)).sum())
    assert tempting


def test_what_may_well_have_gone_another_way_is_not_given(invented: list[Page]) -> None:
    left_out = 0
    for page in invented:
        chances = {
            (each.event, each.who, each.host, each.modality.actuality): chance
            for each, chance in zip(page.told, confidences(page.told, by_words(page)), strict=True)
        }
        given = {(each.event, each.start, each.host, each.modality) for each in sure(page)}
        for each in page.told:
            of_it = (each.event, each.who, each.host)
            own = chances[*of_it, each.modality.actuality]
            others = [a for a in Actuality if a is not each.modality.actuality]
            rival = max(chances.get((*of_it, other), 0.0) for other in others)
            claim = claimed(page, each)
            disputed = rival >= DISPUTED * own and not of_state(each.event)
            if own >= least() and disputed:
                left_out += 1
                assert (claim.event, claim.start, claim.host, claim.modality) not in given
    assert left_out
