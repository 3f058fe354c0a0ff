"""What the words around a name say of its case and of its bearer's gender."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from nonrefoul.reading.declension import PYMORPHY_CASES, forms, known_readings
from nonrefoul.reading.gazetteer import gazetteer
from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.tokens import Sentence, Token

# Weights, as logarithms, of what speaks for a case or a gender. They were set by hand and
# checked on the public names of factRuEval and the invented ones of corpus/.
TAGGED_FIRST, TAGGED_OTHER = 1.0, 0.5
# The tagger takes a man's genitive for his accusative, which look alike, and the other way round.
ALIKE = 0.7
CASE_PRIOR = {"Nom": 0.4, "Gen": 0.2, "Dat": -0.2, "Acc": 0.0, "Ins": -0.2, "Loc": -0.6}
GENDER_PRIOR = {"Masc": 0.3, "Fem": 0.0, "Plur": -1.5}
PREPOSITION = 2.5
SUBJECT = 1.0
AGREEMENT = 1.8
# Of a word's cases those that the tagger does not see in it.
UNTAGGED = 0.5
FARTHER = 0.8
FOLLOWING = 1.3
STRUNG = 0.6
OF_KIN = 2.4
OF_SEVERAL = 4.0
PRONOUN = 0.8
ALONE = 3.0
# The locative never stands without a preposition, which is among so many words before the name.
WITHOUT_PREPOSITION, NEAR = 1.4, 6
HEADING = 0.8
LACKING = 1.5
# So many words a noun may stand before the name that it describes, and a pronoun after it.
REACH_BACK, REACH_ON = 8, 14

_PRONOUNS = {
    **dict.fromkeys(("она", "ее", "ей", "ею", "ней", "нее", "нею"), "Fem"),
    **dict.fromkeys(("он", "его", "ему", "им", "него", "нему", "ним", "нем"), "Masc"),
}
_WHOSE = frozenset({"его", "ее", "их"})


@dataclass(slots=True)
class Evidence:
    """What speaks for each case and each gender of a name."""

    cases: dict[str, float] = field(default_factory=lambda: dict(CASE_PRIOR))
    genders: dict[str, float] = field(default_factory=lambda: dict(GENDER_PRIOR))

    def add_case(self, case: str, weight: float) -> None:
        """Let something speak for a case; for one that names do not have, nothing does."""
        if case in self.cases:
            self.cases[case] += weight

    def add_gender(self, gender: str, weight: float) -> None:
        """Let something speak for a gender, or for several persons."""
        if gender in self.genders:
            self.genders[gender] += weight


def evidence(
    tokens: Sequence[Token], sentence: Sentence | None = None, after: Sentence | None = None
) -> Evidence:
    """What the tags of a name and its sentence say of it, and how the next sentence begins."""
    found = Evidence()
    for at, token in enumerate(token for token in tokens if token.feats.get("Case")):
        _ask_tag(token, TAGGED_OTHER if at else TAGGED_FIRST, found)
    if sentence and tokens:
        first, last = tokens[0].index, tokens[-1].index + 1
        _ask_tree(tokens, sentence, found)
        _ask_apposition(last, sentence, found)
        _ask_place(first, last, sentence, found)
        _ask_pronoun(last, sentence, after, found)
        before = sentence.tokens[max(0, first - NEAR) : first]
        if not any("Loc" in name_words().prepositions.get(fold(each.text), ()) for each in before):
            found.cases["Loc"] -= WITHOUT_PREPOSITION
        if first:
            _ask_before(tokens, sentence, found)
    return found


def _ask_tag(token: Token, weight: float, found: Evidence) -> None:
    case = token.feats["Case"]
    found.add_case(case, weight)
    other = {"Gen": "Acc", "Acc": "Gen"}.get(case)
    if other and token.text[-1] not in "уюыи":
        found.add_case(other, ALIKE * weight)
    found.add_gender(token.feats.get("Gender", ""), weight / 2)
    if token.feats.get("Number") == "Plur":
        found.genders["Plur"] += weight


def _top(tokens: Sequence[Token]) -> Token:
    """The word of a name that the rest of the sentence holds it by."""
    first, last = tokens[0].index, tokens[-1].index
    return next((token for token in tokens if not first <= token.head <= last), tokens[0])


def _head(top: Token, sentence: Sentence) -> Token | None:
    return sentence.tokens[top.head] if 0 <= top.head < len(sentence.tokens) else None


def _ask_tree(tokens: Sequence[Token], sentence: Sentence, found: Evidence) -> None:
    top = _top(tokens)
    head = _head(top, sentence)
    if top.rel.startswith("nsubj") and head:
        if head.lemma == "нет":
            found.cases["Gen"] += LACKING
            return
        found.cases["Nom"] += SUBJECT
        verbal = head.pos in ("VERB", "ADJ")
        found.add_gender(head.feats.get("Gender", ""), 1.2 if verbal else 0)
    elif top.rel == "appos" and head and head.rel.startswith("nsubj"):
        verb = _head(head, sentence)
        found.add_gender(verb.feats.get("Gender", "") if verb else "", SUBJECT)
    elif top.rel == "conj" and head and head.pos == "PROPN":
        found.add_case(head.feats.get("Case", ""), STRUNG)
    elif top.rel == "obj":
        found.cases["Acc"] += 1.0
        found.cases["Gen"] += 0.3
    elif top.rel == "iobj":
        found.cases["Dat"] += 1.0


def _ask_apposition(last: int, sentence: Sentence, found: Evidence) -> None:
    """What follows a name after a comma and describes its bearer agrees with it."""
    after = sentence.tokens[last : last + 3]
    if len(after) == 3 and after[0].text == ",":
        own = after[2] if fold(after[1].text) in _WHOSE else after[1]
        _agree(own, found, FOLLOWING)


def _ask_place(first: int, last: int, sentence: Sentence, found: Evidence) -> None:
    """A name that stands alone, in a list or under a letter, is in the nominative."""
    tokens = sentence.tokens
    signs = [token for token in (*tokens[:first], *tokens[last:]) if token.text[0].isalnum()]
    if not signs:
        found.cases["Nom"] += ALONE
    elif first == 0 and _is_heading(tokens[last:]):
        found.cases["Nom"] += HEADING


def _is_heading(after: Sequence[Token]) -> bool:
    """Whether what follows a name tells of it as an entry of a list or a caption does."""
    parted = after[0].text in ("—", "–", ":", "(")
    return parted or not any(token.pos in ("VERB", "AUX", "ADP") for token in after)


def _ask_pronoun(last: int, sentence: Sentence, after: Sentence | None, found: Evidence) -> None:
    """The first pronoun after a name, before anybody else is named, tells the bearer's gender."""
    stop = min((name.first for name in sentence.names if name.first >= last), default=None)
    following = sentence.tokens[last : min(last + REACH_ON, len(sentence.tokens))]
    if stop is not None:
        following = sentence.tokens[last : min(last + REACH_ON, stop)]
    elif after is not None and last + REACH_ON > len(sentence.tokens):
        following = [*following, *after.tokens[:6]]
    for token in following:
        gender = _PRONOUNS.get(fold(token.text))
        if gender and token.pos == "PRON":
            found.add_gender(gender, PRONOUN)
            return


