"""The nominative of a name: case and gender decided for all its words at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, Literal

from nonrefoul.reading.declension import (
    ANY_CASE,
    CASES,
    EITHER,
    GENDERS,
    PYMORPHY_CASES,
    Form,
    Role,
    forms,
    known_readings,
)
from nonrefoul.reading.morphology import fold, parses
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules import RULES, Rule, load

# Weights, as logarithms, of what speaks for a case or a gender. They were set by hand and
# checked on the public names of factRuEval.
TAGGED_FIRST, TAGGED_OTHER = 1.0, 0.5
CASE_PRIOR = {"Nom": 0.4, "Gen": 0.2, "Dat": -0.2, "Acc": 0.0, "Ins": -0.2, "Loc": -0.6}
GENDER_PRIOR = {"Masc": 0.3, "Fem": 0.0, "Plur": -1.5}
PREPOSITION = 2.5
SUBJECT = 1.0
AGREEMENT = 1.8
UNCHANGED = -6.0
INNER_UNCHANGED = -0.8
SYLLABLE_UNCHANGED = 1.2
ROLE_IN_PLACE = 0.3
UNKNOWN_SUPPORT = 0.3
UNCHANGED_FIRST = 0.8
SUPPORT = 0.8
SUPPORT_LIMIT = 2.5


class NameWords(Rule):
    """The words that go with names, from `rules/names/words.yml`."""

    prepositions: Mapping[str, tuple[str, ...]]
    particles: frozenset[str]
    child: frozenset[str]
    named_after: frozenset[str]
    families: frozenset[str]
    titles: Mapping[str, Literal["Masc", "Fem"]]


@cache
def name_words() -> NameWords:
    """The words that go with names."""
    return load(RULES / "names" / "words.yml", NameWords)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a name: a word between blanks, hyphens and signs.

    `glue` parts it from the one before. It is `fixed` where it can't change, `initial` where it
    is a letter with a dot, `inner` where a hyphen follows.
    """

    text: str
    glue: str
    token: Token
    fixed: bool = False
    initial: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """A name as its likeliest reading gives it: its pieces in the nominative and their roles."""

    words: tuple[str, ...]
    roles: tuple[Role | None, ...]
    case: str
    gender: str
    certainty: float
    score: float


@dataclass(slots=True)
class Puzzle:
    """A name to restore: its pieces, and what its surroundings say of case and gender.

    `shared` is set where the last word is a surname in the plural that several persons share.
    """

    pieces: tuple[Piece, ...]
    cases: dict[str, float]
    genders: dict[str, float]
    belief: dict[str, float] = field(default_factory=dict)
    shared: bool = False
    alone: Restored | None = None


def pieces(tokens: Sequence[Token]) -> tuple[Piece, ...]:
    """The parts of a name, without the signs around it."""
    found: list[Piece] = []
    glue = ""
    for at, token in enumerate(tokens):
        following = tokens[at + 1].text if at + 1 < len(tokens) else ""
        if not any(sign.isalnum() for sign in token.text):
            if token.text == "." and found and found[-1].initial:
                continue
            glue += token.text if token.text in "-‑–'’ʼ" else " " + token.text
            continue
        if found and not (glue.strip() and glue[-1] in "-‑–'’ʼ«„“"):
            glue = glue.replace(" »", "»") + " "
        found.extend(_split(token, glue if found else "", following == "."))
        glue = ""
    return tuple(found)


def _split(token: Token, glue: str, dotted: bool) -> Iterable[Piece]:
    parts = re.split(r"([-‑'’ʼ])", token.text)
    for at in range(0, len(parts), 2):
        text = parts[at]
        if not text:
            continue
        initial = len(text) == 1 and text.isupper() and (dotted or at + 1 < len(parts))
        fixed = (
            initial
            or len(text) == 1
            or (text.islower() and fold(text) in name_words().particles)
            or fold(text) in name_words().child
            or not re.search(r"[а-яёА-ЯЁ]", text)
        )
        yield Piece(
            text, glue if at == 0 else parts[at - 1], token, fixed, initial, at + 2 < len(parts)
        )


