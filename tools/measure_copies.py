"""How well copies are recognised: a set made by honest rewriting of the project's own texts.

    python tools/measure_copies.py [--half tune] [--wrong]

Every document of `corpus/ru` and `corpus/en` of 150 characters or more is an original. Of each,
copies are made as reposts make them: cut, reordered, other punctuation, emoji, quotes, ё; a prefix,
a suffix, a source line, a light rewrite with other words, and two or three of these at once. Beside
them stand texts that must not be joined: others on the same template, on the same event in other
words, the same text with other names and figures, posts of one channel with one footer, surveys
that repeat several reports. Originals are split by the hash of their id: limits were chosen on one
half (`tune`), the other (`report`) is what is told. Recall: of pairs of original and copy, those in
one group. Precision: of all pairs in one group, those that come of one original.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from nonrefoul.copies import grouped, sketched
from nonrefoul.words import Copies, Document

LEAST = 150
REWRITING = corpus.CORPUS / "copies" / "rewriting.yml"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w+(?:-\w+)*")
_NAME = re.compile(r"(?<=[а-яa-z,»\"] )([А-ЯЁA-Z][а-яёa-z]{3,})|\b\d{1,4}\b")


@dataclass(frozen=True)
class Made:
    """A document of the set: the report that it tells, and how it came to be."""

    document: Document
    report: str
    manner: str


@dataclass
class Result:
    """Pairs found and missed, by the manner of the copy; wrongly joined pairs."""

    found: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)
    joined: int = 0
    wrong: list[tuple[Made, Made]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of pairs of original and copy that are in one group."""
        return sum(self.found.values()) / sum(self.there.values())

    @property
    def precision(self) -> float:
        """The share of pairs in one group that come of one original."""
        return 1 - len(self.wrong) / self.joined


@cache
def rewriting() -> Any:
    """The words to rewrite with, by language."""
    return yaml.safe_load(REWRITING.read_text(encoding="utf-8"))


def half(identity: str) -> str:
    """The half of the set that an original belongs to."""
    return "tune" if hashlib.sha256(identity.encode()).digest()[0] % 2 else "report"


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text."""
    return [each for each in _SENTENCE.split(text) if each.strip()]


def cut(text: str, lang: str, chance: random.Random) -> str:
    """The beginning: 30 to 85 % of it, to a sentence's end or in the middle of one."""
    stop = round(len(text) * chance.uniform(0.3, 0.85))
    if chance.random() < 0.5:
        kept, parts = "", sentences(text)
        for part in parts:
            if kept and len(kept) + len(part) > stop:
                break
            kept += part + " "
        return kept.strip()
    return text[:stop].rsplit(" ", 1)[0] + "…"


def headless(text: str, lang: str, chance: random.Random) -> str:
    """Without the first sentence, where that is no more than a third of the text."""
    parts = sentences(text)
    return " ".join(parts[1:]) if len(parts[0]) * 3 < len(text) else text


def reordered(text: str, lang: str, chance: random.Random) -> str:
    """The sentences in another order."""
    parts = sentences(text)
    chance.shuffle(parts)
    return " ".join(parts)


def punctuated(text: str, lang: str, chance: random.Random) -> str:
    """The same words with other quotes, dashes, ё, spaces, capitals, emoji and breaks of lines."""
    for old, new in (("«", '"'), ("»", '"'), ("—", "-"), ("ё", "е"), (";", "."), (" – ", " - ")):
        text = text.replace(old, new)
    parts = sentences(text)
    parts[0] = parts[0].upper() if chance.random() < 0.3 else parts[0]
    marks = ["⚡️", "❗️", "👇", "🔴", ""]
    joined = [f"{chance.choice(marks)} {part}".strip() for part in parts]
    text = chance.choice(["\n", "\n\n", " "]).join(joined)
    return text.replace(" ", "\u00a0", 3) if chance.random() < 0.3 else text


def prefixed(text: str, lang: str, chance: random.Random) -> str:
    """With words of the one who passes it on before it."""
    return f"{framed('before', lang, chance)}{chance.choice([' ', chr(10)])}{text}"


def suffixed(text: str, lang: str, chance: random.Random) -> str:
    """With a source line, a call to subscribe or a wish behind it."""
    count = chance.choice([1, 1, 2])
    return "\n".join([text, *(framed("after", lang, chance) for _ in range(count))])


