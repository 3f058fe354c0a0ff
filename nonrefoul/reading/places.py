"""Which states the words of a sentence stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nonrefoul.reading.gazetteer import Gazetteer, Phrase, gazetteer
from nonrefoul.reading.morphology import fold, is_known, lemmas, parses
from nonrefoul.reading.tokens import Sentence, Token

_PROPER = frozenset({"Geox", "Name", "Surn", "Patr", "Orgn", "Trad", "Abbr"})
_INSIDE = frozenset({",", "(", "-", "–", "/"})
_SURE = frozenset({"name", "metonym"})
_INTO = frozenset({"в", "во", "из"})
_PEOPLE = frozenset({"demonym", "ethnonym"})


@dataclass(frozen=True, slots=True)
class Place:
    """Tokens `first` to `last` (excluded) that stand for a state, and in what way.

    `states` holds one code where it is clear, several, the likeliest first, where it is not, and
    none for a body such as the EU and for a territory whose state is disputed. `kind` is "name",
    "adjective", "demonym", "ethnonym" (a people, which is weaker than citizenship), "city" (also
    a prison, airport or quarter), "metonym" (a capital, or what stands for the government),
    "agency", "region" or "body".
    """

    first: int
    last: int
    states: tuple[str, ...]
    kind: str


def places(sentence: Sentence) -> list[Place]:
    """The places in a sentence in the order of the text, none overlapping another.

    What lies inside the name of a person is no place, except where it is the whole of it and no
    name that the dictionary knows: a state, a capital, or what follows «в» and «из».
    """
    known = gazetteer()
    found: list[Place] = []
    at = 0
    while at < len(sentence.tokens):
        place = _longest(sentence.tokens, at, known)
        if place and _in_person(place, sentence):
            place = None
        if place and place.kind != "none":
            found.append(place)
        at = place.last if place else at + 1
    return found


def _in_person(place: Place, sentence: Sentence) -> bool:
    persons = (name for name in sentence.names if name.type == "PER")
    over = [name for name in persons if name.first < place.last and place.first < name.last]
    if not over:
        return False
    tokens = sentence.tokens
    words = {at for at in range(over[0].first, over[0].last) if tokens[at].text[-1].isalnum()}
    whole = words <= set(range(place.first, place.last))
    before = fold(tokens[place.first - 1].text) if place.first else ""
    sure = place.kind in _SURE or before in _INTO
    return not (whole and sure and not _is_personal(tokens[place.first]))


def _is_personal(token: Token) -> bool:
    """Whether the word is known as a person's name: «София», but not «Ханой», a case of «Хана»."""
    if not token.lemmas.isdisjoint(gazetteer().given_names):
        return True
    known = [parse for parse in parses(token.text) if is_known(parse.word)]
    persons = {parse.normal_form for parse in known if {"Name", "Surn"} & parse.tag.grammemes}
    return bool(persons) and persons >= {p.normal_form for p in known if "Geox" in p.tag}


def _longest(tokens: list[Token], at: int, known: Gazetteer) -> Place | None:
    if not _may_open(tokens[at], known):
        return None
    fitting = [phrase for phrase in _starting(tokens[at], known) if _fits(phrase, tokens, at)]
    if not fitting:
        return _compound(tokens[at], known)
    # Of one length, a city comes last: «Крымском» is no Krymsk; else the first entered wins.
    best = max(fitting, key=lambda phrase: (len(phrase.words), phrase.kind != "city"))
    return Place(at, at + len(best.words), best.states, best.kind)


def _may_open(token: Token, known: Gazetteer) -> bool:
    """Whether a word opens a phrase of the gazetteer, or may be a joined adjective."""
    phrases, text = known.phrases, token.text
    return not phrases.keys().isdisjoint(token.lemmas) or "-" in text or fold(text) in phrases


def _starting(token: Token, known: Gazetteer) -> Iterator[Phrase]:
    own = fold(token.text)
    # Sorted, since the order of a set of strings differs from run to run.
    for key in [own, *sorted(token.lemmas - {own})]:
        yield from known.phrases.get(key, ())


def _fits(phrase: Phrase, tokens: list[Token], at: int) -> bool:
    part = tokens[at : at + len(phrase.words)]
    if len(part) < len(phrase.words):
        return False
    pairs = zip(phrase.words, part, strict=True)
    return all(word.matches(token.text, _keys(token)) for word, token in pairs) and _written_so(
        phrase, tokens, at
    )


def _keys(token: Token) -> frozenset[str]:
    return token.lemmas | {fold(token.text)}


def _written_so(phrase: Phrase, tokens: list[Token], at: int) -> bool:
    """Whether capitals stand where the phrase takes them, and mean what they mean there."""
    text = tokens[at].text
    if not text[0].isupper():
        return not phrase.proper
    if phrase.proper:
        plain = len(phrase.words) == 1 and not phrase.words[0].capitals
        return not (plain and _may_be_any_word(tokens, at) and _is_ordinary(text))
    # Russian writes peoples small: «в Турку» inside a sentence is the city and no Turk.
    return phrase.kind not in _PEOPLE or _may_be_any_word(tokens, at)


def _may_be_any_word(tokens: list[Token], at: int) -> bool:
    """Whether a word would take a capital here even if it were no name."""
    if at == 0 or (len(tokens[at].text) > 1 and tokens[at].text.isupper()):
        return True
    before = tokens[at - 1].text
    return not (before[-1].isalnum() or before in _INSIDE)


def _is_ordinary(text: str) -> bool:
    """Whether the dictionary's likeliest reading of a word is no name: «Того», «Чад»."""
    known = parses(text)
    if not known or not is_known(known[0].word):
        return False
    return not any(grammeme in known[0].tag for grammeme in _PROPER)


def _compound(token: Token, known: Gazetteer) -> Place | None:
    """The states of a joined adjective such as «российско-казахстанский»."""
    *firsts, last = fold(token.text).split("-")
    if not firsts or len(firsts) > 3:
        return None
    codes = [code for part in firsts for code in known.prefixes.get(part, ())]
    for key in sorted(lemmas(last)):
        for phrase in known.phrases.get(key, ()):
            if phrase.kind == "adjective" and len(phrase.words) == 1:
                codes += phrase.states
    if not codes:
        return None
    return Place(token.index, token.index + 1, tuple(dict.fromkeys(codes)), "adjective")