def puzzle(tokens: Sequence[Token], sentence: Sentence | None = None) -> Puzzle:
    """What is to be restored from the tokens of one name, with what its sentence says of it."""
    cases, genders = dict(CASE_PRIOR), dict(GENDER_PRIOR)
    for at, token in enumerate(token for token in tokens if token.feats.get("Case")):
        weight = TAGGED_OTHER if at else TAGGED_FIRST
        _add(cases, token.feats["Case"], weight)
        _add(genders, token.feats.get("Gender", ""), weight / 2)
        if token.feats.get("Number") == "Plur":
            genders["Plur"] += weight
    if sentence and tokens:
        _ask_sentence(tokens, sentence, cases, genders)
    return Puzzle(pieces(tokens), cases, genders)


def _add(scores: dict[str, float], key: str, weight: float) -> None:
    if key in scores:
        scores[key] += weight


def _ask_sentence(
    tokens: Sequence[Token],
    sentence: Sentence,
    cases: dict[str, float],
    genders: dict[str, float],
) -> None:
    first, last = tokens[0].index, tokens[-1].index
    top = next((token for token in tokens if not first <= token.head <= last), tokens[0])
    head = sentence.tokens[top.head] if 0 <= top.head < len(sentence.tokens) else None
    before = sentence.tokens[first - 1] if first else None
    if top.rel.startswith("nsubj") and head:
        cases["Nom"] += SUBJECT
        _add(genders, head.feats.get("Gender", ""), 1.2 if head.pos in ("VERB", "ADJ") else 0)
    elif top.rel == "obj":
        cases["Acc"] += 1.0
        cases["Gen"] += 0.3
    elif top.rel == "iobj":
        cases["Dat"] += 1.0
    _ask_apposition(last, sentence, cases, genders)
    if before is None:
        return
    word = fold(before.text)
    for case in name_words().prepositions.get(word, ()):
        cases[case] += PREPOSITION
    _add(genders, name_words().titles.get(word, ""), 3.0)
    noun = head if top.rel == "appos" and head and head.index < first else before
    if _describes(before):
        noun = before
    if noun.pos in ("NOUN", "PROPN", "ADJ") and noun.text[:1].isalpha():
        _agree(noun, cases, genders)


def _ask_apposition(
    last: int, sentence: Sentence, cases: dict[str, float], genders: dict[str, float]
) -> None:
    """What follows a name after a comma and describes its bearer agrees with it."""
    after = sentence.tokens[last + 1 : last + 3]
    if len(after) == 2 and after[0].text == ",":
        _agree(after[1], cases, genders)


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
        if parse.tag.animacy == "anim" or parse.tag.POS in ("ADJF", "PRTF")
    )


def _describes(token: Token) -> bool:
    """Whether a word in lower case says what kind of person is named right after it."""
    return token.text.islower() and any(
        tag.animacy == "anim" and "Name" not in tag for tag in _role_readings(token.text)
    )


def _agree(noun: Token, cases: dict[str, float], genders: dict[str, float]) -> None:
    readings = _role_readings(noun.text)
    for name in {str(tag.case) for tag in readings} & PYMORPHY_CASES.keys():
        _add(cases, PYMORPHY_CASES[name], AGREEMENT)
    kinds = {str(tag.gender) for tag in readings if tag.number == "sing"}
    if readings and not kinds:
        genders["Plur"] += 2.0
    if kinds == {"femn"}:
        genders["Fem"] += 2.0
    elif kinds == {"masc"}:
        genders["Masc"] += 0.4