def framed(which: str, lang: str, chance: random.Random) -> str:
    """Words that some channel puts around what it passes on."""
    words = rewriting()[lang]
    channel = " ".join(chance.choice(part) for part in words["channels"])
    time = f"{chance.randrange(24)}:{chance.randrange(60):02}"
    text: str = chance.choice(words[which]).format(channel=channel, time=time)
    return text


def worded(text: str, lang: str, chance: random.Random) -> str:
    """A light rewrite: up to 15 % of the words by others of the same meaning."""
    words, known = len(_WORD.findall(text)), rewriting()[lang]["synonyms"]
    left = max(1, round(words * 0.15))

    def other(found: re.Match[str]) -> str:
        nonlocal left
        word = found[0]
        if left and word.lower() in known and chance.random() < 0.8:
            left -= 1
            new: str = known[word.lower()]
            return new.capitalize() if word[0].isupper() else new
        return word

    return _WORD.sub(other, text)


Manner = Callable[[str, str, random.Random], str]
MANNERS: dict[str, Manner] = {
    each.__name__: each
    for each in (worded, reordered, headless, cut, punctuated, prefixed, suffixed)
}


def copies_of(original: Document, chance: random.Random, whole: bool) -> Iterator[Made]:
    """A copy in each manner, and three in several at once; some by the channel itself.

    `whole` leaves out the manners that cut: what is cut down to the words that two reports have in
    common is a copy of either.
    """
    lang = original.lang or "ru"
    manners = sorted(MANNERS.keys() - ({"cut", "headless"} if whole else set()))
    plans: list[tuple[str, ...]] = [(name,) for name in manners]
    plans += [tuple(chance.sample(manners, chance.choice([2, 3]))) for _ in range(3)]
    for number, plan in enumerate(plans):
        text = original.text
        for name in sorted(plan, key=list(MANNERS).index):
            text = MANNERS[name](text, lang, chance)
        if len(_plain(text)) < 60 or text == original.text:
            continue
        source = original.source if chance.random() < 0.1 else f"канал {chance.randrange(400)}"
        name = "+".join(plan) if len(plan) == 1 else f"{len(plan)} at once"
        copy = Document(f"{original.id}~{number}", text, lang=lang, source=source)
        yield Made(copy, original.id, name)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


