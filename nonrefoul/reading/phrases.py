"""Noun phrases put into the nominative, as far as the dictionary knows their words."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.reading.morphology import parses
from nonrefoul.reading.tokens import Token


def describe(tokens: Sequence[Token], inflect: bool = True) -> str:
    """A noun phrase put into the nominative as far as the dictionary knows its words.

    With `inflect` off the words stay as they are, only joined.
    """
    head = next((i for i, token in enumerate(tokens) if token.pos in ("NOUN", "PROPN")), None)
    parts = []
    for index, token in enumerate(tokens):
        text = token.text
        inflects = (
            inflect and head is not None and index <= head and token.pos in ("NOUN", "ADJ", "DET")
        )
        if inflects:
            case = token.feats.get("Case", "Nom")
            for parse in parses(token.text):
                if _fits(str(parse.tag.case), case):
                    form = parse.inflect({"nomn"})
                    text = _as_written(form.word, text) if form else text
                    break
        joined = index == 0 or token.start == tokens[index - 1].stop
        parts.append(text if joined else " " + text)
    return "".join(parts)


def _as_written(form: str, text: str) -> str:
    """A form with the capitals of the word in the text."""
    if len(text) > 1 and text.isupper():
        return form.upper()
    return form[:1].upper() + form[1:] if text[:1].isupper() else form


_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}


def _fits(case: str, wanted: str) -> bool:
    return (
        case == _CASES.get(wanted)
        or (case in ("gen1", "gen2") and wanted == "Gen")
        or (case == "loc2" and wanted == "Loc")
    )