def _options(puzzle: Puzzle, at: int) -> tuple[Form, ...]:
    piece = puzzle.pieces[at]
    last = at == len(puzzle.pieces) - 1
    if last and puzzle.shared:
        return tuple(one for form in forms(piece.text) if form.plural for one in _singular(form))
    unchanged = None
    if piece.inner:
        unchanged = INNER_UNCHANGED
    elif not last and _is_syllabic(puzzle):
        unchanged = SYLLABLE_UNCHANGED
    if unchanged is None:
        return forms(piece.text)
    return (*forms(piece.text), _unchanged(piece.text, unchanged))


def _is_syllabic(puzzle: Puzzle) -> bool:
    """Whether a name is of the Korean or Vietnamese kind, of which the last word alone declines."""
    return len(puzzle.pieces) > 2 and all(
        len(piece.text) < 7 and not piece.initial and piece.glue in ("", " ")
        for piece in puzzle.pieces
    )


def _singular(form: Form) -> Iterable[Form]:
    """The surnames of a man and of a woman that a surname in the plural stands for."""
    plural = form.nominative
    if plural.endswith("ие"):
        forms_of = (plural[:-1] + "й", plural[:-2] + "ая")
    elif re.search(r"(ов|ев|ёв|ин|ын)ы$", plural):
        forms_of = (plural[:-1], plural[:-1] + "а")
    else:
        soft = "ь" if re.search(r"[^гкхжшчщ]и$", plural) else ""
        forms_of = (plural[:-1] + soft, plural[:-1] + soft)
    for nominative, gender in zip(forms_of, GENDERS, strict=True):
        yield Form(nominative, form.cases, frozenset({gender}), False, "last", form.weight)


def restore(puzzle: Puzzle, support: Mapping[str, float] | None = None) -> Restored:
    """The likeliest nominative of a name.

    `support` says how often the document elsewhere gives a word as a nominative; what this name
    itself put in there is left out. The name's own belief in each word is kept in the puzzle.
    """
    support = support or {}
    if puzzle.alone is not None and not _is_supported(puzzle, support):
        return puzzle.alone
    free = [at for at, piece in enumerate(puzzle.pieces) if not piece.fixed]
    scored: list[tuple[float, str, str, dict[int, Form]]] = []
    tables = {at: _bests(_scores(puzzle, at, support)) for at in free}
    same = {at: (UNCHANGED, _unchanged(puzzle.pieces[at].text, UNCHANGED)) for at in free}
    for case in CASES:
        for gender in (*GENDERS, "Plur"):
            total = puzzle.cases[case] + puzzle.genders[gender]
            chosen: dict[int, Form] = {}
            for at in free:
                score, chosen[at] = tables[at].get((case, gender), same[at])
                total += score
            scored.append((total, case, gender, chosen))
    scored.sort(key=lambda entry: -entry[0])
    weights = [math.exp(entry[0] - scored[0][0]) for entry in scored]
    everything = sum(weights)
    puzzle.belief = {}
    for weight, (_, _, _, chosen_forms) in zip(weights, scored, strict=True):
        for form in chosen_forms.values():
            puzzle.belief[form.key] = puzzle.belief.get(form.key, 0.0) + weight / everything
    score, case, gender, best = scored[0]
    words, roles = _render(puzzle, best)
    restored = Restored(words, roles, case, gender, weights[0] / everything, score)
    if not support:
        puzzle.alone = restored
    return restored


def _is_supported(puzzle: Puzzle, support: Mapping[str, float]) -> bool:
    """Whether anything elsewhere in the document speaks for a reading of a word of this name."""
    return any(
        support.get(form.key, 0.0) > puzzle.belief.get(form.key, 0.0) + 1e-9
        for at, piece in enumerate(puzzle.pieces)
        if not piece.fixed
        for form in _options(puzzle, at)
    )


