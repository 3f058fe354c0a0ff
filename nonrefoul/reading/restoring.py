"""The nominative of a name: case and gender decided for all its words at once."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from nonrefoul.reading.declension import (
    ANY_CASE,
    CASES,
    EITHER,
    GENDERS,
    Form,
    Role,
    forms,
    known_readings,
)
from nonrefoul.reading.morphology import fold
from nonrefoul.reading.name_words import name_words
from nonrefoul.reading.surroundings import evidence
from nonrefoul.reading.tokens import Sentence, Token

# Weights, as logarithms, of what speaks for a reading of a word. They were set by hand and
# checked on the public names of factRuEval and the invented ones of corpus/.
UNCHANGED = -6.0
INNER_UNCHANGED = -0.8
INNER_OBLIQUE = -3.0
ONE_SYLLABLE = -0.5
SYLLABLE_UNCHANGED = 1.2
ROLE_IN_PLACE = 0.3
UNKNOWN_SUPPORT = 0.3
# So much less likely than the best, a reading need not be looked at.
UNLIKELY = 0.005
OBLIQUE_U, OBLIQUE_FIRST = 2.4, 0.8
SUPPORT = 0.8
SUPPORT_LIMIT = 2.5


# What ends so is seldom the nominative of a first name, nor of the first part of a surname.
_OBLIQUE_FIRST = re.compile(r"([уюы]|[кгхжшщ]и)$")
_OBLIQUE_INNER = re.compile(r"((ов|ев|ин|ын)(ой|ым|ых)|(ск|цк)(ой|ого|ому|им)|[ую])$")
_EMPHASIS = re.compile(r"(?<=\w{2})-(то|таки)$")
_VOWELS = "аеиоуыэюя"
# A family name of the Chinese kind, which stands first.
_SYLLABLE = re.compile(f"[^{_VOWELS}]*[{_VOWELS}]+[^{_VOWELS}]{{0,2}}$")


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
            if token.text == "," or (token.text == "." and found and found[-1].initial):
                continue
            glue += token.text if token.text in "-‑–'’ʼ" else " " + token.text
            continue
        if found and not (glue.strip() and glue[-1] in "-‑–'’ʼ«„“"):
            glue = glue.replace(" »", "»") + " "
        found.extend(_split(token, glue if found else "", following == "."))
        glue = ""
    return tuple(found)


def _split(token: Token, glue: str, dotted: bool) -> Iterable[Piece]:
    parts = re.split(r"([-‑'’ʼ])", _EMPHASIS.sub("", token.text))
    for at in range(0, len(parts), 2):
        text = parts[at]
        if not text:
            continue
        more = parts[at + 2] if at + 2 < len(parts) else ""
        initial = _is_initial(text) and (dotted if at + 1 == len(parts) else more[:1].isupper())
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


def _is_initial(text: str) -> bool:
    """Whether a word with a dot is an initial: a letter, or two consonants as in `Дж.`."""
    return text[0].isupper() and (
        len(text) == 1 or (len(text) == 2 and not set(fold(text)) & set(_VOWELS))
    )


def puzzle(
    tokens: Sequence[Token], sentence: Sentence | None = None, after: Sentence | None = None
) -> Puzzle:
    """What is to be restored from the tokens of one name, with what its surroundings say of it."""
    seen = evidence(tokens, sentence, after)
    return Puzzle(pieces(tokens), seen.cases, seen.genders)


def _options(puzzle: Puzzle, at: int) -> tuple[Form, ...]:
    piece = puzzle.pieces[at]
    last = at == len(puzzle.pieces) - 1
    if last and puzzle.shared:
        return tuple(one for form in forms(piece.text) if form.plural for one in _singular(form))
    unchanged = None
    if piece.inner:
        unchanged = INNER_OBLIQUE if _OBLIQUE_INNER.search(fold(piece.text)) else INNER_UNCHANGED
    elif not last and _is_syllabic(puzzle):
        unchanged = SYLLABLE_UNCHANGED
    elif at == 0 and len(puzzle.pieces) == 2 and _SYLLABLE.match(fold(piece.text)):
        unchanged = ONE_SYLLABLE
    if unchanged is None:
        return forms(piece.text)
    return (*forms(piece.text), _unchanged(piece.text, unchanged))


def _is_syllabic(puzzle: Puzzle) -> bool:
    """Whether a name is of the Korean or Vietnamese kind, of which the last word alone declines."""
    return len(puzzle.pieces) > 2 and all(
        len(piece.text) < 7 and not piece.initial and piece.glue in ("", " ")
        for piece in puzzle.pieces
    )


def singular(plural: str) -> tuple[str, str]:
    """The surnames of a man and of a woman of those who bear it in the plural."""
    if plural.endswith("ие"):
        return plural[:-1] + "й", plural[:-2] + "ая"
    if re.search(r"(ов|ев|ёв|ин|ын)ы$", plural):
        return plural[:-1], plural[:-1] + "а"
    if not re.search(r"[ыи]$", plural):
        return plural, plural
    soft = "ь" if re.search(r"[^гкхжшчщ]и$", plural) else ""
    return plural[:-1] + soft, plural[:-1] + soft


def _singular(form: Form) -> Iterable[Form]:
    """The surnames of a man and of a woman that a surname in the plural stands for."""
    for nominative, gender in zip(singular(form.nominative), GENDERS, strict=True):
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
    together: dict[tuple[str, ...], float] = {}
    for weight, entry in zip(weights, scored, strict=True):
        if weight < UNLIKELY:
            break
        reading = _reading(entry)
        together[reading] = together.get(reading, 0.0) + weight / everything
        for form in entry[3].values():
            puzzle.belief[form.key] = puzzle.belief.get(form.key, 0.0) + weight / everything
    likeliest = max(together, key=together.__getitem__)
    score, case, gender, best = next(each for each in scored if _reading(each) == likeliest)
    words, roles = _render(puzzle, best)
    restored = Restored(words, roles, case, gender, together[likeliest], score)
    if not support:
        puzzle.alone = restored
    return restored


def _reading(entry: tuple[float, str, str, dict[int, Form]]) -> tuple[str, ...]:
    """What tells readings apart: of a genitive and an accusative that look alike, both are one."""
    _, case, gender, chosen = entry
    case = "Gen" if case == "Acc" else case
    return (case, gender, *(form.key for form in chosen.values()))


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
        elif last and at == 0 and form.role is None and _OBLIQUE_FIRST.search(form.key):
            weight -= OBLIQUE_U if form.key[-1] in "ую" else OBLIQUE_FIRST
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
    text = re.sub(r'" ([^"]+) "', r'"\1"', " ".join(_in_order(groups, roles)))
    return (text + "»" if text.count("«") > text.count("»") else text).strip()


def _in_order(groups: list[str], roles: list[set[Role | None]]) -> list[str]:
    dotted = [group.endswith(".") for group in groups]
    if len(groups) > 1 and not dotted[0] and all(dotted[1:]):
        surname = "last" in roles[0] and "first" not in roles[0]
        return [*groups[1:], groups[0]] if len(groups) > 2 or surname else groups
    if len(groups) in (3, 4) and "first" not in roles[0] | roles[-1]:
        # What tells of the father stands last only where the surname stands first.
        child = len(groups) == 4 and fold(groups[3]) in name_words().child
        fathers = len(groups) == 3 and roles[2] == {"patronymic"} and "patronymic" not in roles[1]
        turned = fathers or (child and _is_plainly_surname(groups[0]))
        return [*groups[1:], groups[0]] if turned else groups
    if len(groups) == 3 and roles[2] == {"patronymic"} and "first" in roles[1]:
        return [*groups[1:], groups[0]]
    if len(groups) != 2 or "first" in roles[0] or _SURNAME_TOO.search(fold(groups[1])):
        return groups
    surname = _is_plainly_surname(groups[0])
    if roles[1] == {"first"}:
        surname |= "-" in groups[0] or _is_known_surname(groups[0])
    return [groups[1], groups[0]] if surname else groups


# Ends that no first name has.
_PLAIN_SURNAME = re.compile(
    r"((ов|ев)а?|(ск|цк)(ий|ая|ой)|енко|ейко|мяко|[её]нок|швили|[еи]вич|ович)$"
)


# Ends of words that stand last though what stands before them looks like a surname.
_SURNAME_TOO = re.compile(
    r"((ов|ев)а?|(ск|цк)(ий|ая|ой)|ко|нок|ян|янц|дзе|[иы]ч|их|ых|ук|юк|[аяи]к|ец|[лд][иы]|заде|зода|оглу|швили|и)$"
)


def _is_plainly_surname(group: str) -> bool:
    """Whether a word of a name is a surname by its form."""
    return bool(_PLAIN_SURNAME.search(fold(group)))


def _is_known_surname(group: str) -> bool:
    """Whether the dictionary has a word as a surname, of a kind that no first name looks like."""
    marks = {mark for parse in known_readings(group) for mark in parse.tag.grammemes}
    return "Surn" in marks and "Name" not in marks and not group.endswith("ин")