def others_of(original: Document, chance: random.Random, names: Sequence[str]) -> Iterator[Made]:
    """The same text with other names and figures: the channel's next post on its template.

    None where the text has fewer than two of them in eighty words; it would be the same report.
    """
    count = 0

    def other(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        if found[0].isdigit():
            return str(int(found[0]) + chance.randrange(1, 9))
        end = found[0][-1]
        fitting = [each for each in names if each[-1] == end and each != found[0]]
        return chance.choice(fitting or list(names))

    text = _NAME.sub(other, original.text)
    if count * 40 >= len(text.split()):
        name = f"{original.id}/other"
        yield Made(Document(name, text, lang=original.lang, source=original.source), name, "names")


def templates(lang: str, chance: random.Random) -> Iterator[Made]:
    """Posts on templates, each with its own place, name, figure and date."""
    words = rewriting()[lang]
    for at, template in enumerate(words["templates"]):
        fills: set[tuple[str, str, int, str]] = set()
        while len(fills) < 12:
            fills.add(
                (
                    chance.choice(words["places"]),
                    chance.choice(words["names"]),
                    chance.randrange(2, 60),
                    chance.choice(words["dates"]),
                )
            )
        for number, fill in enumerate(sorted(fills)):
            name = f"template-{lang}-{at}-{number}"
            text = template.format(*fill)
            yield Made(Document(name, text, lang=lang, source=f"канал {at}"), name, "template")


def tellings(lang: str) -> Iterator[Made]:
    """One event told by several in their own words."""
    for at, told in enumerate(rewriting()[lang]["tellings"]):
        for number, text in enumerate(told):
            name = f"telling-{lang}-{at}-{number}"
            yield Made(Document(name, text, lang=lang, source=f"канал {number}"), name, "telling")


def series(lang: str, originals: Sequence[Document], chance: random.Random) -> Iterator[Made]:
    """Posts of one channel, unlike each other but for one footer."""
    for at, footer in enumerate(rewriting()[lang]["footers"]):
        short = sorted(originals, key=lambda each: (len(each.text), each.id))[: len(originals) // 2]
        for each in chance.sample(short, min(30, len(short))):
            name = f"{each.id}/footer-{at}"
            text = f"{each.text}\n\n{footer}"
            yield Made(Document(name, text, lang=lang, source=f"берег {at}"), each.id, "footer")


def surveys(lang: str, originals: Sequence[Document], chance: random.Random) -> Iterator[Made]:
    """Surveys of three reports whole, three in ten of all; to which one belongs is not asked."""
    mixed = chance.sample(originals, len(originals))
    for number in range(len(originals) // 10):
        parts = mixed[3 * number : 3 * number + 3]
        text = "\n\n".join(each.text for each in parts)
        document = Document(f"survey-{lang}-{number}", text, lang=lang, source="обзор")
        yield Made(document, "", "survey")


def made(which: str, part: int = 1) -> list[Made]:
    """The set of one half, or each `part`-th original of it."""
    found: list[Made] = []
    for lang in ("ru", "en"):
        chance = random.Random(f"{lang} {which}")
        texts = {each["text"]: each["id"] for each in corpus.load(lang)}
        kept = [(name, text) for text, name in texts.items() if len(text) >= LEAST]
        kept = [(name, text) for name, text in kept if half(name) == which][::part]
        originals = [
            Document(name, text, lang=lang, source=f"газета {at % 7}")
            for at, (name, text) in enumerate(kept)
        ]
        names = sorted({each for _, text in kept for each in _NAME.findall(text) if each})
        for each in originals:
            found.append(Made(each, each.id, "original"))
            others = list(others_of(each, chance, names)) if chance.random() < 0.3 else []
            found += [*copies_of(each, chance, whole=bool(others)), *others]
        found += templates(lang, chance)
        found += tellings(lang)
        found += series(lang, originals, chance)
        found += surveys(lang, originals, chance)
    return found


def measure(of: Sequence[Made], copies: Copies) -> Result:
    """What of the set was joined, rightly and wrongly."""
    result, groups = Result(), defaultdict(list)
    for each in of:
        groups[copies.head(each.document.id)].append(each)
        if each.manner in (*MANNERS, "2 at once", "3 at once", "footer"):
            result.there[each.manner] += 1
            same = copies.head(each.document.id) == copies.head(each.report)
            result.found[each.manner] += same
    for members in groups.values():
        scored = [each for each in members if each.report]
        for one, other in combinations(scored, 2):
            result.joined += 1
            if one.report != other.report:
                result.wrong.append((one, other))
    return result


def main(arguments: list[str]) -> int:
    """Make the set, group it, and print how well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--half", choices=("tune", "report"), default="report")
    parser.add_argument("--wrong", action="store_true", help="print what was joined wrongly")
    chosen = parser.parse_args(arguments)
    of = made(chosen.half)
    documents = [each.document for each in of]
    start = time.process_time()
    sketches = {each.id: sketched(each.text) for each in documents}
    sketching = time.process_time() - start
    result = measure(of, grouped(documents, sketches))
    grouping = time.process_time() - start - sketching
    print(f"{len(of)} documents of the half `{chosen.half}`: {dict(Counter(e.manner for e in of))}")
    for manner, there in sorted(result.there.items()):
        print(f"  {manner:12} recall {result.found[manner] / there:.3f}  ({there})")
    print(f"recall {result.recall:.4f}, precision {result.precision:.4f}", end="")
    print(f" ({len(result.wrong)} of {result.joined} pairs wrong)")
    size = sum(len(each.text) for each in documents) / 1000
    print(f"sketching {sketching / size * 1000:.3f} ms a thousand characters; ", end="")
    print(f"grouping {grouping / len(documents) * 1000:.3f} ms a document")
    kinds = Counter("/".join(sorted((a.manner, b.manner))) for a, b in result.wrong)
    for kind, count in kinds.most_common(12):
        print(f"  wrong: {kind} {count}")
    if chosen.wrong:
        for one, other in result.wrong[:: max(1, len(result.wrong) // 12)]:
            print(f"--- {one.document.id} / {other.document.id}")
            print(one.document.text[:400], other.document.text[:400], sep="\n··\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