def _scores(puzzle: Puzzle, at: int, support: Mapping[str, float]) -> list[tuple[float, Form]]:
    last = len(puzzle.pieces) - 1
    scored = []
    for form in _options(puzzle, at):
        weight = form.weight
        elsewhere = support.get(form.key, 0.0) - puzzle.belief.get(form.key, 0.0)
        if elsewhere > 0:
            weight += min(SUPPORT_LIMIT, SUPPORT * math.log(1 + elsewhere / UNKNOWN_SUPPORT))
        if last and form.role == ("first" if at == 0 else "last" if at == last else "patronymic"):
            weight += ROLE_IN_PLACE
        elif last and at == 0 and form.role == "last":
            weight -= ROLE_IN_PLACE
        elif last and at == 0 and form.role is None and form.key[-1:] in ("у", "ю"):
            weight -= UNCHANGED_FIRST
        scored.append((weight, form))
    return scored


def _bests(table: list[tuple[float, Form]]) -> dict[tuple[str, str], tuple[float, Form]]:
    """The likeliest reading of a word for each case and gender that it has one for."""
    found: dict[tuple[str, str], tuple[float, Form]] = {}
    for scored in table:
        if scored[0] <= UNCHANGED:
            continue
        for gender in _PLURAL if scored[1].plural else scored[1].genders:
            for case in scored[1].cases:
                before = found.get((case, gender))
                if before is None or scored[0] > before[0]:
                    found[case, gender] = scored
    return found


_PLURAL = frozenset({"Plur"})


@lru_cache(maxsize=4_000)
def _unchanged(word: str, weight: float) -> Form:
    """A word read as a nominative as it stands."""
    return Form(fold(word), ANY_CASE, EITHER, False, None, weight)


def _render(
    puzzle: Puzzle, best: Mapping[int, Form]
) -> tuple[tuple[str, ...], tuple[Role | None, ...]]:
    words: list[str] = []
    roles: list[Role | None] = []
    particles = name_words().particles
    for at, piece in enumerate(puzzle.pieces):
        form = best.get(at)
        text = respell(piece.text, form.nominative) if form else piece.text
        joined = piece.text[:1].islower() and piece.glue in ("-", "‑")
        if form and text[:1].islower() and not joined and piece.text not in particles:
            text = text[:1].upper() + text[1:]
        words.append(text + ("." if piece.initial else ""))
        roles.append(form.role if form else None)
    return tuple(words), tuple(roles)


def respell(written: str, nominative: str) -> str:
    """The nominative in the spelling of the document: its ё and its capitals."""
    inflected = fold(written) != fold(nominative)
    same = 0
    text = ""
    for one, other in zip(written, nominative, strict=False):
        if fold(one) != fold(other):
            break
        # An oblique form with е says nothing of the nominative's ё (Петра, Пётр).
        text += "ё" if inflected and other == "ё" and one == "е" else one
        same += 1
    text += nominative[same:]
    if len(written) > 1 and written.isupper():
        return text[:1].upper() + text[1:].lower()
    return text


def join(puzzle: Puzzle, restored: Restored) -> str:
    """The pieces of a name put together again, first name first, with the signs between them."""
    groups: list[str] = []
    roles: list[set[Role | None]] = []
    for piece, word, role in zip(puzzle.pieces, restored.words, restored.roles, strict=True):
        if piece.glue == " " or not groups:
            groups.append(word)
            roles.append({role})
        else:
            groups[-1] += piece.glue + word
            roles[-1].add(role)
    text = " ".join(_in_order(groups, roles))
    return (text + "»" if text.count("«") > text.count("»") else text).strip()


def _in_order(groups: list[str], roles: list[set[Role | None]]) -> list[str]:
    dotted = [group.endswith(".") for group in groups]
    if len(groups) > 1 and not dotted[0] and all(dotted[1:]):
        surname = "last" in roles[0] and "first" not in roles[0]
        return [*groups[1:], groups[0]] if len(groups) > 2 or surname else groups
    if len(groups) not in (2, 3) or "first" in roles[0] or roles[1] != {"first"}:
        return groups
    hyphened = "-" in groups[0]
    if len(groups) == 3:
        return [*groups[1:], groups[0]] if "patronymic" in roles[2] else groups
    return [groups[1], groups[0]] if "last" in roles[0] or hyphened else groups
