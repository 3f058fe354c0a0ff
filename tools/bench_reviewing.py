"""How long it takes to apply many judgements to many claims, all at once and for one document.

In seconds of the processor, so that others who work on the machine don't count.
Run: .venv/bin/python tools/bench_reviewing.py [CLAIMS] [JUDGEMENTS]. Everything is invented.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from dataclasses import replace

from nonrefoul.reviewing import about, confirmed, corrected, learned, queue, rejected, reviewed
from nonrefoul.reviewing.opinions import opinion
from nonrefoul.words import Claim, Document, Judgement, Modality, Standing, SubjectKind

KEY = b"a key for the bench"
WHEN = dt.datetime(2031, 1, 1)
SENTENCE = "Ветроградов {0} задержан. "
A_DOCUMENT = 4  # claims in a document


def made(count: int) -> tuple[list[Claim], dict[str, Document]]:
    """Invented documents with a few claims each."""
    claims, documents = [], {}
    for number in range(0, count, A_DOCUMENT):
        name, text = f"d{number}", ""
        for at in range(A_DOCUMENT):
            start = len(text)
            text += SENTENCE.format(at)
            quote = text[start:-2]
            claims.append(_claim(name, at, start, quote))
        documents[name] = Document(name, text, "ru", dt.date(2030, 1, 1))
    return claims, documents


def _claim(name: str, at: int, start: int, quote: str) -> Claim:
    return Claim(
        document=name,
        event="detained",
        subject=f"Ветроградов {at}",
        subject_kind=SubjectKind.PERSON,
        modality=Modality.ASSERTED,
        start=start,
        end=start + len(quote),
        quote=quote,
        host="KG",
        rule=f"rule {at}",
        confidence=0.7,
        standing=Standing("v1"),
    )


def judged(claims: list[Claim], count: int) -> list[Judgement]:
    """Judgements on every few claims, of every kind, by two persons."""
    found = []
    step = max(1, len(claims) // count)
    for number in range(count):
        claim = claims[number * step % len(claims)]
        verdicts = confirmed(claim), rejected(claim), corrected(claim, replace(claim, host="KZ"))
        who = ("Anna", "Boris")[number % 2]
        found.append(Judgement(number, WHEN, who, about(claim.id), verdicts[number % 3]))
    return found


def main(count: int, judgements: int) -> None:
    """Print the processor's seconds that each takes."""
    claims, documents = made(count)
    shown = list(reviewed(claims, [], KEY, documents).claims)
    said = judged(shown, judgements)
    for name in ("all, judgements not yet parsed", "all, parsed before"):
        if name.startswith("all, j"):
            opinion.cache_clear()
        begun = time.process_time()
        known = reviewed(claims, said, KEY, documents)
        print(f"{name}: {time.process_time() - begun:.3f} s")
    begun = time.process_time()
    known = learned(known)
    print(f"what rules learn: {time.process_time() - begun:.3f} s")
    begun = time.process_time()
    queue(known, [], documents=documents, who="Anna")
    print(f"the queue: {time.process_time() - begun:.3f} s")
    print(f"one document: {_one(claims, said, documents):.6f} s (median)")
    print(f"{len(known.claims)} stand, {len(known.rejected)} rejected")


def _one(claims: list[Claim], said: list[Judgement], documents: dict[str, Document]) -> float:
    taken = []
    for name in list(documents)[:200]:
        own = [each for each in said if f'"document":"{name}"' in each.verdict]
        read = [each for each in claims if each.document == name]
        begun = time.process_time()
        reviewed(read, own, KEY, {name: documents[name]})
        taken.append(time.process_time() - begun)
    return statistics.median(taken)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:] or ("20000", "5000")))
