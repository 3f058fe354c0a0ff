"""Every judgement, by the document whose claims it is on, taken in as they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from threading import Lock

from nonrefoul import store
from nonrefoul.people import marks_of
from nonrefoul.reviewing import opinion
from nonrefoul.store import TAKEN_BACK, Since, Store
from nonrefoul.words import Judgement

_BACK = "judgement "


class Heard:
    """What persons have judged, whoever keeps it: this desk, another one, a command.

    Nothing is ever taken out, so threads may look while another takes in.
    """

    def __init__(self, from_store: Store) -> None:
        self._store = from_store
        self._lock = Lock()
        self._made: dict[int, Judgement] = {}
        self._upto = 0
        self._on: dict[str, list[int]] = defaultdict(list)
        self._document: dict[int, str] = {}
        self._backs: dict[int, list[int]] = defaultdict(list)
        self._own: dict[str, list[int]] = defaultdict(list)
        self._about: dict[str, list[int]] = defaultdict(list)

    def catch_up(self) -> int:
        """Take in what was judged since; gives the number of the newest. Raises StoreError."""
        with self._lock:
            for each in store.judgements(self._store, after=self._upto):
                self._take(each)
                self._upto = each.number
            return self._upto

    def _take(self, made: Judgement) -> None:
        self._made[made.number] = made
        if made.verdict == TAKEN_BACK:
            what = store.taken_back(made)
            self._backs[what].append(made.number)
            document = self._document.get(what)
        else:
            said = opinion(made)
            document = said.document if said else None
            self._own[made.who].append(made.number)
            if said is None:
                self._about[made.about].append(made.number)
        if document is not None:
            self._document[made.number] = document
            self._on[document].append(made.number)

    def on(self, document: str) -> list[Judgement]:
        """The judgements in force on a document's claims, in their order."""
        made = [self._made[number] for number in [*self._on.get(document, ())]]
        return store.in_force(made)

    def every_on(self, document: str) -> list[Judgement]:
        """All judgements on a document's claims, those that take back and were taken back too."""
        return [self._made[number] for number in [*self._on.get(document, ())]]

    def root(self, made: Judgement) -> Judgement:
        """The judgement that one which takes back leads to in the end; else that itself."""
        while made.verdict == TAKEN_BACK and store.taken_back(made) in self._made:
            made = self._made[store.taken_back(made)]
        return made

    def about(self, what: str) -> Judgement | None:
        """The last judgement in force about something that is no claim."""
        made = [number for number in self._about.get(what, ()) if self.holds(number)]
        return self._made[made[-1]] if made else None

    def on_persons(self, marks: Collection[str]) -> list[Judgement]:
        """The judgements in force on who is who that are on any of these names."""
        found = []
        for about, numbers in [*self._about.items()]:
            sides = marks_of(about)
            if sides and not {*sides[0], *sides[1]}.isdisjoint(marks):
                found += [self._made[number] for number in numbers if self.holds(number)]
        return sorted(found, key=lambda made: made.number)

    def documents_since(self, number: int) -> set[str]:
        """The documents on whose claims somebody judged after the judgement of that number."""
        newer = range(number + 1, self._upto + 1)
        return {self._document[each] for each in newer if each in self._document}

    def made(self, number: int) -> Judgement | None:
        """The judgement of that number."""
        return self._made.get(number)

    def on_a_claim(self, number: int) -> bool:
        """Whether a judgement is on a claim, or takes back one that is."""
        return number in self._document

    def holds(self, number: int) -> bool:
        """Whether a judgement is in force: no other that is takes it back."""
        return not any(self.holds(each) for each in self._backs.get(number, ()))

    def last_of(self, who: str, kind: Callable[[Judgement], bool]) -> Judgement | None:
        """The last judgement of a kind that a person made and nobody took back."""
        for number in reversed(self._own.get(who, [])):
            made = self._made[number]
            if kind(made) and self.holds(number):
                return made
        return None


def on_claims(made: Judgement) -> bool:
    """Whether a judgement is on a claim."""
    return opinion(made) is not None


def on_names(made: Judgement) -> bool:
    """Whether a judgement is on who is who."""
    return marks_of(made.about) is not None


def untouched(upto: int, number: int) -> Since:
    """What somebody has seen who takes a judgement back: that nobody else has done so yet."""
    about = f"{_BACK}{number}"
    return Since(upto, lambda _root, made: made.about == about)
