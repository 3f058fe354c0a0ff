"""From what the network sees told in a document to claims, each with its words and confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from nonrefoul.reading.confidence import confidences, least, least_alone
from nonrefoul.reading.discourse import Party
from nonrefoul.reading.learned.inputs import Inputs, Who, inputs
from nonrefoul.reading.learned.options import of_state
from nonrefoul.reading.learned.telling import Told, told
from nonrefoul.reading.modality import certainty
from nonrefoul.reading.models import find_names, segment, tag
from nonrefoul.reading.reader import LONGEST, Match, Reader, Telling, distinct, head_of
from nonrefoul.reading.relevance import Relevance, relevance
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules import events
from nonrefoul.words import Actuality, Claim, Document, Modality, SubjectKind

# How likely all must be but for which state was host.
SURE_BUT_FOR_HOST = 0.85
# A claim of what befell somebody is not given where, beside it, it is at least so likely that what
# it tells has happened has not, or the other way round: the error that is never to be made.
DISPUTED = 0.1

# What a state can't do both of in the same words.
OPPOSITES = frozenset(
    {
        frozenset(("turned_away", "turned_toward")),
        frozenset(("cooperates", "does_not_cooperate")),
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """One document read as far as claims: who and where, the rules met, and what is told."""

    reader: Reader
    matches: tuple[Match, ...]
    seen: Inputs
    told: tuple[Told, ...]
    about: Relevance
    met: Mapping[tuple[str, int], list[Match]]

    @property
    def sentences(self) -> Sequence[Sentence]:
        """The document's sentences."""
        return self.reader.sentences


def claims(documents: Sequence[Document]) -> list[tuple[Claim, ...]]:
    """Read the claims of Russian documents, each in the order of its text."""
    return [tuple(given(page)) for page in pages(documents)]


def given(page: Page) -> list[Claim]:
    """The claims of a page that reading gives, each once, in the order of the text."""
    found = several(page)
    return [] if lonely(found, page) else found


def several(page: Page) -> list[Claim]:
    """The claims that would be given if they were several."""
    return distinct(undisputed(sure(page)))


def lonely(found: Sequence[Claim], page: Page) -> bool:
    """Whether claims are one alone, and not sure enough to be all that a page tells."""
    asked = least_alone(len(page.reader.document.text))
    return len(found) == 1 and (found[0].confidence or 0) < asked


def sure(page: Page) -> list[Claim]:
    """The claims of a page that are sure enough to be given.

    Where it is sure what befell whom and only open which state was host, the claim says so: it
    names none.
    """
    likely = how_likely(page)
    chances = [
        0.0 if in_doubt else chance
        for chance, in_doubt in zip(likely, disputed(page, likely), strict=True)
    ]
    found = _likely(page, chances, least())
    alike: dict[tuple[object, ...], list[tuple[float, Told]]] = defaultdict(list)
    for each, chance in zip(page.told, chances, strict=True):
        key = (each.event, tuple(each.words.tolist()), each.who, each.modality.actuality)
        alike[key].append((chance, each))
    for options in alike.values():
        together, (best, likeliest) = sum(c for c, _ in options), max(options, key=lambda o: o[0])
        if best < least() and together >= SURE_BUT_FOR_HOST and not of_state(likeliest.event):
            claim = claimed(page, likeliest)
            found.append(replace(claim, host=None, confidence=round(min(1.0, together), 3)))
    return found


def disputed(page: Page, chances: Sequence[float]) -> list[bool]:
    """For each thing told, so likely each, whether it is told too surely to have gone another way.

    What a state does is a matter of degree, and never disputed.
    """
    alike: dict[tuple[object, ...], list[tuple[float, Actuality]]] = defaultdict(list)
    for each, chance in zip(page.told, chances, strict=True):
        alike[each.event, each.who, each.host].append((chance, each.modality.actuality))
    return [
        not of_state(each.event)
        and any(
            other is not each.modality.actuality and rival >= DISPUTED * chance
            for rival, other in alike[each.event, each.who, each.host]
        )
        for each, chance in zip(page.told, chances, strict=True)
    ]


def undisputed(found: Sequence[Claim]) -> list[Claim]:
    """The claims, less those that the same words would tell the opposite of.

    Words that seem to say that a state turns away, and that it turns toward, say neither surely.
    """
    return [
        claim
        for claim in found
        if not any(
            frozenset((claim.event, other.event)) in OPPOSITES
            and claim.host == other.host
            and max(claim.start, other.start) < min(claim.end, other.end)
            for other in found
        )
    ]


def pages(documents: Sequence[Document]) -> list[Page]:
    """Read documents as far as all that they may tell.

    The language models see the sentences of all documents together, which is what makes them fast.
    """
    return [_page(Reader(*each)) for each in _parsed(documents)]


def unweighed(documents: Sequence[Document]) -> list[Inputs]:
    """Documents as the network sees them, before it weighs them: what it is trained on."""
    found = []
    for each in _parsed(documents):
        reader = Reader(*each)
        found.append(_seen(reader, tuple(reader.matches()), relevance(reader.sentences)))
    return found


def _parsed(documents: Sequence[Document]) -> list[tuple[Document, Sequence[Sentence]]]:
    texts = [segment(document.text[:LONGEST]) for document in documents]
    together = [sentence for sentences in texts for sentence in sentences]
    find_names(together)
    tag(together)
    return list(zip(documents, texts, strict=True))


def _page(reader: Reader) -> Page:
    matches = tuple(reader.matches())
    about = relevance(reader.sentences)
    seen = _seen(reader, matches, about)
    met: dict[tuple[str, int], list[Match]] = defaultdict(list)
    for match in matches:
        met[match.event, match.sentence].append(match)
    return Page(reader, matches, seen, tuple(told(seen)), about, met)