def _ask_before(tokens: Sequence[Token], sentence: Sentence, found: Evidence) -> None:
    first = tokens[0].index
    before, top = sentence.tokens[first - 1], _top(tokens)
    word = fold(before.text)
    for case in name_words().prepositions.get(word, ()):
        found.cases[case] += PREPOSITION
    found.add_gender(name_words().titles.get(word, ""), 3.0)
    head = _head(top, sentence)
    if describes(before):
        _ask_noun(before, sentence, tokens, found)
    elif noun := next((each for each in _back(first, sentence) if describes(each)), None):
        _ask_noun(noun, sentence, tokens, found, FARTHER)
    elif top.rel == "appos" and head and head.index < first and _is_noun(head):
        _ask_noun(head, sentence, tokens, found)
    elif before.text == "," and first > 1:
        _ask_strung(sentence.tokens[first - 2], found)
    elif _is_noun(before):
        _ask_noun(before, sentence, tokens, found)


def _ask_strung(before: Token, found: Evidence) -> None:
    """What a name is in apposition to, or in one row with: `одного, Игната Верхолётова`."""
    if before.pos in ("NUM", "PRON", "DET", "PROPN"):
        found.add_case(before.feats.get("Case", ""), STRUNG)
    elif _is_noun(before):
        _agree(before, found, FARTHER)


def _is_noun(token: Token) -> bool:
    participle = token.pos == "VERB" and "Case" in token.feats
    return (token.pos in ("NOUN", "PROPN", "ADJ") or participle) and token.text[:1].isalpha()


def _back(first: int, sentence: Sentence) -> Iterator[Token]:
    """The words before a name that only tell more of who it is: `гражданка Чешской Республики`."""
    quoted = False
    for token in reversed(sentence.tokens[max(0, first - REACH_BACK) : first]):
        sign = token.text[0]
        if sign in "»”":
            quoted = True
        elif sign in "«„":
            quoted = False
        elif not quoted:
            yield token
            more = token.feats.get("Case") == "Gen" or token.text.isupper()
            if not more and fold(token.text) not in ("из", "по"):
                return


