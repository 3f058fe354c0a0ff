"""The real post, added and read by the machine alone; nobody in it is named here."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from nonrefoul import pipeline
from nonrefoul.pipeline import Knowledge
from nonrefoul.publish import digest
from nonrefoul.store import open_store
from nonrefoul.words import Case, Direction, Posture

POST = Path(__file__).parents[2] / "shared" / "posts" / "0001.txt"
PUBLISHED = dt.date(2023, 11, 3)

pytestmark = pytest.mark.skipif(not POST.exists(), reason="../shared/posts is not here")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    store = open_store(tmp_path_factory.mktemp("home"))
    assert not pipeline.add([str(POST)], store, PUBLISHED).lost
    return pipeline.know(store)


def of(known: Knowledge, event: str) -> Case:
    """The one case in which an event is claimed."""
    (case,) = (each for each in known.cases if event in {told.event for told in each.timeline})
    return case


def towards_russia(known: Knowledge, host: str) -> Posture:
    (posture,) = (each for each in known.postures if (each.host, each.origin) == (host, "RU"))
    return posture


@pytest.mark.parametrize(
    ("host", "direction"),
    [
        ("KG", Direction.TOWARD),
        ("AM", Direction.AWAY),
        pytest.param(
            "RS",
            Direction.AWAY,
            marks=pytest.mark.xfail(
                strict=True, reason="the network misses that policy turned, and who put pressure"
            ),
        ),
    ],
)
def test_directions(known: Knowledge, host: str, direction: Direction) -> None:
    assert towards_russia(known, host).direction is direction


def test_the_handover_and_the_detention_stand_against_kazakhstan_where_they_are_read(
    known: Knowledge,
) -> None:
    posture = towards_russia(known, "KZ")
    assert posture.direction in (Direction.AWAY, Direction.UNCLEAR)
    read = {claim.event for claim in known.claims if claim.host == "KZ"}
    against = {matter.outcome for matter in posture.matters if matter.stance < 0}
    assert against == read & {"extradited", "detained"}


def test_every_posture_rests_on_one_source_and_says_so(known: Knowledge) -> None:
    assert {posture.sources for posture in known.postures} == {1}
    for posture in known.postures:
        assert all(len(matter.reports) == len(matter.sources) == 1 for matter in posture.matters)
        assert sum(each.reports for each in posture.attention) == 1
        assert posture.confirmed in (None, 0)


def test_missing_with_asylum_asked_for_then_found_in_custody(known: Knowledge) -> None:
    case = of(known, "disappeared")
    assert case.status("custody").code == "in_origin_custody"
    assert case.host == "KG"
    alert = next(each for each in case.alerts if each.code == "suspected_refoulement")
    assert {each.event for each in alert.claims} >= {
        "asylum_applied",
        "disappeared",
        "in_origin_custody",
    }


MISSED = pytest.mark.xfail(
    strict=True,
    reason="the network takes the taking by force for a deportation, and is sure of neither",
)


@MISSED
def test_taken_with_no_procedure(known: Knowledge) -> None:
    case = of(known, "abducted")
    assert case.host == "KG"
    assert "taken_without_procedure" in {each.code for each in case.alerts}


def test_the_digest_tells_of_the_alert_and_says_that_it_is_unreviewed(known: Knowledge) -> None:
    text = digest(
        known.cases, known.postures, known.documents, PUBLISHED, "en", claims=known.claims
    )
    assert "🔻 Kyrgyzstan" in text
    assert "not checked by a person" in text
    assert f"⚠️ {of(known, 'disappeared').person.name}: suspected" in text


@MISSED
def test_the_digest_tells_of_the_man_taken(known: Knowledge) -> None:
    text = digest(
        known.cases, known.postures, known.documents, PUBLISHED, "en", claims=known.claims
    )
    assert f"⚠️ {of(known, 'abducted').person.name}: suspected" in text
