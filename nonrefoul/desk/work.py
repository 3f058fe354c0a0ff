"""What waits for reviewers, in order, and one document's claims as they stand this moment."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from nonrefoul import store
from nonrefoul.desk.heard import Heard
from nonrefoul.knowing import Known, View
from nonrefoul.reviewing import Opinion, Reviewed, opinions, ordered, reviewed, rule_of
from nonrefoul.store import Gone, Store
from nonrefoul.words import Claim, Document, ReviewVerdict

BY_TWO = "reviewing"  # what a judgement is about that says by how many each claim is judged
TWO, ONE = "by two", "by one"
ENOUGH = 2
_FRESH_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose queue it is, and whether the organisation wants each claim judged by two."""

    who: str
    two: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """How a claim stands: whether it is settled, by whom it was judged, whether it is read now."""

    settled: bool
    by: frozenset[str]
    read: bool

    def waits(self, reader: Reader) -> bool:
        """Whether it waits for a person. What somebody added no second has to judge."""
        if reader.who in self.by:
            return False
        return not self.settled or (reader.two and self.read and 0 < len(self.by) < ENOUGH)


@dataclass(frozen=True, slots=True)
class Line:
    """A claim in the queue: where it is, by what it is filtered, how grave what rests on it is.

    `stand` is how it stood when the queue was put in order.
    """

    claim: str
    document: str
    state: str | None
    event: str
    rule: str
    severity: int
    stand: Stand


@dataclass(frozen=True, slots=True)
class Filters:
    """Which claims a person wants to see; blank for all."""

    state: str = ""
    event: str = ""
    rule: str = ""

    def fit(self, host: str | None, event: str, rule: str) -> bool:
        """Whether a claim is among them; `-` asks for those without a host state."""
        state = host or "-"
        asked = (self.state or state, self.event or event, self.rule or rule)
        return asked == (state, event, rule)


@dataclass(frozen=True, slots=True)
class Kinds:
    """By what the claims can be filtered: states (`-` for none), events, rules; often met first."""

    states: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """All claims of a view, the most urgent first.

    `rests` says of each how grave an alert is that rests on it, and in which case it is; `upto` is
    the number of the last judgement that the view has heard.
    """

    of: View
    lines: tuple[Line, ...]
    kinds: Kinds
    rests: Mapping[str, tuple[int, str | None]]
    upto: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document and its claims, as of the judgement of the number `upto`.

    `versions` are its texts by their digest, the newest last.
    """

    versions: dict[str, Document]
    reviewed: Reviewed
    upto: int

    @property
    def digest(self) -> str:
        """The newest version's digest."""
        return [*self.versions][-1]

    @property
    def document(self) -> Document:
        """The newest version."""
        return self.versions[self.digest]

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims, rejected ones too, in the order of the text."""
        every = (*self.reviewed.claims, *self.reviewed.rejected)
        return tuple(sorted(every, key=_place))

    def said(self, claim: str) -> tuple[Opinion, ...]:
        """What persons say of a claim: each one's last word."""
        return tuple(self.reviewed.opinions.get(claim, ()))

    def text_of(self, claim: Claim) -> Document:
        """The version of the document that a claim's words stand in."""
        its = claim.standing.version if claim.standing else self.digest
        return self.versions.get(its, self.document)


