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
                    text = form.word if form else text
                    break
        parts.append(text if index == 0 or token.pos == "PUNCT" else " " + text)
    return "".join(parts)


_CASES = {"Nom": "nomn", "Gen": "gent", "Dat": "datv", "Acc": "accs", "Ins": "ablt", "Loc": "loct"}


def _fits(case: str, wanted: str) -> bool:
    return (
        case == _CASES.get(wanted)
        or (case in ("gen1", "gen2") and wanted == "Gen")
        or (case == "loc2" and wanted == "Loc")
    )
