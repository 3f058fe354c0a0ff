"""The words of the terminal views: fixed texts, and labels of events, statuses and alerts."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

from nonrefoul.rules import RULES, Label, events, load
from nonrefoul.rules.states import Lang


class _Labelled(BaseModel):
    """What a view needs of a coded record; the rest of it is for the cases stage."""

    code: str
    label: Label


class _Statuses(BaseModel):
    statuses: tuple[_Labelled, ...]


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


def status_label(code: str, lang: Lang) -> str:
    """What a protection status is called; its code where no such status is known."""
    label = _statuses().get(code)
    return _in(label, lang) if label else code


def _in(label: Label, lang: Lang) -> str:
    return label.ru if lang == "ru" else label.en


@cache
def _alerts() -> dict[str, Label]:
    kinds = load(RULES / "alerts.yml", tuple[_Labelled, ...])
    return {kind.code: kind.label for kind in kinds}


@cache
def _statuses() -> dict[str, Label]:
    kinds = load(RULES / "cases.yml", _Statuses).statuses
    return {kind.code: kind.label for kind in kinds}