class Work:
    """The queue and the documents in it.

    The order is worked out now and then, and not with every judgement: what was judged since is
    passed over, so nothing that is settled is given to anybody, and nothing jumps about.
    """

    def __init__(self, from_store: Store, known: Known) -> None:
        self._store = from_store
        self._known = known
        self.heard = Heard(from_store)
        self._lock = Lock()
        self._order: Order | None = None
        self._upto = 0
        self._since: dict[str, dict[str, Stand]] = {}
        self._refreshed = time.monotonic()

    def sheet(self, document: str) -> Sheet | None:
        """A document's claims at this moment; None where no such document is kept."""
        upto = self.heard.catch_up()
        versions = dict(store.versions(self._store, document))
        if not versions:
            return None
        newest = [*versions.values()][-1]
        ids: tuple[set[str], dict[str, Gone]] = ({document}, {})
        read = (*store.claims(self._store, *ids), *store.edited_away(self._store, *ids))
        told, key, texts = self.heard.on(document), self._store.key, {document: newest}
        return Sheet(versions, reviewed(read, told, key, texts, self._beside(document)), upto)

    def _beside(self, document: str) -> dict[str, list[Opinion]]:
        """What persons say of claims in copies of a document, as far as these are known."""
        others = self._known.documents.copies.others(document)
        return {document: opinions(made for each in others for made in self.heard.on(each))}

    def two(self) -> bool:
        """Whether the organisation wants each claim judged by two on their own."""
        self.heard.catch_up()
        said = self.heard.about(BY_TWO)
        return said is not None and said.verdict == TWO

    def order(self) -> Order:
        """All claims in order; where they were never put in order yet, that is done now."""
        with self._lock:
            if self._order is None:
                self._order = arranged(self._known.now)
                self._upto = self._order.upto
            self._bring_up_to_date()
            return self._order

    def _bring_up_to_date(self) -> None:
        """Look again at the documents on whose claims somebody judged since, and their copies."""
        upto = self.heard.catch_up()
        copies = self._known.documents.copies
        judged = self.heard.documents_since(self._upto)
        for document in {each: None for one in judged for each in (one, *copies.others(one))}:
            sheet = self.sheet(document)
            if sheet:
                self._since[document] = {e.id: stand(e, sheet.reviewed) for e in sheet.claims}
        self._upto = upto

    def waiting(self, reader: Reader, filters: Filters) -> Iterator[Line]:
        """What waits for a person, the most urgent first."""
        for line in self.order().lines:
            if filters.fit(line.state, line.event, line.rule) and self._waits(line, reader):
                yield line

    def _waits(self, line: Line, reader: Reader) -> bool:
        since = self._since.get(line.document)
        stands = line.stand if since is None else since.get(line.claim)
        return stands is not None and stands.waits(reader)

    def refresh(self) -> None:
        """Bring all that is known up to date, and the order anew, unless that was done just now.

        Pages that show what is known bring it up to date themselves; this is for who goes on
        reviewing, so that the queue comes to know what was added meanwhile. It is called when a
        page has been sent, so that nobody waits for it.
        """
        if time.monotonic() - self._refreshed < _FRESH_SECONDS:
            return
        self._refreshed = time.monotonic()
        self._known.refresh()
        view = self._known.now
        if self._order is None or view is not self._order.of:
            order = arranged(view)
            with self._lock:
                self._order, self._upto, self._since = order, order.upto, {}

    def current(self) -> tuple[View, int]:
        """All that is known now, and the number of the last judgement in it."""
        self.heard.catch_up()
        self._known.refresh()
        view = self._known.now
        return view, _seen_by(view)


def arranged(view: View) -> Order:
    """All claims of a view in order."""
    lines = tuple(_lines(view))
    cases = {claim.id: case.id for case in view.cases for claim in case.timeline}
    rests = {each.claim: (each.severity, cases.get(each.claim)) for each in lines}
    return Order(view, lines, _kinds(lines), rests, _seen_by(view))


def _lines(view: View) -> Iterator[Line]:
    found = view.every_reviewed
    for each in ordered(found, view.cases, view.postures, view.documents):
        claim = each.claim
        rule = rule_of(found.read.get(claim.id, claim))
        place = (claim.id, claim.document, claim.host, claim.event)
        yield Line(*place, rule, each.severity, stand(claim, found))


def _kinds(lines: Iterable[Line]) -> Kinds:
    told = [(each.state or "-", each.event, each.rule) for each in lines]
    counts = (Counter(column) for column in zip(*told, strict=True))
    return Kinds(*(tuple(each for each, _ in count.most_common()) for count in counts))


def stand(claim: Claim, found: Reviewed) -> Stand:
    """How a claim stands among those of its document, or of all."""
    by = frozenset(each.judgement.who for each in found.opinions.get(claim.id, ()))
    rejected = claim.review is not None and claim.review.verdict is ReviewVerdict.REJECTED
    return Stand(claim.checked or rejected, by, claim.id not in found.unread)


def _seen_by(view: View) -> int:
    """The number of the last judgement that a view has heard."""
    return view.judgements[-1].number if view.judgements else 0


def _place(claim: Claim) -> tuple[bool, int, int, str]:
    return (claim.edited_away, claim.start, claim.end, claim.id)
