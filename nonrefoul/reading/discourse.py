"""Who is spoken of: from a word in a sentence to the persons or groups that it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nonrefoul.reading.clauses import Tree
from nonrefoul.reading.frames import word_set
from nonrefoul.reading.modality import speaks
from nonrefoul.reading.morphology import lemmas
from nonrefoul.reading.names import Character, Mention, characters
from nonrefoul.reading.phrases import describe
from nonrefoul.reading.places import Place
from nonrefoul.reading.sections import sections
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.words import SubjectKind

# How many sentences back a pronoun or a role word may look for whom it means.
REACH = 6


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody an event may befall: a named person, an unnamed one, a group, an organisation."""

    name: str | None
    description: str | None
    kind: SubjectKind
    first: int = -1
    last: int = -1


class Discourse:
    """The persons of one document and where each is spoken of."""

    def __init__(self, sentences: Sequence[Sentence], places: Sequence[Sequence[Place]]) -> None:
        """Join the names of a document, and note who is an official, a helper or a relative."""
        self.sentences = sentences
        self.trees = [Tree(sentence) for sentence in sentences]
        self.places = places
        self.sections = sections(sentences)
        self.characters = [
            character for character in characters(sentences) if not self._is_place(character)
        ]
        self.victims: set[str] = set()
        self._at: dict[tuple[int, int], Character] = {}
        self._in: list[list[tuple[int, Character]]] = [[] for _ in sentences]
        for character in self.characters:
            for mention in character.mentions:
                self._in[mention.sentence].append((mention.first, character))
                for index in range(mention.first, mention.last):
                    self._at[mention.sentence, index] = character
        for row in self._in:
            row.sort(key=lambda pair: pair[0])
        self._of_section: dict[int, list[int]] = defaultdict(list)
        for at, section in enumerate(self.sections):
            self._of_section[section].append(at)
        self._peopled = {self.sections[at] for at, row in enumerate(self._in) if row}
        self._demonyms = [
            {place.first for place in row if place.kind in ("demonym", "ethnonym")}
            for row in places
        ]
        self.speaking = {
            (tree.sentence.index, token.index)
            for tree in self.trees
            for token in tree.tokens
            if token.rel.startswith("nsubj") and token.head >= 0 and speaks(tree, token.head)
        }
        self._aside = self._find_asides()
        self._called = {
            character.name
            for character in self.characters
            if any(self._called_pursued(mention) for mention in character.mentions)
        }

    def _is_place(self, character: Character) -> bool:
        """Whether a name of one word is a city or state that was taken for a person."""
        return len(character.name.split()) == 1 and any(
            place.first <= mention.first < place.last
            for mention in character.mentions
            for place in self.places[mention.sentence]
        )

    def _called_pursued(self, mention: Mention) -> bool:
        tokens = self.sentences[mention.sentence].tokens
        around = (
            tokens[max(0, mention.first - 3) : mention.first]
            + tokens[mention.last : mention.last + 4]
        )
        roles = word_set("pursued_roles")
        return any(roles.find(tokens, token.index) for token in around)

    def _find_asides(self) -> dict[str, str]:
        """Who mostly stands as official, helper or relative: spoken of, not pursued."""
        found: dict[str, str] = {}
        for character in self.characters:
            counts = {"officials": 0, "helpers": 0, "relatives": 0}
            for mention in character.mentions:
                kind = self._aside_kind(mention.sentence, mention.first, mention.last)
                if kind:
                    counts[kind] += 1
            best = max(counts, key=lambda kind: counts[kind])
            if counts[best]:
                found[character.name] = best
        return found

    def _aside_kind(self, sentence: int, first: int, last: int) -> str | None:
        tree = self.trees[sentence]
        tokens = tree.tokens
        head = tokens[first]
        near: list[Token] = []
        if head.head >= 0 and head.rel in ("appos", "flat", "flat:name", "nmod", "nsubj", "conj"):
            governor = tokens[head.head]
            agrees = governor.feats.get("Case") == head.feats.get("Case")
            if governor.pos == "NOUN" and agrees and governor.index < first:
                near.append(governor)
        near += [token for token in tree.children[first] if token.rel == "appos"]
        before = tokens[first - 1] if first else None
        if before is not None and before.pos in ("NOUN", "PROPN"):
            same = before.feats.get("Case") == head.feats.get("Case")
            if same:
                near.append(before)
        for kind in ("relatives", "officials", "helpers"):
            if any(word_set(kind).find(tokens, token.index) for token in near):
                return kind
        return None

    def aside(self, name: str) -> str | None:
        """`officials`, `helpers` or `relatives` for a person who stands as one, else None."""
        return None if name in self.victims else self._aside.get(name)

    def aside_of(self, name: str) -> str | None:
        """What a person stands as by their mentions alone, whatever befell them."""
        return self._aside.get(name)

    def pursued(self, name: str | None, description: str | None) -> bool:
        """Whether somebody is called what the pursued are called: activist, journalist, refugee."""
        if description:
            return bool(_lemmas_of(description) & set(word_set("pursued_roles").by_first))
        return name in self._called

    def named_in(self, sentence: int) -> list[tuple[int, Character]]:
        """The named persons of a sentence with the place of their first word, in order."""
        return self._in[sentence]

    def parties(self, sentence: int, token: Token) -> list[Party]:
        """Whom a word stands for, with those joined to it by «и» or a comma; may be nobody."""
        tree = self.trees[sentence]
        named: dict[str, Party] = {}
        for each in self.joined(tree, token):
            character = self._at.get((sentence, each.index))
            if character and character.name not in named:
                named[character.name] = self._party(character, each.index)
        if named:
            return self._without_relations(tree, token, list(named.values()))
        if token.pos == "PRON" or token.lemma in ("который", "его", "ее", "их"):
            return self._antecedents(sentence, token)
        return self._described(sentence, token) or self._organisation(sentence, token)

    def _organisation(self, sentence: int, token: Token) -> list[Party]:
        """An organisation by its name in «», or as the name finder sees it."""
        tree = self.trees[sentence]
        below = {each.index for each in tree.subtree(token)[:14]}
        quoted = self._in_quotation_marks(tree, below)
        if quoted:
            return [quoted]
        for name in self.sentences[sentence].names:
            if name.type == "ORG" and name.first <= token.index < name.last:
                text = describe(tree.tokens[name.first : name.last])
                return [Party(text, None, SubjectKind.ORGANISATION, name.first, name.last)]
        return []

    def _in_quotation_marks(self, tree: Tree, among: set[int]) -> Party | None:
        opened = None
        for token in tree.tokens:
            if token.text in "«“„" and token.index in among:
                opened = token.index
            elif token.text in "»”" and opened is not None:
                inside = tree.tokens[opened + 1 : token.index]
                if inside and len(inside) <= 6 and inside[0].text[:1].isupper():
                    text = describe(inside, inflect=False)
                    span = (opened + 1, token.index)
                    return Party(text, None, SubjectKind.ORGANISATION, *span)
                opened = None
        return None

    def first_joined(self, sentence: int, index: int) -> Token:
        """The first of the words joined by «и» or a comma that a name belongs to."""
        tree = self.trees[sentence]
        token = tree.tokens[index]
        while token.rel == "conj" and self._is_somebody(tree, tree.tokens[token.head]):
            token = tree.tokens[token.head]
        return token

    def _without_relations(self, tree: Tree, token: Token, found: list[Party]) -> list[Party]:
        relation = word_set("relatives").find(tree.tokens, token.index)
        own_name = any(party.first == token.index for party in found)
        inside = all(
            tree.tokens[party.first].feats.get("Case") != token.feats.get("Case") for party in found
        )
        return [] if relation and not own_name and inside else found

    def _party(self, character: Character, index: int) -> Party:
        official = self.aside(character.name) == "officials"
        kind = SubjectKind.OFFICIAL if official else SubjectKind.PERSON
        return Party(character.name, None, kind, index, index + 1)

    def joined(self, tree: Tree, token: Token) -> Iterator[Token]:
        """A word and those joined to it by apposition, «и» or a comma, as far as they are somebody."""
        stack, seen = [token], set()
        person = bool(word_set("person_roles").find(tree.tokens, token.index))
        while stack:
            at = stack.pop(0)
            if at.index in seen:
                continue
            seen.add(at.index)
            yield at
            for child in tree.children[at.index]:
                if (
                    child.rel in ("appos", "flat", "flat:name", "flat:foreign")
                    or (child.rel == "conj" and self._is_somebody(tree, child))
                    or (person and child.rel == "nmod" and self._is_name(tree, child))
                ):
                    stack.append(child)

    def _is_somebody(self, tree: Tree, token: Token) -> bool:
        sentence = tree.sentence.index
        return (sentence, token.index) in self._at or self.is_role(sentence, token)

    def _is_name(self, tree: Tree, token: Token) -> bool:
        no_preposition = tree.preposition(token) is None
        return no_preposition and (tree.sentence.index, token.index) in self._at

    def _antecedents(self, sentence: int, token: Token) -> list[Party]:
        tree = self.trees[sentence]
        if token.lemma == "который":
            head = tree.clause(token)
            if head.rel in ("acl:relcl", "acl") and head.head >= 0:
                return self.parties(sentence, tree.tokens[head.head])
        if token.lemma in _NOBODY:
            return []
        number = token.feats.get("Number")
        if number == "Plur" or (number is None and token.lemma in ("они", "их")):
            return self._last_several(sentence, token)
        gender = token.feats.get("Gender")
        if token.lemma == "ее" or token.text.lower() in (
            "она",
            "её",
            "ее",
            "ей",
            "ней",
            "неё",
            "нее",
        ):
            gender = "Fem"
        elif token.lemma == "его" or token.lemma == "он":
            gender = "Masc"
        found = self.salient(sentence, token.index, gender)
        return [found] if found else []

    def salient(self, sentence: int, before: int, gender: str | None = None) -> Party | None:
        """The person spoken of last before a word, officials and helpers left out."""
        for back in range(sentence, max(-1, sentence - REACH), -1):
            if self._elsewhere(back, sentence):
                break
            row = [
                (index, character)
                for index, character in self._in[back]
                if (back < sentence or index < before)
                and not character.plural
                and (not gender or not character.gender or character.gender == gender)
            ]
            free = [
                (index, character)
                for index, character in row
                if not self.aside(character.name) and (back, index) not in self.speaking
            ]
            known = [pair for pair in free if pair[1].name in self.victims]
            saying = [pair for pair in row if not self.aside(pair[1].name)]
            for pick in (known, free, saying):
                if pick:
                    index, character = pick[0]
                    party = self._party(character, index)
                    return party if back == sentence else Party(party.name, None, party.kind)
        return self._hero(sentence, gender)

    def _hero(self, sentence: int, gender: str | None) -> Party | None:
        """The one pursued person of a section, or of a text that has only one."""
        here = {
            character.name
            for index in self._of_section[self.sections[sentence]]
            for _, character in self._in[index]
            if character.name in self.victims
        }
        names = here or self.victims
        for character in self.characters:
            if len(names) == 1 and character.name in names and not character.plural:
                fits = not gender or not character.gender or character.gender == gender
                return Party(character.name, None, SubjectKind.PERSON) if fits else None
        return None

    def _elsewhere(self, other: int, sentence: int) -> bool:
        """Whether another sentence is of another story: its section names its own persons."""
        section = self.sections[sentence]
        return self.sections[other] != section and section in self._peopled

    def _last_several(self, sentence: int, token: Token) -> list[Party]:
        for back in range(sentence, max(-1, sentence - REACH), -1):
            if self._elsewhere(back, sentence):
                break
            row = [
                character
                for index, character in self._in[back]
                if (back < sentence or index < token.index) and not self.aside(character.name)
            ]
            names = list(dict.fromkeys(character.name for character in row))
            if len(names) > 1:
                return [Party(name, None, SubjectKind.PERSON) for name in names]
            for each in self.trees[back].tokens:
                if (back < sentence or each.index < token.index) and self._is_group(back, each):
                    return self._described(back, each, here=back == sentence)
        return []

    def _is_group(self, sentence: int, token: Token) -> bool:
        if token.feats.get("Number") != "Plur" or token.pos not in ("NOUN", "PROPN", "ADJ"):
            return False
        return self.is_role(sentence, token) and not self.relation(sentence, token)

    def is_role(self, sentence: int, token: Token) -> bool:
        """Whether a word is one for a kind of person (активист, россиянин)."""
        if "Case" not in token.feats or token.feats.get("Variant") == "Short":
            return False
        if token.index in self._demonyms[sentence]:
            return True
        tokens = self.sentences[sentence].tokens
        return bool(word_set("person_roles").find(tokens, token.index))

    def relation(self, sentence: int, token: Token) -> bool:
        """Whether a word is one for a relative or friend."""
        return bool(word_set("relatives").find(self.sentences[sentence].tokens, token.index))

    def _described(self, sentence: int, token: Token, here: bool = True) -> list[Party]:
        tree = self.trees[sentence]
        if self.relation(sentence, token) or self._names_an_office(tree, token):
            return []
        if self._serves_the_state(tree, token):
            return []
        many = token.feats.get("Number") == "Plur"
        if not self.is_role(sentence, token):
            grouped = token.pos == "NUM" or word_set("group_words").find(tree.tokens, token.index)
            inside = [
                child
                for child in tree.children[token.index]
                if child.rel.startswith("nmod") and self._is_group(sentence, child)
            ]
            if not grouped and not inside:
                return []
            if not inside and token.lemma not in _COUNTS:
                return []
            many = True
        if many:
            first, last = self._phrase(tree, token)
            text = describe(tree.tokens[first:last])
            span = (first, last) if here else (-1, -1)
            return [Party(None, text, SubjectKind.GROUP, *span)]
        return [self._role_holder(sentence, token, here)]

    def description(self, sentence: int, token: Token) -> Party | None:
        """Somebody unnamed as a role word describes them, though a name may stand near; or None."""
        if not self.is_role(sentence, token) or self.relation(sentence, token):
            return None
        tree = self.trees[sentence]
        first, last = self._phrase(tree, token)
        many = token.feats.get("Number") == "Plur"
        kind = SubjectKind.GROUP if many else SubjectKind.PERSON
        return Party(None, describe(tree.tokens[first:last]), kind, first, last)

    def _serves_the_state(self, tree: Tree, token: Token) -> bool:
        """Whether a role is held in an authority («сотрудники спецслужб»): not one pursued."""
        return token.feats.get("Number") == "Plur" and any(
            child.rel.startswith("nmod") and word_set("authorities").find(tree.tokens, child.index)
            for child in tree.children[token.index]
        )

    def _names_an_office(self, tree: Tree, token: Token) -> bool:
        """Whether a role word only says what a thing is for: «статус беженца»."""
        if token.head < 0 or not token.rel.startswith("nmod"):
            return False
        return bool(word_set("things_for_people").find(tree.tokens, token.head))

    def _role_holder(self, sentence: int, token: Token, here: bool) -> Party:
        """One person called by a role: somebody named before or just after, else unnamed."""
        gender = token.feats.get("Gender")
        found = self.salient(sentence, token.index, gender)
        if not found:
            found = self._ahead(sentence, token.index, gender)
        if found:
            return found
        tree = self.trees[sentence]
        first, last = self._phrase(tree, token)
        text = describe(tree.tokens[first:last])
        span = (first, last) if here else (-1, -1)
        return Party(None, text, SubjectKind.PERSON, *span)

    def _ahead(self, sentence: int, after: int, gender: str | None) -> Party | None:
        for at in range(sentence, min(len(self.sentences), sentence + 3)):
            if self.sections[at] != self.sections[sentence] and self.sections[sentence] != 0:
                break
            row = [
                character
                for index, character in self._in[at]
                if (at > sentence or index > after)
                and not self.aside(character.name)
                and not character.plural
                and (not gender or not character.gender or character.gender == gender)
            ]
            if row:
                return Party(row[0].name, None, SubjectKind.PERSON)
        return None

    def _phrase(self, tree: Tree, token: Token) -> tuple[int, int]:
        """The first and last (excluded) token of a noun's phrase, without clauses hanging on it."""
        first = last = token.index
        for child in tree.children[token.index]:
            if child.rel in ("amod", "nummod", "nummod:gov", "det") and child.index < token.index:
                first = min(first, child.index)
            if child.rel == "nmod" and child.index > token.index:
                last = max(last, *(each.index for each in tree.subtree(child)[:6]))
        return first, last + 1


def _lemmas_of(text: str) -> set[str]:
    return {lemma for word in text.split() for lemma in lemmas(word)}


_NOBODY = frozenset(["что", "кто", "это", "то", "все", "никто", "себя", "я", "мы", "вы", "ты"])
_COUNTS = {
    "двое",
    "трое",
    "четверо",
    "пятеро",
    "шестеро",
    "семеро",
    "восьмеро",
    "многие",
    "некоторые",
}
