"""Postures as a terminal shows them: a direction, its uncertainty, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from nonrefoul.cli.quotes import Documents, quotes
from nonrefoul.cli.tables import table
from nonrefoul.cli.wording import event_label, texts
from nonrefoul.publish.wording import plain, with_copies
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import Direction, Matter, Posture

_STYLES = {
    Direction.AWAY: "green",
    Direction.TOWARD: "red",
    Direction.UNCLEAR: "dim",
    Direction.NOT_ENOUGH_KNOWN: "dim",
}
_NO_DIRECTION = (Direction.UNCLEAR, Direction.NOT_ENOUGH_KNOWN)


def postures_view(postures: Sequence[Posture], lang: Lang) -> RenderableType:
    """Postures as a table: host, direction towards the origin state, the numbers behind it."""
    words = texts(lang)
    if not postures:
        return _none(lang)
    result = table(*(words[each] for each in ("host", "direction", "against", "matters")))
    result.columns[-1].justify = "right"
    told = [each for each in postures if each.matters]
    for posture in sorted(told, key=lambda each: state_name(each.host, lang)):
        result.add_row(
            Text(state_name(posture.host, lang), "bold"),
            direction(posture, lang),
            Text(_share(posture, lang)),
            Text(str(len(posture.matters))),
        )
    bare = [_pair(each, lang) for each in postures if not each.matters]
    left_out = [Text(words["bare"].format(pairs="; ".join(bare)), "dim")] if bare else []
    return Group(result, *left_out, Text(words["band"], "dim"))


def _pair(posture: Posture, lang: Lang) -> str:
    return f"{state_name(posture.host, lang)} – {state_name(posture.origin, lang)}"


def direction(posture: Posture, lang: Lang) -> Text:
    """The direction as an arrow and words; how probable it is, where there is one."""
    origin, words = state_name(posture.origin, lang), texts(lang)
    if posture.direction in _NO_DIRECTION:
        return Text(f"{words[posture.direction.value]} ({origin})", _STYLES[posture.direction])
    said = words[posture.direction.value].format(origin=origin)
    return Text(f"{said}, {_percent(posture.probability)}", _STYLES[posture.direction])


def posture_views(
    postures: Sequence[Posture], documents: Documents, lang: Lang, why: bool
) -> RenderableType:
    """Postures with every matter that entered; with `why`, the words of its claims."""
    parts: list[RenderableType] = []
    for posture in postures:
        parts += [*_posture(posture, documents, lang, why), Text()]
    return Group(*parts, Text(texts(lang)["band"], "dim")) if parts else _none(lang)


def _none(lang: Lang) -> RenderableType:
    return Text(texts(lang)["no_postures"])


def _posture(
    posture: Posture, documents: Documents, lang: Lang, why: bool
) -> Iterator[RenderableType]:
    words = texts(lang)
    head = Text.assemble((state_name(posture.host, lang), "bold"), "  ")
    yield head.append_text(direction(posture, lang))
    numbers = (
        f"{words['against']} {_share(posture, lang)}",
        f"{words['matters']} {len(posture.matters)}",
        f"{words['sources']} {posture.sources}",
    )
    yield Padding(Text(" · ".join(numbers)), (0, 0, 0, 2))
    for matter in sorted(posture.matters, key=lambda each: -abs(each.stance * each.weight)):
        yield Padding(_matter(matter, documents, lang), (0, 0, 0, 2))
        if why:
            yield quotes(matter.claims, documents, lang, indent=6)


def _matter(matter: Matter, documents: Documents, lang: Lang) -> Text:
    words = texts(lang)
    side = "for_them" if matter.stance > 0 else "against_them" if matter.stance < 0 else "neutral"
    sign = {"for_them": "+", "against_them": "−", "neutral": "·"}[side]
    named = (claim.subject or claim.group for claim in matter.claims)
    who = ", ".join(dict.fromkeys(plain(each) for each in named if each))
    parts = [event_label(matter.outcome, lang), who, plain(matter.when or words["undated"])]
    weight = words["weight"].format(weight=f"{matter.weight:.2f}")
    told = {claim.document for claim in matter.claims}
    sources = f"{words['sources']} {documents.sources(told)}"
    copies = range(len(told) - documents.copies.count(told))
    return Text.assemble(
        f"{sign} {' · '.join(part for part in parts if part)}",
        (f"  ({words[side]}, {weight}, {with_copies(sources, copies, lang)})", "dim"),
    )


def _share(posture: Posture, lang: Lang) -> str:
    ends = (_percent(each) for each in (posture.share_against, posture.low, posture.high))
    share, low, high = ends
    return texts(lang)["share"].format(share=share, low=low, high=high)


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"
