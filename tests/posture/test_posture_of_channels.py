"""Posts as they are read today: every matter of every posture leads down to words in a post."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from nonrefoul import reading
from nonrefoul.copies import grouped
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures, sensitivity
from nonrefoul.words import Claim, Document, Person, Posture

DEV = Path(__file__).parents[3] / "shared" / "eval" / "dev.jsonl"

pytestmark = pytest.mark.skipif(not DEV.exists(), reason="../shared/eval is not here")


def posts() -> Iterator[Document]:
    for line in DEV.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["kind"] == "channel":
            day = dt.date.fromisoformat(record["published"]) if record["published"] else None
            # The source is left out of the file; four channels stand for it.
            source = f"канал {int(record['id'][1:]) % 4}"
            yield Document(record["id"], record["text"], published=day, source=source)


Found = tuple[dict[str, Document], list[Claim], tuple[Person, ...], tuple[Posture, ...]]


@pytest.fixture(scope="module")
def found() -> Found:
    held = {each.id: each for each in posts()}
    claims = [claim for each in reading.read(list(held.values())) for claim in each.claims]
    copies = grouped(held.values())
    people = persons(claims, b"key", (), copies)
    day = last_told(held.values()) or dt.date(2030, 1, 1)
    return held, claims, people, postures(claims, people, held, day, copies)


def test_every_matter_can_be_walked_down_to_words_that_stand_in_a_post(found: Found) -> None:
    held, claims, _, known = found
    walked = 0
    for posture in known:
        for matter in posture.matters:
            assert matter.parts
            assert {part.claim for part in matter.parts} <= set(matter.claims) <= set(claims)
            assert [claim for _, step in matter.steps for claim in step]
            for claim in matter.claims:
                assert claim.stands_in(held[claim.document])
                walked += 1
    assert walked >= len(held)


def test_what_a_matter_weighs_follows_from_what_it_says_of_itself(found: Found) -> None:
    for posture in found[3]:
        for matter in posture.matters:
            parts = sum(
                part.gravity * part.certainty * part.confidence * part.left for part in matter.parts
            )
            assert matter.weight == pytest.approx(parts * matter.forgetting)
            assert matter.reports
            assert set(matter.sources) <= {held.source for held in found[0].values()}


def test_every_posture_says_how_it_would_read_otherwise(found: Found) -> None:
    held, claims, people, known = found
    posture = max(known, key=lambda each: len(each.matters))
    variants = sensitivity(posture, claims, people, held)
    told = {source for matter in posture.matters for source in matter.sources}
    assert {each.source for each in variants if each.kind == "source"} == told
    assert all(each.matters < len(posture.matters) for each in variants if each.source)
