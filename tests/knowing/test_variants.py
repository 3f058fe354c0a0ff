"""How a posture would read otherwise is asked of what documents tell today."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from nonrefoul.knowing import variants
from nonrefoul.people import persons
from nonrefoul.posture import postures
from nonrefoul.reviewing import reviewed
from nonrefoul.words import Claim, Document, Held, Modality, Standing, SubjectKind

TEXT = "Киргизия задержала Егора Мшанникова. Киргизия задержала Ольгу Крупенич."
KEY = b"key"


def test_what_was_edited_away_counts_in_no_variant() -> None:
    told = detained("Егор Мшанников", "Киргизия задержала Егора Мшанникова")
    gone = replace(
        detained("Ольга Крупенич", "Киргизия задержала Ольгу Крупенич"),
        standing=Standing("0" * 64, edited_away=True),
    )
    document = Document("post", TEXT, "ru", dt.date(2026, 1, 1), "channel")
    held = Held({"post": document})
    people = persons([told, gone], KEY)
    (posture,) = postures([told], people, held, dt.date(2026, 1, 1))
    both = reviewed([told, gone], [], KEY, {"post": document})
    one = reviewed([told], [], KEY, {"post": document})
    assert variants(posture, both, people, held) == variants(posture, one, people, held)


def detained(subject: str, quote: str) -> Claim:
    start = TEXT.index(quote)
    end = start + len(quote)
    kind, modality = SubjectKind.PERSON, Modality.ASSERTED
    claim = Claim("post", "detained", subject, kind, modality, start, end, quote)
    return replace(claim, host="KG", origin="RU")
