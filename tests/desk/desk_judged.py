"""The samples as they look after some work: judged by two, names joined, an alert set aside.

One document was edited, one copied by another channel, of one a clock runs out soon and of one it
has; one search has a feed, and one source that is followed fails.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from desk_fixtures import DAY, recorded

from nonrefoul import store
from nonrefoul.cases import dismissal
from nonrefoul.knowing import Known
from nonrefoul.people import SAME
from nonrefoul.people import about as about_names
from nonrefoul.pipeline import add
from nonrefoul.reviewing import about, confirmed, corrected, correction, rejected
from nonrefoul.samples import POSTS
from nonrefoul.store import Source, Store
from nonrefoul.store.saved import feed, save
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

VERA, OLEG = "Вера", "Олег"
SOON, PAST = "Милан Верескович", "Гордей Навруцкий"
ECHO = "Канал «Эхо выдумки»"


def worked_on(into: Store, folder: Path) -> None:
    """Do all that to a database that holds the samples."""
    file = folder / "more.jsonl"
    more = (*_changed(), _certified("dated-1", SOON, 80), _certified("dated-2", PAST, 110))
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in more), "utf-8")
    add([str(file)], into, reader=_reader)
    _judge(into)
    _follow(into)
    number = save(into, "Тростенцов", {"q": "тростенцов", "host": "KG"})
    feed(into, number, "en", titles=True, texts=False)


def _changed() -> list[dict[str, object]]:
    """A sample as it was edited, and another as somebody else copied it."""
    posts = [json.loads(each) for each in POSTS.read_text(encoding="utf-8").splitlines()]
    edited, copied = posts[1], posts[2]
    edited = {**edited, "text": edited["text"].partition(" Друзья")[0] + "\nИсправлено."}
    return [edited, {**copied, "id": "echo/1", "source": ECHO, "published": "2025-11-30"}]


def _certified(name: str, whom: str, ago: int) -> dict[str, object]:
    day = DAY - dt.timedelta(days=ago)
    text = f"Казахстан выдал свидетельство лица, ищущего убежище, активисту {whom}."
    return {"id": name, "text": text, "lang": "ru", "published": day.isoformat(), "source": ECHO}


def _reader(documents: Sequence[Document]) -> list[Reading]:
    """The claims of the samples where their words still stand, and the certificates."""
    told = {each.document: each.claims for each in recorded([*documents])}
    originals = {"echo/1": "sample-03"}
    found = []
    for document in documents:
        of = originals.get(document.id)
        claims = recorded([replace(document, id=of)])[0].claims if of else told[document.id]
        own = [replace(each, document=document.id) for each in claims]
        if document.id.startswith("dated-"):
            own = [_certificate(document)]
        standing = tuple(each for each in own if each.stands_in(document))
        found.append(Reading(document.id, "ru", read=True, claims=standing))
    return found


def _certificate(document: Document) -> Claim:
    day = document.published.isoformat() if document.published else None
    quote = document.text.rstrip(".")
    whom = SOON if SOON in quote else PAST
    return Claim(
        document=document.id,
        event="asylum_seeker_certified",
        subject=whom,
        subject_kind=SubjectKind.PERSON,
        modality=Modality.ASSERTED,
        start=0,
        end=len(quote),
        quote=quote,
        host="KZ",
        origin="RU",
        date=day,
        rule="seeker-paper",
        confidence=0.97,
    )


def _judge(into: Store) -> None:
    view = Known(into).now
    samples = sorted(name for name in view.parts if name.startswith("sample-"))
    claims = [each for name in samples for each in view.claims_of(name)]
    for place, claim in enumerate(claims[:24]):
        said = rejected(claim) if place % 6 == 5 else confirmed(claim)
        store.decide(into, about(claim.id), said, VERA, "не о том" if place % 6 == 5 else None)
        if place % 3 == 0:
            second = rejected(claim) if place % 9 == 0 else confirmed(claim)
            store.decide(into, about(claim.id), second, OLEG)
    text = Known(into).document(claims[24].document)
    assert text is not None
    changed = correction(claims[24], text, {"host": "UZ"})
    store.decide(into, about(claims[24].id), corrected(claims[24], changed), VERA)
    one, other = (next(p for p in view.persons if p.name == n) for n in ("Егор Мшанников", PAST))
    store.decide(into, about_names(one.marks, other.marks), SAME, OLEG, "так сказал адвокат")
    alert = Known(into).now.alerts[-1]
    store.decide(into, alert.id, dismissal(alert), VERA, "Адвокат говорит, что он на свободе.")


def _follow(into: Store) -> None:
    now = dt.datetime(2025, 11, 30, 8, tzinfo=dt.UTC)
    for name, failed in (("https://example.org/feed.xml", None), ("https://example.com/", now)):
        store.follow(into, [Source(name, False, now)])
        said = "there is no such page (404); check the address" if failed else None
        seen = Source(name, False, now, now, now, 30, failing_since=failed, failure=said)
        store.note(into, seen)
