"""Cases: one for each person and host state, with timeline, statuses, clocks and alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nonrefoul.cases.book import Beside, Book
from nonrefoul.words import Case, Copies, Headed, Judgement, Person


def cases(
    persons: Sequence[Person],
    documents: Mapping[str, Headed],
    key: bytes,
    judgements: Sequence[Judgement] = (),
    copies: Copies | None = None,
) -> tuple[Case, ...]:
    """The cases of the persons, in order of host state and id.

    `documents` give the day on which an undated claim was told; one that is missing there tells
    no day. `key` is the secret from which ids are made. `judgements` are those in force; an alert
    that one of them dismissed stands among the case's dismissed ones, whatever `copies` of its
    reports came since. Claims without a host state
    join the person's only one; a person with several, or none, has a case without a host for them.
    """
    book = Book(key)
    beside = Beside(documents, judgements, copies or Copies())
    book.update({person.id: person for person in persons}, (), beside)
    return tuple(sorted(book.by_id.values(), key=lambda case: (case.host or "", case.id)))
