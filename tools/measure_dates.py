"""Measures how often an event gets the date that gold gives it: `measure_dates.py GOLD [--errors]`.

The event's words and its clause are taken from gold, so that only the reading of dates is
measured; the sentence is the one that Razdel finds around them. Russian documents only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from razdel import sentenize

from nonrefoul.reading.dates import date_for, dates


def _sentence(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    return next(span for span in reversed(spans) if span[0] <= place)


def compared(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Each gold claim of a document with the date found for it."""
    text, day = document["text"], document["published"]
    whens = dates(text, dt.date.fromisoformat(day) if day else None)
    spans = [(sentence.start, sentence.stop) for sentence in sentenize(text)]
    for claim in document["claims"]:
        words = (claim["start"], claim["end"])
        yield claim, date_for(whens, *words, words, _sentence(spans, words[0]))


def main() -> None:
    """Print the shares, and with --errors every difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for line in arguments.gold.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if document["lang"] != "ru":
            continue
        for claim, found in compared(document):
            groups = ("all", "dated in gold" if claim["date"] else "undated in gold")
            total.update(groups)
            right.update(groups if claim["date"] == found else ())
            if arguments.errors and claim["date"] != found:
                print(document["id"], document["published"], claim["date"], found, claim["quote"])
    for group, count in sorted(total.items()):
        print(f"{group:16}{right[group]:5} of {count:4} = {right[group] / count:.3f}")


if __name__ == "__main__":
    main()
