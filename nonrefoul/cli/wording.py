"""The words of the terminal views: fixed texts, and labels of events, states and alerts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pydantic import BaseModel

from nonrefoul.publish.wording import plain
from nonrefoul.rules import RULES, Label, events, load
from nonrefoul.rules.axes import state_label
from nonrefoul.rules.states import Lang
from nonrefoul.words import Claim, Review, ReviewVerdict, Status


class _Labelled(BaseModel):
    """What a view needs of a coded record; the rest of it is for the cases stage."""

    code: str
    label: Label


@cache
def texts(lang: Lang) -> dict[str, str]:
    """The fixed texts of the views in a language."""
    return load(RULES / "interface.yml", dict[Lang, dict[str, str]])[lang]


def event_label(code: str, lang: Lang) -> str:
    """What an event is called; its code where no such event is known."""
    event = events().get(code)
    return _in(event.label, lang) if event else code


def alert_label(code: str, lang: Lang) -> str:
    """What is suspected; its code, said to be a suspicion, where no such alert is known."""
    label = _alerts().get(code)
    return _in(label, lang) if label else f"{texts(lang)['suspected']}: {code}"


def state_of(status: Status, lang: Lang, brief: bool = False) -> str:
    """What the state of an axis is called, whether sources conflict on it or tell no order."""
    label = state_label(status.axis, status.code, lang)
    order = "unordered_brief" if brief else "unordered"
    told = (("conflict", status.conflict), (order, status.unordered))
    doubt = [texts(lang)[key] for key, holds in told if holds]
    return f"{label} ({', '.join(doubt)})" if doubt else label


def reviewed_by(review: Review, lang: Lang) -> str:
    """What persons said of a claim, with a mark that strikes the eye."""
    who = ", ".join(plain(each) for each in review.who)
    disputed = review.verdict is ReviewVerdict.DISPUTED
    return texts(lang)["disputed_claim" if disputed else review.verdict.value].format(who=who)


def caution(told: Sequence[Claim], lang: Lang) -> str:
    """How far what is shown was checked by persons."""
    checked = sum(claim.checked for claim in told)
    if not checked:
        return texts(lang)["machine_read"]
    return texts(lang)["partly_checked"].format(checked=checked, all=len(told))


def _in(label: Label, lang: Lang) -> str:
    return label.ru if lang == "ru" else label.en


@cache
def _alerts() -> dict[str, Label]:
    kinds = load(RULES / "alerts.yml", tuple[_Labelled, ...])
    return {kind.code: kind.label for kind in kinds}
