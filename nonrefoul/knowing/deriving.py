"""Everything worked out from nothing: copies, persons, cases, postures."""

from __future__ import annotations

import datetime as dt

from nonrefoul import store
from nonrefoul.cases import cases
from nonrefoul.copies import grouped
from nonrefoul.knowing.view import Knowledge
from nonrefoul.people import persons
from nonrefoul.posture import last_told, postures
from nonrefoul.store import Store
from nonrefoul.words import Held


def derived(from_store: Store, as_of: dt.date | None = None) -> Knowledge:
    """All that follows from what the store keeps, as told by a day; raises StoreError.

    Without `as_of` that is the day of the newest document, or today where none has a day. A case
    keeps what a document told before it was edited, and the claim's standing says so; a posture is
    of what documents say today.
    """
    headings = store.headings(from_store)
    claims = tuple(store.claims(from_store))
    once = (*claims, *store.edited_away(from_store))
    day = as_of or last_told(headings.values()) or dt.date.today()
    copies = grouped(store.documents(from_store, {claim.document for claim in once}).values())
    judgements = store.in_force(store.judgements(from_store))
    people = persons(once, from_store.key, judgements, copies)
    return Knowledge(
        Held(headings, copies),
        once,
        people,
        cases(people, headings, from_store.key, judgements, copies),
        postures(claims, people, headings, day, copies),
    )
