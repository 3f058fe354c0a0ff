"""Claims as they stand after review, document by document, and what reviews say of rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from nonrefoul.knowing.judging import Judging
from nonrefoul.knowing.news import Told
from nonrefoul.reviewing import Record, Reviewed, opinions, records, reviewed, rule_of, weighed
from nonrefoul.words import Claim, Copies, Document, Judgement

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
        self._heads: dict[str, str] = {}
        self._copies: dict[str, set[str]] = defaultdict(set)  # the others of a head
        self._shared: set[str] = set()  # on whose claims judgements on copies' claims hold

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

    def share(
        self, copies: Copies, moved: Iterable[str], touched: Iterable[str], judging: Judging
    ) -> tuple[set[str], set[str]]:
        """Have judgements on a claim hold in all copies of its report.

        `moved` are the documents with another head than before, `touched` those taken anew, or on
        whose claims other judgements hold. Gives the documents in which claims stand otherwise by
        this, and those with another confidence.
        """
        heads = {self._heads.get(name, name) for name in (*moved, *touched)}
        for name in moved:
            self._move(name, copies)
        heads |= {self._heads.get(name, name) for name in (*moved, *touched)}
        groups = {head: {head, *self._copies.get(head, ())} for head in heads}
        judged = {
            head: {each: made for each in group if (made := judging.on_claims_of(each))}
            for head, group in groups.items()
        }
        names = {name for head, group in groups.items() if judged[head] for name in group}
        names |= self._shared.intersection({*moved, *touched}.union(*groups.values()))
        again = {name for name in names if self._share(name, judged, judging)}
        return again, self._learn() if again else set()

    def _move(self, name: str, copies: Copies) -> None:
        old, head = self._heads.pop(name, None), copies.heads.get(name)
        if old is not None:
            self._copies[old].discard(name)
        if head is not None and head != name:
            self._heads[name] = head
            self._copies[head].add(name)

    def _share(
        self, name: str, judged: Mapping[str, Mapping[str, list[Judgement]]], judging: Judging
    ) -> bool:
        """Lay judgements on copies' claims over a document's; whether any are or were there."""
        group = judged.get(self._heads.get(name, name), {})
        others = opinions(made for each, own in group.items() if each != name for made in own)
        if not others and name not in self._shared:
            return False
        (self._shared.add if others else self._shared.discard)(name)
        own, read = judging.on_claims_of(name), self._read.get(name, ())
        self._put(name, reviewed(read, own, self._key, self._texts([name]), {name: others}))
        return True

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
