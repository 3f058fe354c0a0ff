"""The rules at work in a sentence: those that are met, and those that were tried in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from nonrefoul.cli.telling import Row
from nonrefoul.publish.wording import plain
from nonrefoul.reading.claiming import Page
from nonrefoul.reading.frames import possible
from nonrefoul.reading.reader import Match, head_of
from nonrefoul.reading.tokens import Sentence, Token
from nonrefoul.rules.states import state_name
from nonrefoul.words import Claim


def rules_tried(page: Page, sentence: Sentence, alone: Sequence[Claim]) -> Iterator[Row]:
    """Each rule met, with its words; then the others whose trigger stands there, by trigger.

    `alone` is what the rules alone, without the network, read in the document.
    """
    met = [match for match in page.matches if match.sentence == sentence.index]
    for match in met:
        yield "met", Text.assemble((match.frame.id, "green"), f" · {_quoted(match)}")
        yield "", Text(f"by rules alone: {_read(match, alone)}", "dim")
    known = {(match.frame.id, match.trigger.index) for match in met}
    for words, rules in _in_vain(sentence, known).items():
        yield "tried", Text.assemble(f"“{words}”, not met: ", (", ".join(rules), "yellow"))


def _read(match: Match, alone: Sequence[Claim]) -> str:
    """Whom and where a rule by itself reads at its words."""
    found = [
        f"{plain(claim.subject or claim.group or claim.subject_kind.value)}, "
        f"{state_name(claim.host, 'en')}, {claim.modality.value}"
        for claim in alone
        if claim.rule == match.frame.id and claim.start <= match.trigger.start < claim.end
    ]
    return "; ".join(dict.fromkeys(found)) or "nothing"


def _in_vain(sentence: Sentence, met: set[tuple[str, int]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pattern, first, last in possible(sentence):
        tokens, rule = sentence.tokens[first:last], pattern.frame.id
        rules = found.setdefault(_joined(tokens), [])
        if (rule, head_of(tokens).index) not in met and rule not in rules:
            rules.append(rule)
    return {words: rules for words, rules in found.items() if rules}


def _quoted(match: Match) -> str:
    """The words that met a rule: its trigger, then those that helped, as the text has them."""
    others = {word.index: word for word in match.words if word is not match.trigger}
    helped = _joined([word for _, word in sorted(others.items())])
    return f"“{plain(match.trigger.text)}”" + (f", with “{helped}”" if helped else "")


def _joined(tokens: Sequence[Token]) -> str:
    return plain(" ".join(token.text for token in tokens))
