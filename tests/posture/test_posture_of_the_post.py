"""The real post's gold claims give the directions that its author gives the states."""

import datetime as dt
import json
from pathlib import Path

import pytest
from posture_builders import persons

from nonrefoul.posture import postures
from nonrefoul.words import Claim, Direction, Document, Posture

GOLD = Path(__file__).parents[3] / "shared" / "posts" / "0001.gold.jsonl"
PUBLISHED = dt.date(2023, 11, 3)

pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="../shared/posts is not here")


@pytest.fixture(scope="module")
def found() -> dict[str, Posture]:
    record = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])
    claims = [Claim.from_json(each | {"document": record["id"]}) for each in record["claims"]]
    held = {record["id"]: Document(record["id"], record["text"], published=PUBLISHED)}
    return {each.host: each for each in postures(claims, persons(claims), held, PUBLISHED)}


def test_directions(found: dict[str, Posture]) -> None:
    assert found["KG"].direction is Direction.TOWARD
    assert found["AM"].direction is Direction.AWAY
    assert found["RS"].direction is Direction.AWAY
    assert found["KZ"].direction in (Direction.AWAY, Direction.UNCLEAR)


def test_the_handover_and_the_detention_stand_against_kazakhstan(
    found: dict[str, Posture],
) -> None:
    against = {matter.outcome for matter in found["KZ"].matters if matter.stance < 0}
    assert against == {"extradited", "detained"}
    assert found["KZ"].people.balance.mean > found["KZ"].policy.balance.mean


def test_all_rest_on_one_source_and_on_words_of_the_post(found: dict[str, Posture]) -> None:
    text = json.loads(GOLD.read_text(encoding="utf-8").splitlines()[0])["text"]
    for posture in found.values():
        assert posture.sources == 1
        for matter in posture.matters:
            assert all(text[each.start : each.end] == each.quote for each in matter.claims)
