"""Who does what to whom around a word: clauses and grammatical roles, read off the tree."""

from __future__ import annotations

from collections.abc import Iterator

from nonrefoul.reading.morphology import parses
from nonrefoul.reading.tokens import Sentence, Token

# Relations that open a clause of their own, where the word is a verb or has a subject.
_OPENS = {"root", "parataxis", "advcl", "ccomp", "csubj", "acl:relcl", "conj"}
_ABOUT = {"о", "об", "обо", "против", "над", "на", "с", "со", "за", "по", "для", "от", "к", "в"}


class Tree:
    """A sentence with its tree at hand: children, clauses, roles."""

    def __init__(self, sentence: Sentence) -> None:
        """Index the children of every token and the clause it belongs to."""
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                self.children[token.head].append(token)
        self._clause: dict[int, int] = {}

    def opens_clause(self, token: Token) -> bool:
        """Whether a token is the head of a clause."""
        if token.rel == "root" or token.head < 0:
            return True
        if token.rel not in _OPENS:
            return False
        predicate = token.pos in ("VERB", "AUX") or short(token)
        return predicate or any(
            child.rel.startswith("nsubj") for child in self.children[token.index]
        )

    def clause(self, token: Token) -> Token:
        """The head of the clause that a token belongs to."""
        at = token
        while not self.opens_clause(at):
            at = self.tokens[at.head]
        return at

    def scope(self, token: Token) -> list[Token]:
        """The tokens of a token's clause, in order."""
        head = self.clause(token)
        return sorted(self._walk(head), key=lambda found: found.index)

    def _walk(self, head: Token) -> Iterator[Token]:
        stack = [head]
        while stack:
            token = stack.pop()
            yield token
            stack.extend(
                child for child in self.children[token.index] if not self.opens_clause(child)
            )

    def subtree(self, token: Token) -> list[Token]:
        """A token and all below it, in order."""
        found, stack = [], [token]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(self.children[at.index])
        return sorted(found, key=lambda each: each.index)

    def preposition(self, token: Token) -> str | None:
        """The preposition that governs a noun, or None."""
        for child in self.children[token.index]:
            if child.rel in ("case", "fixed") and child.pos == "ADP":
                return child.lemma
        return None

    def objects(self, token: Token) -> list[Token]:
        """The words for what a verb, participle or noun of action acts on."""
        below = self.children[token.index]
        if token.pos == "VERB" or short(token) or token.rel == "acl":
            if passive(token):
                found = [child for child in below if child.rel.startswith("nsubj")]
                if not found and token.rel in ("acl", "amod") and token.head >= 0:
                    found = [self.tokens[token.head]]
                return found or self._shared(token, "nsubj")
            found = [child for child in below if self._acted_on(token, child)]
            return found or self._shared_objects(token)
        if token.pos == "ADJ" and token.rel == "amod" and token.head >= 0:
            return [self.tokens[token.head]]
        owned = [
            child
            for child in below
            if child.rel.startswith("nmod")
            and not self.preposition(child)
            and child.feats.get("Case", "Gen") in ("Gen", "Acc", "Nom")
        ]
        # The parser hangs far genitives on the first noun; what stands next to it is its own.
        return owned[:1]

    def _acted_on(self, verb: Token, child: Token) -> bool:
        """Whether a word is what an active verb acts on, also where the models mistake its case."""
        if child.rel == "obj":
            return True
        if self.preposition(child) or child.pos not in ("NOUN", "PROPN", "PRON", "ADJ"):
            return False
        case = child.feats.get("Case")
        if child.rel in ("obl", "iobj") and case == "Acc":
            return True
        if child.rel == "nsubj":
            plural = verb.feats.get("Number") == "Plur"
            alone = child.feats.get("Number") == "Sing" and not any(
                each.rel == "conj" for each in self.children[child.index]
            )
            return case in ("Gen", "Acc", "Dat") or (plural and alone)
        return child.rel == "iobj" and case == "Dat" and not _may_be(child, "datv")

    def _shared_objects(self, token: Token) -> list[Token]:
        """What a verb acts on where it stands with a verb that governs it or is joined to it."""
        if not _may_be(token, "tran"):
            return []
        if token.rel in ("xcomp", "conj") and token.head >= 0:
            head = self.tokens[token.head]
            if head.pos == "VERB" and not passive(head):
                found = [each for each in self.children[head.index] if self._acted_on(head, each)]
                if found:
                    return found
        return [
            each
            for other in self.children[token.index]
            if other.rel == "conj" and other.pos == "VERB" and not passive(other)
            for each in self.children[other.index]
            if each.index < token.index and self._acted_on(other, each)
        ]

    def agents(self, token: Token) -> list[Token]:
        """The words for who acts: subject of the active, instrumental of the passive or noun."""
        below = self.children[token.index]
        if token.pos == "VERB" or short(token):
            if passive(token):
                return [
                    child
                    for child in below
                    if child.rel in ("obl", "obl:agent", "iobj")
                    and child.feats.get("Case") == "Ins"
                    and not self.preposition(child)
                ]
            found = [child for child in below if child.rel.startswith("nsubj")]
            if not found and token.rel == "acl" and token.head >= 0:
                found = [self.tokens[token.head]]
            return found or self._shared(token, "nsubj")
        return [child for child in below if child.feats.get("Case") == "Ins"]

    def recipients(self, token: Token) -> list[Token]:
        """The words in the dative without a preposition: to whom."""
        return [
            child
            for child in self.children[token.index]
            if child.feats.get("Case") == "Dat"
            and not self.preposition(child)
            and child.rel in ("iobj", "obl", "nmod", "obj", "nsubj")
        ]

    def owners(self, token: Token) -> list[Token]:
        """The words after «у», and genitives under the things acted on: whose."""
        found = [child for child in self.children[token.index] if self.preposition(child) == "у"]
        for thing in [*self.objects(token), *self.agents(token)]:
            found += [
                child
                for child in self.children[thing.index]
                if child.rel.startswith("nmod") and child.feats.get("Case") == "Gen"
            ]
        return found

    def about(self, token: Token) -> list[Token]:
        """The words that a preposition such as «о», «против», «в отношении» ties to a word."""
        found = []
        for child in self.children[token.index]:
            preposition = self.preposition(child)
            if preposition in _ABOUT and child.rel in ("obl", "nmod", "iobj"):
                found.append(child)
            if child.lemma in ("отношение", "адрес") and preposition in ("в", "по"):
                found += [each for each in self.children[child.index] if each.rel == "nmod"]
        return found

    def _shared(self, token: Token, rel: str) -> list[Token]:
        """The subject that a verb takes over from the verb it is joined to or depends on."""
        at = token
        while at.rel in ("conj", "xcomp", "advcl") and at.head >= 0:
            at = self.tokens[at.head]
            if at.pos not in ("VERB", "ADJ", "AUX"):
                break
            found = [child for child in self.children[at.index] if child.rel.startswith(rel)]
            if found:
                return found
        return []


def _may_be(token: Token, grammeme: str) -> bool:
    return any(grammeme in parse.tag for parse in parses(token.text))


def short(token: Token) -> bool:
    """Whether a word is a short participle or adjective used as a predicate."""
    return token.feats.get("Variant") == "Short"


def passive(token: Token) -> bool:
    """Whether a verb form is passive."""
    return token.feats.get("Voice") == "Pass"
