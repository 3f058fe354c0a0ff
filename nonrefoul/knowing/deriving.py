"""Everything worked out from nothing: copies, persons, cases, postures."""

from __future__ import annotations

import datetime as dt

from nonrefoul import store
from nonrefoul.cases import cases
from nonrefoul.copies import grouped
from nonrefoul.knowing.view import Knowledge
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures
from nonrefoul.reviewing import learned, opinions, reviewed
from nonrefoul.store import Store
from nonrefoul.words import Held


def derived(from_store: Store, as_of: dt.date | None = None) -> Knowledge:
    """All that follows from what the store keeps, as told by a day; raises StoreError.

    Without `as_of` that is the day of the newest document, or today where none has a day. A case
    keeps what a document told before it was edited, and the claim's standing says so; a posture is
    of what documents say today.
    """
    headings = store.headings(from_store)
    judgements = store.in_force(store.judgements(from_store))
    read = (*store.claims(from_store), *store.edited_away(from_store))
    texts = store.documents(from_store, {each.document for each in opinions(judgements)})
    judged = learned(reviewed(read, judgements, from_store.key, texts))
    told = judged.claims
    today = tuple(each for each in told if not (each.standing and each.standing.edited_away))
    day = as_of or last_told(headings.values()) or dt.date.today()
    once = {claim.document for claim in (*read, *told)}
    copies = grouped(store.documents(from_store, once).values())
    people = persons(told, from_store.key, judgements, copies)
    return Knowledge(
        Held(headings, copies),
        told,
        judged,
        people,
        cases(people, headings, from_store.key, judgements, copies),
        postures(today, people, headings, day, copies),
    )
