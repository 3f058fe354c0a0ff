"""How certain: whether an event is stated, somebody's word, hedged, ahead, not so, or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.frames import Words, words
from nonrefoul.reading.tokens import Token
from nonrefoul.rules import RULES, Rule, load
from nonrefoul.words import Modality


class Markers(Rule):
    """The words by which a language marks modality."""

    negators: tuple[str, ...]
    averting: tuple[str, ...]
    ahead: tuple[str, ...]
    hedges: tuple[str, ...]
    reporting: tuple[str, ...]
    according: tuple[str, ...]
    denying: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certainty:
    """The modality of an event, and whose word it is where the document says."""

    modality: Modality
    attribution: str | None = None


@cache
def markers() -> dict[str, Words]:
    """The markers of Russian, ready to be found."""
    found = load(RULES / "modality" / "ru.yml", Markers)
    return {name: words(getattr(found, name)) for name in Markers.model_fields}


def certainty(tree: Tree, trigger: Token, helps: Sequence[Token] = ()) -> Certainty:
    """Work out how certain the event at a trigger is; `helps` are the rule's other words."""
    chain = list(_governors(tree, trigger))
    attribution = _source(tree, chain)
    if any(_is(tree, token, "denying") for token in chain[1:]):
        return Certainty(Modality.DENIED, attribution)
    if _negated(tree, chain, helps):
        return Certainty(Modality.NEGATED, attribution)
    ahead = _ahead(tree, chain)
    if ahead:
        return Certainty(ahead, attribution)
    if _hedged(tree, chain):
        return Certainty(Modality.SUSPECTED, attribution)
    if attribution is not None:
        return Certainty(Modality.REPORTED, attribution or None)
    return Certainty(Modality.ASSERTED)


def _is(tree: Tree, token: Token, marker: str) -> bool:
    return bool(markers()[marker].find(tree.tokens, token.index))


def _governors(tree: Tree, trigger: Token) -> Iterator[Token]:
    """The trigger and what governs it, up to the root; a clause beside it does not govern it."""
    at = trigger
    yield at
    while at.head >= 0:
        if (
            at.rel in ("conj", "parataxis", "acl", "acl:relcl", "advcl", "appos")
            and at is not trigger
        ):
            if at.rel in ("acl", "acl:relcl", "advcl", "appos", "parataxis"):
                return
            at = tree.tokens[at.head]
            if at.rel == "conj":
                continue
            if at.rel in ("xcomp", "ccomp") and at.head >= 0:
                at = tree.tokens[at.head]
                yield at
            continue
        if at.rel in ("acl", "acl:relcl", "advcl", "parataxis", "appos"):
            return
        at = tree.tokens[at.head]
        yield at


def _negated(tree: Tree, chain: Sequence[Token], helps: Sequence[Token]) -> bool:
    for place, token in enumerate(chain):
        below = tree.children[token.index]
        if any(child.lemma in ("не", "нет", "ни") and child.index < token.index for child in below):
            return not _double(tree, token, chain)
        if place and token.lemma == "нет":
            return True
        if place and _is(tree, token, "averting"):
            return True
        if place and tree.opens_clause(token) and token.rel != "root":
            break
        if place and tree.opens_clause(chain[0]):
            break
    return any(
        child.lemma in ("не", "без", "нет")
        for token in helps
        for child in tree.children[token.index]
        if child.index < token.index
    )


def _double(tree: Tree, token: Token, chain: Sequence[Token]) -> bool:
    """Whether the «не» denies only part: «не только», «не раз», «не просто»."""
    after = tree.tokens[token.index - 1] if token.index else token
    return after.lemma in ("только", "просто", "раз", "впервые")


def _ahead(tree: Tree, chain: Sequence[Token]) -> Modality | None:
    trigger = chain[0]
    if _future(tree, trigger):
        return Modality.EXPECTED
    for child in tree.children[trigger.index]:
        if child.rel in ("mark", "aux") and child.lemma in ("если", "чтобы", "бы"):
            return Modality.EXPECTED
    for governor in chain[1:]:
        if _is(tree, governor, "ahead"):
            past = governor.feats.get("Tense") == "Past" and governor.lemma == "мочь"
            return Modality.SUSPECTED if past else Modality.EXPECTED
        if tree.opens_clause(governor) and governor.rel != "root" and governor.pos == "VERB":
            break
        if _is(tree, governor, "reporting"):
            break
        if _future(tree, governor):
            return Modality.EXPECTED
    return None


def _future(tree: Tree, token: Token) -> bool:
    if token.feats.get("Tense") == "Fut":
        return True
    perfective_present = (
        token.pos == "VERB"
        and token.feats.get("Aspect") == "Perf"
        and token.feats.get("Tense") in ("Pres", "Fut")
        and token.feats.get("VerbForm") == "Fin"
    )
    auxiliary = any(
        child.lemma == "быть" and child.feats.get("Tense") == "Fut"
        for child in tree.children[token.index]
    )
    return perfective_present or auxiliary


def _hedged(tree: Tree, chain: Sequence[Token]) -> bool:
    for token in chain:
        if token is not chain[0] and _is(tree, token, "hedges"):
            return True
        if any(
            _is(tree, child, "hedges")
            for child in tree.children[token.index]
            if child.rel in ("advmod", "parataxis", "amod", "discourse", "mark")
        ):
            return True
        if tree.opens_clause(token):
            break
    return False


def _source(tree: Tree, chain: Sequence[Token]) -> str | None:
    """Whose word it is: a name, "" where somebody unnamed says so, None where nobody does."""
    for token in chain[1:]:
        if _is(tree, token, "reporting") and token.pos == "VERB":
            return _speaker(tree, token)
    head = tree.clause(chain[0])
    for token in [head, *chain]:
        for child in tree.children[token.index]:
            if child.rel == "parataxis" and _is(tree, child, "reporting"):
                return _speaker(tree, child)
            if tree.preposition(child) in ("по", "согласно") and child.lemma in _SAID:
                below = [each for each in tree.children[child.index] if each.rel == "nmod"]
                return _text(tree, below[0]) if below else ""
    return None


_SAID = {
    "слово",
    "данные",
    "информация",
    "сведение",
    "утверждение",
    "сообщение",
    "версия",
    "мнение",
}


def _speaker(tree: Tree, verb: Token) -> str:
    for child in tree.children[verb.index]:
        if child.rel.startswith("nsubj"):
            return _text(tree, child)
    return ""


def _text(tree: Tree, token: Token) -> str:
    phrase = [each for each in tree.subtree(token) if tree.clause(each) is tree.clause(token)][:8]
    parts = [
        (" " if at and each.start > phrase[at - 1].stop else "") + each.text
        for at, each in enumerate(phrase)
    ]
    return "".join(parts).strip(" ,.;:")
