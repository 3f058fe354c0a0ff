"""Claims as they stand after review, document by document, and what reviews say of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from nonrefoul.knowing.judging import Judging
from nonrefoul.knowing.news import Told
from nonrefoul.reviewing import Record, Reviewed, records, reviewed, rule_of, weighed
from nonrefoul.words import Claim, Document

Texts = Callable[[Iterable[str]], Mapping[str, Document]]

NOTHING = Reviewed(())


class Reviews:
    """What stands of each document's claims. A document in which nothing is told is not there.

    `records` are of rules, by their names; `by_claim` gives the document of each claim's id.
    """

    def __init__(self, key: bytes, texts: Texts) -> None:
        """Nothing told; `key` makes ids, `texts` gives the documents of judged claims."""
        self.parts: dict[str, Reviewed] = {}
        self.records: dict[str, Record] = {}
        self.by_claim: dict[str, str] = {}
        self._key = key
        self._texts = texts
        self._read: dict[str, tuple[Claim, ...]] = {}
        self._judged: dict[str, Reviewed] = {}
        self._by_rule: dict[str, set[str]] = defaultdict(set)

    def update(self, told: Mapping[str, Told], judging: Judging, on: Iterable[str]) -> set[str]:
        """Take documents anew, and judgements on those of `on`.

        Gives the documents in which rules' records give claims another confidence than before.
        """
        self._read.update((name, each.claims) for name, each in told.items())
        touched = {*told, *on}
        judged = {name: made for name in touched if (made := judging.on_claims_of(name))}
        texts = self._texts(judged) if judged else {}
        for name in touched:
            self._put(
                name, reviewed(self._read.get(name, ()), judged.get(name, ()), self._key, texts)
            )
        return self._learn()

    def weighed(self, document: str) -> Reviewed:
        """What stands of a document's claims, with the confidence that rules' records leave."""
        part = self.parts.get(document, NOTHING)
        return replace(part, claims=weighed(part.claims, self.records))

    def counted(self, document: str) -> bool:
        """Whether anything is told in a document, or was read there."""
        return bool(self._read.get(document)) or document in self.parts

    def _put(self, name: str, part: Reviewed) -> None:
        old = self.parts.pop(name, NOTHING)
        for claim in (*old.claims, *old.rejected):
            self.by_claim.pop(claim.id, None)
        for rule in {rule_of(claim) for claim in old.claims}:
            self._by_rule[rule].discard(name)
        for rule in {rule_of(claim) for claim in part.claims}:
            self._by_rule[rule].add(name)
        self.by_claim.update((claim.id, name) for claim in (*part.claims, *part.rejected))
        self._judged.pop(name, None)
        if part != NOTHING:
            self.parts[name] = part
            if any(claim.review for claim in (*part.claims, *part.rejected)):
                self._judged[name] = part

    def _learn(self) -> set[str]:
        """Count anew what reviews say of rules; gives the documents in which that changes any."""
        before, self.records = self.records, records(joined(self._judged, sorted(self._judged)))
        differ = {e for e in {*before, *self.records} if before.get(e) != self.records.get(e)}
        return {name for rule in differ for name in self._by_rule.get(rule, ())}


def joined(parts: Mapping[str, Reviewed], names: Iterable[str]) -> Reviewed:
    """The reviewed claims of documents together, in the order of their names."""
    order = [parts[name] for name in names]
    return Reviewed(
        tuple(each for part in order for each in part.claims),
        tuple(each for part in order for each in part.rejected),
        {name: each for part in order for name, each in part.read.items()},
        {name: each for part in order for name, each in part.opinions.items()},
        tuple(each for part in order for each in part.moot),
        frozenset(name for part in order for name in part.unread),
    )
