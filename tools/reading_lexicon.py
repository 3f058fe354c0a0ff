"""Lessons in numbers: every word a row of the lexicon, every label a row of its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from reading_numbers import Ints, Links, Numbers, Packed, Sizes
from reading_targets import Lesson

from nonrefoul.reading.learned.inputs import EVENTS, KINDS, MARKS, PIECES
from nonrefoul.reading.learned.network import REACH, Vocabulary
from nonrefoul.reading.learned.options import MODALITIES
from nonrefoul.reading.learned.pairs import (
    DATE_SIGNS,
    DISTANCES,
    MENTION_SIGNS,
    STATE_SIGNS,
    date_signs,
    mention_signs,
    state_signs,
)
from nonrefoul.reading.weights import embeddings

# Manners and states seen less often than this are as any other.
LEAST_MANNERS = 8
LEAST_STATES = 6


def vocabulary(lessons: Sequence[Lesson]) -> Vocabulary:
    """The labels that occur in lessons; manners and states only where they do so often."""
    kinds: list[dict[str, int]] = [{} for _ in KINDS]
    manners: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for lesson in lessons:
        for row in lesson.seen.kinds:
            for known, label in zip(kinds, row, strict=True):
                known.setdefault(label, len(known) + 1)
        manners.update(manner for _, _, manner in lesson.seen.states)
        states.update(lesson.origins)
    return Vocabulary(tuple(kinds), _often(manners, LEAST_MANNERS), _often(states, LEAST_STATES))


def _often(counts: Counter[str], least: int) -> dict[str, int]:
    often = [label for label, count in counts.items() if count >= least]
    return {label: row for row, label in enumerate(often, 1)}


class Lexicon:
    """The words that were met, each with its row; row 0 is no word."""

    def __init__(self) -> None:
        self._row: dict[str, int] = {}

    def rows(self, words: Sequence[str]) -> Ints:
        """The rows of words, which are given one where they have none."""
        found = [self._row.setdefault(word, len(self._row) + 1) for word in words]
        return np.array(found, dtype=np.int32)

    def words(self) -> list[str]:
        """All words, in the order of their rows."""
        return list(self._row)


def packed(lessons: Sequence[tuple[str, bool, Lesson]], known: Vocabulary) -> Packed:
    """Documents, each with its identity and whether it is of the shared set, ready to train on."""
    lexicon = Lexicon()
    documents = [numbers(*each, known, lexicon) for each in lessons]
    table = embeddings()
    places = np.array([table.unknown, *(table.nearest(word) for word in lexicon.words())])
    return Packed(
        documents,
        np.array(table.codes[places]),
        places == table.unknown,
        table.book,
        _sizes(known, len(lessons[0][2].seen.about)),
        labels(known),
    )


def _sizes(known: Vocabulary, about: int) -> Sizes:
    return Sizes(
        kinds=[len(table) for table in known.kinds],
        pieces=PIECES,
        marks=len(MARKS),
        events=len(EVENTS),
        modalities=len(MODALITIES),
        manners=len(known.manners),
        states=len(known.states),
        about=about,
        distances=DISTANCES,
        signs={"mentions": MENTION_SIGNS, "states": STATE_SIGNS, "times": DATE_SIGNS},
        reach=REACH,
    )


def labels(known: Vocabulary) -> dict[str, np.ndarray[tuple[int], np.dtype[np.str_]]]:
    """The labels that networks know, in the order of their rows; and what they were trained for."""
    tables: dict[str, Mapping[str, int] | Sequence[str]] = {
        **{f"kinds.{number}": table for number, table in enumerate(known.kinds)},
        "manners": known.manners,
        "states": known.states,
        "events": EVENTS,
        "marks": MARKS,
    }
    return {
        f"vocabulary/{name}": np.array(list(table), dtype=np.str_) for name, table in tables.items()
    }


def numbers(
    identity: str, shared: bool, lesson: Lesson, known: Vocabulary, lexicon: Lexicon
) -> Numbers:
    """A lesson in numbers."""
    seen, targets = lesson.seen, lesson.targets
    right = np.zeros((len(targets), len(seen.who)), np.uint8)
    unsure = np.zeros_like(right)
    for row, target in enumerate(targets):
        right[row, sorted(target.right)] = 1
        unsure[row, sorted(target.unsure)] = 1
    mentions, states, times = _links(lesson)
    codes: list[str | None] = [*sorted({code for _, code, _ in seen.states}), None]
    dates: list[str | None] = [*sorted({each.edtf for each in seen.whens if each.edtf}), None]
    told = [target.dates[0] if target.dates else "?" for target in targets]
    rows = [
        [table.get(label, 0) for table, label in zip(known.kinds, row, strict=True)]
        for row in seen.kinds
    ]
    return Numbers(
        identity=identity,
        shared=shared,
        words=lexicon.rows(seen.words),
        lemmas=lexicon.rows(seen.lemmas),
        kinds=np.array(rows, dtype=np.int16),
        pieces=seen.pieces.astype(np.int16),
        signs=np.concatenate([seen.marks, seen.rules], axis=1).astype(np.float16),
        head=seen.head.astype(np.int32),
        sentence=seen.sentence.astype(np.int32),
        about=seen.about,
        tells=np.argwhere(lesson.tells > 0).astype(np.int32),
        left_open=np.argwhere(lesson.counts == 0).astype(np.int32),
        somewhere=[(words.astype(np.int32), event) for words, event in lesson.somewhere],
        events=np.array([target.event for target in targets], dtype=np.int16),
        modalities=np.array([target.modality for target in targets], dtype=np.int16),
        target_words=_joined([target.words for target in targets]),
        target_of=np.repeat(np.arange(len(targets)), [len(target.words) for target in targets]),
        right=right.astype(np.float16),
        unsure=unsure.astype(np.float16),
        mentions=mentions,
        states=states,
        manners=_rows([known.manners.get(manner, 0) for _, _, manner in seen.states]),
        codes=_rows([known.states.get(code, 0) for _, code, _ in seen.states]),
        hosts=_rows([_place(codes, target.host) for target in targets]),
        origins=_rows([_place(codes, target.origin) for target in targets]),
        times=times,
        dates=_rows([_place(dates, date) for date in told]),
    )


def _joined(rows: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, np.int64), *rows]).astype(np.int32)


def _rows(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int16)


def _place(options: Sequence[str | None], option: str | None) -> int:
    return options.index(option) if option in options else -1


def _links(lesson: Lesson) -> tuple[Links | None, Links | None, Links | None]:
    """How the words of each target stand to mentions of somebody, of states, and to times."""
    seen, targets = lesson.seen, lesson.targets
    words = [target.words for target in targets]
    nobody = len(seen.who) - 1
    mentions = states = times = None
    if targets and len(seen.mentions):
        signs, classes = mention_signs(seen, words)
        mentions = _link(seen.mentions[:, 0], seen.mentions[:, 2], nobody + 1, signs, classes)
    if targets and seen.states:
        signs, classes = state_signs(seen, words, [each.right - {nobody} for each in targets])
        codes = sorted({code for _, code, _ in seen.states})
        answers = np.array([codes.index(code) for _, code, _ in seen.states])
        places = np.array([at for at, _, _ in seen.states])
        states = _link(places, answers, len(codes) + 1, signs, classes)
    if targets and seen.whens:
        signs, classes = date_signs(seen, words)
        dates: list[str | None] = [*sorted({each.edtf for each in seen.whens if each.edtf}), None]
        answers = np.array([dates.index(each.edtf or None) for each in seen.whens])
        places = np.array([each.word for each in seen.whens])
        times = _link(places, answers, len(dates), signs, classes)
    return mentions, states, times


def _link(
    places: Ints,
    answers: Ints,
    count: int,
    signs: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    classes: Ints,
) -> Links:
    return Links(
        places.astype(np.int32),
        answers.astype(np.int32),
        count,
        signs.astype(np.float16),
        classes.astype(np.int8),
    )