def _ask_noun(
    noun: Token,
    sentence: Sentence,
    tokens: Sequence[Token],
    found: Evidence,
    weight: float = 1.0,
) -> None:
    """A noun before a name: what its bearer is, or who is theirs (`сестра Игната`)."""
    if not noun.lemmas.isdisjoint(name_words().households):
        found.cases["Gen"] += AGREEMENT
        found.genders["Plur"] += OF_SEVERAL
        return
    one = noun.feats.get("Number") != "Plur"
    of_kin = one and not noun.lemmas.isdisjoint(name_words().kin)
    if not of_kin or _is_possessed(noun, sentence, tokens[0].index):
        _agree(noun, found, weight, tokens)
    else:
        found.cases["Gen"] += OF_KIN
        for case in _cases(noun):
            found.add_case(case, AGREEMENT * (1 if case == noun.feats.get("Case") else UNTAGGED))


def _is_possessed(noun: Token, sentence: Sentence, first: int) -> bool:
    """Whether it is said beside a word for kin whose they are: `его сестра Анна`."""
    around = sentence.tokens[max(0, noun.index - 1) : noun.index + 2]
    return any(
        fold(token.text) in _WHOSE or (token.pos in ("DET", "ADJ") and token.index < noun.index)
        for token in around
        if token.index < first
    )


# Words for what somebody is or does that no dictionary has, by their ends.
_ROLE_ENDS = re.compile(r"(ист|ист?к|ник|ниц|есс|ер|ор|ант|ец|ц|лог|ин|анк|енк|к)[а-я]{0,2}$")


@lru_cache(maxsize=4_000)
def _role_readings(text: str) -> tuple[Any, ...]:
    """How a word that describes a person may be read; of a compound its last part counts."""
    word = text.rsplit("-", 1)[-1]
    known = known_readings(word)
    guessed = () if known or not _ROLE_ENDS.search(fold(word)) else parses(word)[:3]
    return tuple(
        parse.tag
        for parse in known or guessed
        if parse.tag.animacy == "anim"
        or (parse.tag.POS in ("ADJF", "PRTF") and "Apro" not in parse.tag)
        or (parse.tag.POS == "NOUN" and _is_ethnonym(fold(parse.normal_form)))
    )


@lru_cache(maxsize=1_000)
def _is_ethnonym(lemma: str) -> bool:
    return any(
        phrase.kind in ("demonym", "ethnonym") and len(phrase.words) == 1
        for phrase in gazetteer().phrases.get(lemma, ())
    )


def describes(token: Token, part: str | None = None) -> bool:
    """Whether a word, or its part that is given, says what kind of person is named after it."""
    text = part or token.text
    if not (text.islower() or token.index == 0) or len(text) < 3:
        return False
    return any(
        "Name" not in tag and "Surn" not in tag and tag.POS == "NOUN"
        for tag in _role_readings(text)
    )


def _cases(noun: Token) -> set[str]:
    found = {PYMORPHY_CASES.get(str(tag.case), "") for tag in _role_readings(noun.text)}
    return found - {""}


def _agree(noun: Token, found: Evidence, weight: float = 1.0, tokens: Sequence[Token] = ()) -> None:
    readings = _role_readings(noun.text)
    kinds = {str(tag.gender) for tag in readings if tag.number == "sing"}
    if readings and not kinds:
        if tokens and not _may_be_several(noun, tokens[-1]):
            return
        family = not noun.lemmas.isdisjoint(name_words().families)
        found.genders["Plur"] += OF_SEVERAL if family else 2.0 * weight
    seen = noun.feats.get("Case")
    alike = {seen, {"Gen": "Acc", "Acc": "Gen"}.get(seen or "")}
    for case in _cases(noun):
        sure = seen is None or case in alike
        found.add_case(case, AGREEMENT * weight * (1 if sure else UNTAGGED))
    if kinds == {"femn"}:
        found.genders["Fem"] += 2.0 * weight
    elif kinds == {"masc"}:
        found.genders["Masc"] += 0.4 * weight


def _may_be_several(noun: Token, last: Token) -> bool:
    """Whether a noun in the plural may tell of those whom a name is of: `братьев Верхолётовых`."""
    return not noun.lemmas.isdisjoint(name_words().families) or any(
        form.plural and form.weight >= -0.5 for form in forms(last.text)
    )
