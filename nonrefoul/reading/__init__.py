"""Reading: documents in, claims out; a pure function over batches."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cache

from nonrefoul.words import Claim, Document, Reading

RULES_VERSION = "6"

# The languages that are read.
LANGUAGES = frozenset({"ru", "en"})
# Those that are read by rules, so that it can be shown what each rule saw.
EXPLAINED = frozenset({"ru"})

# So many characters of a document are read, at most; what is left out is said by `Reading.upto`.
LONGEST = 50_000


def read(documents: Sequence[Document], *, every: bool = False) -> list[Reading]:
    """Read each document and give its claims; the result has one reading a document, in order.

    A Russian text whose words are not those of texts about people who fled is passed over before
    any model runs, as holding no claim; with `every` set, none is. What reads a language is
    loaded once a document in it comes.
    """
    from nonrefoul.reading.language import language

    langs = [document.lang or language(document.text) for document in documents]
    found: dict[int, tuple[Claim, ...]] = {}
    for lang, reader in (("ru", _russian), ("en", _english)):
        places = [at for at, each in enumerate(langs) if each == lang]
        if places:
            claims = reader([documents[at] for at in places], every)
            found.update(zip(places, claims, strict=True))
    return [
        Reading(
            document.id,
            lang,
            read=lang in LANGUAGES,
            claims=found.get(at, ()),
            upto=LONGEST if len(document.text) > LONGEST else None,
        )
        for at, (document, lang) in enumerate(zip(documents, langs, strict=True))
    ]


def _russian(documents: Sequence[Document], every: bool) -> list[tuple[Claim, ...]]:
    from nonrefoul.reading.triage import worth

    texts = [document.text[:LONGEST] for document in documents]
    chosen = [True] * len(texts) if every else worth(texts)
    if not any(chosen):
        return [()] * len(texts)
    from nonrefoul.reading.claiming import claims

    _load()
    found = iter(claims([each for each, taken in zip(documents, chosen, strict=True) if taken]))
    return [next(found) if taken else () for taken in chosen]


def _english(documents: Sequence[Document], _: bool) -> list[tuple[Claim, ...]]:
    from nonrefoul.reading.english.reader import claims

    return claims(documents)


@cache
def _load() -> None:
    """Load rules and dictionaries once, and keep them out of the garbage collector's rounds.

    They stay as long as the process does; looking through them again and again costs a tenth of
    the time that reading takes.
    """
    from nonrefoul.reading.frames import patterns
    from nonrefoul.reading.gazetteer import gazetteer

    collecting = gc.isenabled()
    gc.disable()
    patterns()
    gazetteer()
    gc.freeze()
    if collecting:
        gc.enable()
