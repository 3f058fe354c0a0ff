"""What is said of a posture: what it comes to, what could mislead, what its figures cannot say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from nonrefoul.publish.dates import spoken
from nonrefoul.publish.posture_reasons import enough_matters
from nonrefoul.publish.posture_words import (
    banded,
    counted,
    event_words,
    headed_as,
    percent,
    posture_texts,
)
from nonrefoul.publish.wording import plain, texts
from nonrefoul.rules.states import Lang, state_name
from nonrefoul.words import (
    Actuality,
    Change,
    Dated,
    Direction,
    Matter,
    Modality,
    Posture,
    Variant,
)

# Sources whose leaving out is told one by one.
_MOST = 6


def summary(posture: Posture, variants: Sequence[Variant], lang: Lang) -> Iterator[str]:
    """What the posture comes to, in the sentences to be read first."""
    words, origin = posture_texts(lang), state_name(posture.origin, lang)
    numbers = (posture.share_against, posture.low, posture.high)
    share, low, high = (percent(each, lang) for each in numbers)
    said = words["summary_share"].format(share=share, origin=origin, low=low, high=high)
    yield f"{said} {_short_of(posture, lang)}".rstrip()
    yield _basis(posture, variants, lang)
    yield lines(posture, lang)
    if posture.change:
        yield _change(posture.change, origin, lang)


def _short_of(posture: Posture, lang: Lang) -> str:
    """Why there is no direction, where there is none."""
    words = posture_texts(lang)
    if posture.direction is Direction.NOT_ENOUGH_KNOWN:
        return words["summary_few"].format(matters=counted("matters", enough_matters(), lang))
    return words["summary_unclear"] if posture.direction is Direction.UNCLEAR else ""


def _basis(posture: Posture, variants: Sequence[Variant], lang: Lang) -> str:
    words, matters = posture_texts(lang), counted("matters", len(posture.matters), lang)
    if posture.sources == 1:
        return words["summary_basis_one"].format(matters=matters)
    sources = counted("sources", posture.sources, lang)
    said = words["summary_basis"].format(matters=matters, sources=sources)
    without = _by_source(variants, posture)
    if not without or round(abs(without[0].moved(posture)) * 100) == 0:
        return said
    most = words["summary_most"].format(
        source=plain(without[0].source or "?"),
        direction=headed_as(without[0], posture, lang),
        share=banded(without[0].balance, lang),
    )
    return f"{said} {most}"


def _by_source(variants: Sequence[Variant], posture: Posture) -> list[Variant]:
    """The variants without a source, the one that moves most first."""
    found = [each for each in variants if each.kind == "source"]
    return sorted(found, key=lambda each: -abs(each.moved(posture)))


def lines(posture: Posture, lang: Lang) -> str:
    """The two lines beside each other; that they disagree, where they do."""
    words = posture_texts(lang)
    if not posture.policy.matters:
        return words["summary_people"]
    if not posture.people.matters:
        return words["summary_policy"]
    said = words["summary_lines"].format(
        people=headed_as(posture.people, posture, lang),
        people_matters=counted("matters", posture.people.matters, lang),
        policy=headed_as(posture.policy, posture, lang),
        policy_matters=counted("matters", posture.policy.matters, lang),
    )
    return f"{said} {words['summary_disagree']}" if posture.disagree else said


def _change(change: Change, origin: str, lang: Lang) -> str:
    known = (Direction.TOWARD, Direction.AWAY)
    key = change.direction.value if change.direction in known else "unclear"
    return posture_texts(lang)[f"change_{key}"].format(
        months=counted("months", change.months, lang),
        month_number=change.months,
        points=counted("points", round(change.size * 100), lang),
        origin=origin,
        rose=percent(change.rose, lang),
        fell=percent(change.fell, lang),
    )


def steps(matter: Matter, lang: Lang) -> str:
    """What happened in a matter: dated steps in their order, the others as without one.

    What is expected, negated or denied is no step; what is only suspected is said to be. Empty
    where there are not two.
    """
    words, dated, undated = posture_texts(lang), list[str](), list[str]()
    for event, claims in matter.steps:
        told = [claim for claim in claims if claim.modality.actuality is Actuality.HAPPENED]
        if not told:
            continue
        said = event_words(event, lang)
        if all(claim.modality is Modality.SUSPECTED for claim in told):
            said = words["step_suspected"].format(event=said)
        dates = [claim.date for claim in told if claim.date]
        if dates:
            dated.append(f"{said} ({plain(spoken(dates[-1], lang, texts(lang)))})")
        else:
            undated.append(said)
    if len(dated) + len(undated) < 2:
        return ""
    rest = words["steps_undated"].format(steps=", ".join(undated)) if undated else ""
    went = words["steps"].format(steps=" → ".join(dated)) if dated else ""
    return " ".join(part for part in (went, rest) if part)


def misleading(posture: Posture, variants: Sequence[Variant], lang: Lang) -> Iterator[str]:
    """What could mislead: how the posture reads otherwise, attention, dates, who has checked."""
    words, without = posture_texts(lang), _by_source(variants, posture)
    for each in without[:_MOST]:
        yield _otherwise(each, posture, lang)
    rest = without[_MOST:]
    if rest:
        most = max(round(abs(each.moved(posture)) * 100) for each in rest)
        yield words["without_more"].format(number=len(rest), points=counted("points", most, lang))
    for each in variants:
        if each.kind != "source":
            yield _otherwise(each, posture, lang)
    yield from _dated(posture, lang)
    if posture.attention and posture.as_of:
        yield _attention(posture, posture.as_of, lang)
    if posture.confirmed is not None:
        claims = counted("claims", posture.claims, lang)
        yield words["confirmed"].format(share=percent(posture.confirmed, lang), claims=claims)


def _otherwise(variant: Variant, posture: Posture, lang: Lang) -> str:
    words, points = posture_texts(lang), round(variant.moved(posture) * 100)
    moved = words["not_moved"]
    if points:
        key = "moved_up" if points > 0 else "moved_down"
        moved = words[key].format(points=counted("points", abs(points), lang))
    return words["without" if variant.kind == "source" else variant.kind].format(
        source=plain(variant.source or "?"),
        direction=headed_as(variant, posture, lang),
        share=banded(variant.balance, lang),
        moved=moved,
    )


def _dated(posture: Posture, lang: Lang) -> Iterator[str]:
    words, matters = posture_texts(lang), counted("matters", len(posture.matters), lang)
    for key, dated in (("dated_by_telling", Dated.TOLD), ("dated_not", Dated.UNKNOWN)):
        number = sum(each.dated is dated for each in posture.matters)
        if number:
            yield words[key].format(number=number, matters=matters)


def _attention(posture: Posture, as_of: dt.date, lang: Lang) -> str:
    """How much was written in the last year and in the one before."""
    year = f"{as_of.year - 1:04d}-{as_of.month:02d}"
    before = f"{as_of.year - 2:04d}-{as_of.month:02d}"
    now = sum(each.documents for each in posture.attention if each.month > year)
    then = sum(each.documents for each in posture.attention if before < each.month <= year)
    return posture_texts(lang)["attention"].format(
        now=counted("documents", now, lang), before=counted("documents", then, lang)
    )


def exposed(posture: Posture, lang: Lang) -> Iterator[str]:
    """How many persons the host was asked for, and what became of them."""
    words, exposure = posture_texts(lang), posture.exposure
    if exposure.asked:
        yield words["exposure"].format(
            persons=counted("persons", exposure.asked, lang),
            against=exposure.against,
            in_favour=exposure.in_favour,
            unanswered=exposure.unanswered,
        )
    else:
        yield words["exposure_none"]
    yield words["exposure_limits"]


def limits(lang: Lang) -> Iterator[str]:
    """What the figures cannot say, and where the method stands."""
    words = posture_texts(lang)
    for key in ("limit_total", "limit_weights", "limit_forecast", "limit_law", "method"):
        yield words[key]
