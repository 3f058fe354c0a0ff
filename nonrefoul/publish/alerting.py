"""Alerts as the digest says them: always suspected, with the words and norms behind them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from nonrefoul.publish.recent import Sources
from nonrefoul.publish.wording import plain, texts
from nonrefoul.rules import RULES, Label, load
from nonrefoul.rules.law import norm_in
from nonrefoul.rules.states import Lang
from nonrefoul.words import Alert, Case, Verified


class _Labelled(BaseModel):
    """What the digest needs of a kind of alert; the rest of its record is for the cases stage."""

    code: str
    label: Label


def alert_lines(case: Case, sources: Sources, lang: Lang) -> Iterator[str]:
    """A line for each alert of the case, the gravest first."""
    for alert in sorted(case.alerts, key=lambda each: (-each.severity, each.code)):
        yield _line(case, alert, sources, lang)


def _line(case: Case, alert: Alert, sources: Sources, lang: Lang) -> str:
    words = texts(lang)
    parts = [words["alert"].format(who=plain(case.person.name), what=_label(alert.code, lang))]
    # A norm that nobody verified may be looked up; it asserts no breach.
    firm = [norm for norm in alert.norms if norm.verified is Verified.VERIFIED]
    loose = [norm for norm in alert.norms if norm.verified is not Verified.VERIFIED]
    for key, norms in (("alert_norm", firm), ("alert_check", loose)):
        if norms:
            named = "; ".join(plain(norm_in(norm, lang).article) for norm in norms)
            parts.append(words[key].format(norms=named))
    return f"⚠️ {' '.join(parts)} {sources.mark(alert.claims)}"


def _label(code: str, lang: Lang) -> str:
    """What the alert is called, which says that it is suspected; its code where it has no label."""
    label = _labels().get(code)
    if label is None:
        return texts(lang)["alert_unnamed"].format(code=code)
    return label.ru if lang == "ru" else label.en


@cache
def _labels() -> dict[str, Label]:
    path = RULES / "alerts.yml"
    kinds = load(path, tuple[_Labelled, ...]) if path.exists() else ()
    return {kind.code: kind.label for kind in kinds}
