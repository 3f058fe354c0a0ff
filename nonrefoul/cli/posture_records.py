"""Postures as JSON objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from nonrefoul.cli.counts import counts
from nonrefoul.words import Account, Balance, Held, Matter, Part, Point, Posture, Variant


def posture_record(
    posture: Posture, held: Held, why: bool, variants: Sequence[Variant] = ()
) -> dict[str, Any]:
    """A posture and its numbers; with `why`, curve, variants, and every matter with its claims."""
    record: dict[str, Any] = {
        "host": posture.host,
        "origin": posture.origin,
        "as_of": _day(posture.as_of),
        "direction": posture.direction.value,
        "probability": posture.probability,
        "share_against": posture.share_against,
        "low": posture.low,
        "high": posture.high,
        "over_half": posture.over_half,
        "matters": len(posture.matters),
        "sources": posture.sources,
        "people": _account(posture.people),
        "policy": _account(posture.policy),
        "disagree": posture.disagree,
        "change": posture.change and asdict(posture.change),
        "turns": [asdict(turn) for turn in posture.turns],
        "claims": posture.claims,
        "confirmed": posture.confirmed,
        "exposure": asdict(posture.exposure),
    }
    if why:
        record["curve"] = [_point(point) for point in posture.curve]
        record["attention"] = [asdict(each) for each in posture.attention]
        record["otherwise"] = [_variant(each, posture) for each in variants]
        record["because"] = [_matter(matter, held) for matter in posture.matters]
    return record


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _balance(known: Balance) -> dict[str, float]:
    return {
        "share_against": known.mean,
        "low": known.low,
        "high": known.high,
        "over_half": known.over_half,
    }


def _account(account: Account) -> dict[str, Any]:
    told = {"direction": account.direction.value, "probability": account.probability}
    return {**told, **_balance(account.balance), "matters": account.matters}


def _point(point: Point) -> dict[str, Any]:
    told = {"matters": point.matters, "weight": point.weight}
    return {"month": point.month, **_balance(point.balance), **told}


def _variant(variant: Variant, posture: Posture) -> dict[str, Any]:
    return {
        "kind": variant.kind,
        "source": variant.source,
        "direction": variant.direction.value,
        "probability": variant.probability,
        **_balance(variant.balance),
        "matters": variant.matters,
        "moved": variant.moved(posture),
    }


def _matter(matter: Matter, held: Held) -> dict[str, Any]:
    told = counts(matter.claims, held)
    return {
        "matter": matter.id,
        "line": matter.line.value,
        "outcome": matter.outcome,
        "stance": matter.stance,
        "weight": matter.weight,
        "against": matter.against,
        "in_favour": matter.in_favour,
        "forgetting": matter.forgetting,
        "when": matter.when,
        "day": _day(matter.day),
        "dated": matter.dated.value,
        "parts": [_part(part) for part in matter.parts],
        "documents": told["documents"],
        "sources": told["sources"],
        "told_first_by": list(matter.sources),
        "claims": [claim.to_json() for claim in matter.claims],
    }


def _part(part: Part) -> dict[str, Any]:
    """One way that the matter may have ended: what its weight is the product of."""
    return {
        "event": part.claim.event,
        "side": part.side.value,
        "gravity": part.gravity,
        "certainty": part.certainty,
        "confidence": part.confidence,
        "reviewed": part.reviewed,
        "left": part.left,
        "weight": part.weight,
    }
