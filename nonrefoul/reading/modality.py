"""How certain: whether an event is stated, somebody's word, hedged, ahead, not so, or denied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.frames import Words, words
from nonrefoul.reading.morphology import parses
from nonrefoul.reading.phrases import describe
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
    """The modality of an event, and whose word it is where the document says.

    `marker` is the word that made it negated, denied or ahead.
    """

    modality: Modality
    attribution: str | None = None
    marker: Token | None = None


Chain = Sequence[tuple[Token, str]]


@cache
def markers() -> dict[str, Words]:
    """The markers of Russian, ready to be found."""
    found = load(RULES / "modality" / "ru.yml", Markers)
    return {name: words(getattr(found, name)) for name in Markers.model_fields}


def certainty(tree: Tree, trigger: Token, helps: Sequence[Token] = ()) -> Certainty:
    """Work out how certain the event at a trigger is; `helps` are the rule's other words."""
    chain = list(_governors(tree, trigger))
    attribution = _source(tree, chain)
    denying = next((token for token, _ in chain[1:] if _is(tree, token, "denying")), None)
    denying = denying or _denied_below(tree, trigger, helps)
    if denying:
        return Certainty(Modality.DENIED, attribution, denying)
    negator = _negator(tree, chain, helps)
    if negator:
        return Certainty(Modality.NEGATED, attribution, negator)
    ahead = _ahead(tree, chain)
    if ahead:
        return Certainty(ahead[0], attribution, ahead[1])
    if _hedged(tree, chain):
        return Certainty(Modality.SUSPECTED, attribution)
    if attribution is not None:
        return Certainty(Modality.REPORTED, attribution or None)
    return Certainty(Modality.ASSERTED)


def _is(tree: Tree, token: Token, marker: str) -> bool:
    return bool(markers()[marker].find(tree.tokens, token.index))


def _denied_below(tree: Tree, trigger: Token, helps: Sequence[Token]) -> Token | None:
    """The trigger itself, where it denies what other words that tell the event say under it."""
    below = any(each.rel == "ccomp" and each.head == trigger.index for each in helps)
    return trigger if below and _is(tree, trigger, "denying") else None


# Relations across which nothing governs: what stands beyond is another statement.
_APART = {"acl", "acl:relcl", "advcl", "parataxis", "appos", "amod"}
# Relations across which a «не» on the governor denies what hangs on it.
_CARRIES = {"xcomp", "csubj", "obj", "nsubj", "nsubj:pass", "csubj:pass", "iobj", "aux"}


def _governors(tree: Tree, trigger: Token) -> Iterator[tuple[Token, str]]:
    """The trigger and what governs it up to the root, each with the relation that led there."""
    at, relation = trigger, ""
    yield at, relation
    while at.head >= 0 and (at.rel not in _APART or at.feats.get("VerbForm") == "Inf"):
        joined, relation = at.rel == "conj", at.rel
        at = tree.tokens[at.head]
        if not joined:
            yield at, relation


def _negator(tree: Tree, chain: Chain, helps: Sequence[Token]) -> Token | None:
    """The word that says that the event did not happen, or None."""
    for token, relation in chain:
        if relation and _is(tree, token, "averting"):
            return token
        if relation and (relation not in _CARRIES or _is(tree, token, "reporting")):
            break
        if token.lemma == "нет":
            return token
        found = _negation_on(tree, token, ("не", "ни"))
        if found:
            return None if _partial(tree, token) else found
    return next(
        (each for token in helps if (each := _negation_on(tree, token, ("не", "нет")))), None
    )


def _negation_on(tree: Tree, token: Token, words: Sequence[str]) -> Token | None:
    return next(
        (
            child
            for child in tree.children[token.index]
            if child.lemma in words and child.index < token.index
        ),
        None,
    )


def _partial(tree: Tree, token: Token) -> bool:
    """Whether the «не» denies only part: «не только», «не раз», «не просто»."""
    before = tree.tokens[token.index - 1] if token.index else token
    return before.lemma in ("только", "просто", "раз", "впервые")


def _ahead(tree: Tree, chain: Chain) -> tuple[Modality, Token] | None:
    """The modality of what has not happened yet, and the word that says so."""
    trigger = chain[0][0]
    if _future(tree, trigger):
        return Modality.EXPECTED, trigger
    for child in tree.children[trigger.index]:
        if child.rel in ("mark", "aux") and child.lemma in ("если", "чтобы", "бы"):
            return Modality.EXPECTED, child
    for governor, relation in chain[1:]:
        if _is(tree, governor, "ahead"):
            could = governor.feats.get("Tense") == "Past" and governor.lemma == "мочь"
            already = relation == "ccomp" and trigger.feats.get("Tense") == "Past"
            return (Modality.SUSPECTED if could or already else Modality.EXPECTED), governor
        if relation == "ccomp" or _is(tree, governor, "reporting"):
            break
        if _future(tree, governor):
            return Modality.EXPECTED, governor
    return None


def _future(tree: Tree, token: Token) -> bool:
    """Whether a verb form is future; the tagger is believed only where the dictionary allows."""
    if token.feats.get("Tense") == "Fut":
        return any("futr" in parse.tag or "pres" in parse.tag for parse in parses(token.text))
    if token.feats.get("VerbForm") == "Inf" and token.head < 0:
        return not any(child.rel in ("aux", "cop") for child in tree.children[token.index])
    return any(
        child.lemma == "быть" and child.feats.get("Tense") == "Fut"
        for child in tree.children[token.index]
    )


def _hedged(tree: Tree, chain: Chain) -> bool:
    for token, relation in chain:
        if relation and _is(tree, token, "hedges"):
            return True
        if any(
            _is(tree, child, "hedges")
            for child in tree.children[token.index]
            if child.rel in ("advmod", "parataxis", "amod", "discourse", "mark")
        ):
            return True
        if relation == "ccomp":
            break
    return False


def _source(tree: Tree, chain: Chain) -> str | None:
    """Whose word it is: a name, "" where somebody unnamed says so, None where nobody does."""
    for token, relation in chain[1:]:
        if relation == "ccomp" and _is(tree, token, "reporting") and token.pos == "VERB":
            return _speaker(tree, token)
    for token in [tree.clause(chain[0][0]), *(each for each, _ in chain)]:
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


def speaks(tree: Tree, index: int) -> bool:
    """Whether a word is a verb of saying."""
    token = tree.tokens[index]
    return token.pos == "VERB" and _is(tree, token, "reporting")


def _speaker(tree: Tree, verb: Token) -> str:
    for child in tree.children[verb.index]:
        if child.rel.startswith("nsubj"):
            return _text(tree, child)
    return ""


def _text(tree: Tree, token: Token) -> str:
    phrase = [each for each in tree.subtree(token) if tree.clause(each) is tree.clause(token)][:8]
    return describe(phrase).strip(" ,.;:")
