"""The index of the search as the desk keeps it: brought up to date beside the pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from nonrefoul.errors import NonrefoulError
from nonrefoul.searching import Choices, Index, bring_up, choices, lacking
from nonrefoul.store import Store

# A page waits so many seconds for what came in to be searchable; then it says what is left.
PATIENCE = 1.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How many documents are in the index of those that are to be put in."""

    done: int
    total: int


class Searching:
    """One store's index. Several threads may ask; one at a time brings it up to date."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._index: Index | None = None
        self._filling: threading.Thread | None = None
        self._progress = Progress(0, 0)
        self._trouble: NonrefoulError | None = None
        self._choices: Choices | None = None

    @property
    def index(self) -> Index:
        """The index, opened once it is needed; raises StoreError."""
        with self._lock:
            if self._index is None:
                self._index = Index(self._store)
            return self._index

    def bring_up(self, seconds: float = PATIENCE) -> Progress | None:
        """Have what came in put into the index, and wait so long for it.

        Gives how far that has come where it is not done. Raises StoreError, ReviewError.
        """
        index = self.index
        if not lacking(index):
            return None
        with self._lock:
            filling = self._filling
            if filling is None or not filling.is_alive():
                self._trouble, self._progress = None, Progress(0, 0)
                filling = threading.Thread(target=self._fill, args=(index,), daemon=True)
                self._filling = filling
                filling.start()
        filling.join(seconds)
        if self._trouble:
            raise self._trouble
        return self._progress if filling.is_alive() else None

    def choices(self) -> Choices:
        """What may be asked for; raises StoreError."""
        found = self._choices
        if found is None:
            found = self._choices = choices(self.index)
        return found

    def _fill(self, index: Index) -> None:
        try:
            bring_up(index, self._note)
        except NonrefoulError as error:
            self._trouble = error
        finally:
            self._choices = None
            index.close()

    def _note(self, done: int, total: int) -> None:
        self._progress = Progress(done, total)