def _seen(reader: Reader, matches: Sequence[Match], about: Relevance) -> Inputs:
    return inputs(
        reader.document.text[:LONGEST],
        reader.sentences,
        reader.discourse,
        reader.places,
        reader.geography,
        [(match.sentence, match.trigger.index, match.event) for match in matches],
        about,
        reader.whens,
    )


def judged(page: Page, from_confidence: float) -> list[Claim]:
    """Every claim that may be in a document and is at least so likely, with its confidence."""
    return _likely(page, how_likely(page), from_confidence)


def how_likely(page: Page) -> list[float]:
    """How likely a claim of each thing told is right."""
    return confidences(page.told, by_words(page))


def _likely(page: Page, chances: Sequence[float], from_confidence: float) -> list[Claim]:
    return [
        replace(claimed(page, each), confidence=round(chance, 3))
        for each, chance in zip(page.told, chances, strict=True)
        if chance >= from_confidence
    ]


def by_words(page: Page) -> list[Actuality]:
    """What the words around each thing told say of its having happened, by rule alone."""
    known: dict[tuple[int, ...], Actuality] = {}
    for each in page.told:
        words = tuple(each.words.tolist())
        if words not in known:
            known[words] = _certainty(page, each).actuality
    return [known[tuple(each.words.tolist())] for each in page.told]


def _certainty(page: Page, each: Told) -> Modality:
    """How certain the words around an event make it, by rule alone."""
    telling = _telling(page, each)
    tree = page.reader.discourse.trees[telling.sentence]
    return certainty(tree, telling.trigger, telling.words).modality


def claimed(page: Page, each: Told) -> Claim:
    """What may be told as a claim, not yet judged."""
    reader = page.reader
    telling = _telling(page, each)
    party = _party(page, each, telling)
    start, stop = reader.quote(telling, party)
    tree = reader.discourse.trees[telling.sentence]
    certain = certainty(tree, telling.trigger, telling.words)
    modality = _held_to(each.modality, certain.modality)
    told_by = modality not in (Modality.ASSERTED, Modality.EXPECTED, Modality.NEGATED)
    return Claim(
        document=reader.document.id,
        event=each.event,
        subject=party.name,
        subject_kind=party.kind,
        modality=modality,
        start=start,
        end=stop,
        quote=reader.document.text[start:stop],
        group=party.description,
        host=each.host,
        origin=each.origin,
        actor=reader.actor(telling, party),
        third_state=reader.third(telling, {each.host, each.origin}),
        date=each.date,
        attribution=(certain.attribution or None) if told_by else None,
        rule=_rule_of(page, telling),
    )


def _held_to(told: Modality, by_words: Modality) -> Modality:
    """The modality told, unless it says that what the words deny in so many words has happened."""
    happened = told.actuality is Actuality.HAPPENED
    return Modality.DENIED if happened and by_words is Modality.DENIED else told


def _telling(page: Page, each: Told) -> Telling:
    number = int(page.seen.sentence[each.words[0]])
    tokens = page.sentences[number].tokens
    first = int((page.seen.sentence < number).sum())
    words = tuple(tokens[at - first] for at in each.words.tolist())
    trigger = head_of(words)
    scope = page.reader.discourse.trees[number].scope(trigger)
    return Telling(each.event, number, trigger, tuple(scope), words)


def _rule_of(page: Page, telling: Telling) -> str:
    """The rule that is met at the words that tell an event; `network` where none is."""
    for match in page.met.get((telling.event, telling.sentence), ()):
        if any(word in telling.words for word in match.words):
            return match.frame.id
    return "network"


def _party(page: Page, each: Told, telling: Telling) -> Party:
    who = page.seen.who[each.who]
    if of_state(each.event):
        return Party(None, None, SubjectKind.NONE)
    place = _here(page, each, telling)
    if who.kind == "nobody":
        return _unnamed(page, telling, place)
    first, last = place or (-1, -1)
    return Party(who.name, None, _kind(each.event, who), first, last)


def _here(page: Page, each: Told, telling: Telling) -> tuple[int, int] | None:
    """Where in the telling's own sentence the one whom it befell is mentioned."""
    if each.mention is None:
        return None
    first, last, _ = page.seen.mentions[each.mention].tolist()
    if int(page.seen.sentence[first]) != telling.sentence:
        return None
    start = int((page.seen.sentence < telling.sentence).sum())
    return first - start, last - start


def _unnamed(page: Page, telling: Telling, place: tuple[int, int] | None) -> Party:
    """Somebody without a name, described as the sentence does."""
    kinds = events()[telling.event].subject
    discourse = page.reader.discourse
    if place:
        token = page.sentences[telling.sentence].tokens[place[0]]
        found = discourse.description(telling.sentence, token)
        if found:
            return found
    described = _any_described(page, telling)
    if described:
        return described
    kind = SubjectKind.GROUP if "group" in kinds else SubjectKind(kinds[0])
    return Party(None, None, kind)


def _any_described(page: Page, telling: Telling) -> Party | None:
    for token in sorted(telling.scope, key=lambda word: _apart(word, telling.trigger)):
        found = page.reader.discourse.description(telling.sentence, token)
        if found:
            return found
    return None


def _apart(word: Token, trigger: Token) -> int:
    return abs(word.index - trigger.index)


def _kind(event: str, who: Who) -> SubjectKind:
    kinds = events()[event].subject
    if who.kind == "organisation":
        return SubjectKind.ORGANISATION
    official = "official" in kinds and "person" not in kinds
    return SubjectKind.OFFICIAL if official else SubjectKind.PERSON
