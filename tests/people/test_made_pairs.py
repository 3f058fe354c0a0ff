"""The project's own pairs of invented names, in six scripts: joining must hardly ever be wrong."""

import unicodedata

from made_pairs import Pair, made_pairs

from nonrefoul.people import Verdict, compare

PAIRS = made_pairs()


def joined(pairs: list[Pair]) -> list[Pair]:
    return [p for p in pairs if compare(p.first, p.second).verdict is Verdict.SAME]


def test_precision_and_recall_on_the_half_that_nothing_was_tuned_on() -> None:
    check = [pair for pair in PAIRS if pair.check]
    found = joined(check)
    right = sum(pair.same for pair in found)
    assert right / len(found) >= 0.99
    assert right / sum(pair.same for pair in check) >= 0.90


def test_there_are_pairs_enough_in_six_scripts() -> None:
    assert len(PAIRS) >= 600
    assert sum(not pair.same for pair in PAIRS) >= 200
    letters = {letter for pair in PAIRS for letter in pair.first + pair.second if letter.isalpha()}
    scripts = {unicodedata.name(letter).split()[0] for letter in letters}
    assert scripts >= {"CYRILLIC", "LATIN", "GEORGIAN", "ARMENIAN", "GREEK", "ARABIC"}


def test_brothers_namesakes_and_spouses_are_never_joined() -> None:
    assert not [pair for pair in joined(PAIRS) if not pair.same and pair.kind != "by hand"]
