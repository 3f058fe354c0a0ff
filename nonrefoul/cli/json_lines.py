"""Cases, alerts, postures and digests as JSON objects, one a line, safe to show on a terminal."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from nonrefoul.cli.counts import counts
from nonrefoul.cli.posture_records import posture_record
from nonrefoul.publish import Section
from nonrefoul.words import (
    Alert,
    Case,
    Claim,
    Clock,
    Held,
    Norm,
    Person,
    Status,
)

# C1 controls, marks of writing direction and other invisible characters: JSON lets them stand
# bare, a terminal may obey them. Written as escapes they mean the same to every JSON reader.
_UNSAFE = re.compile("[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def line(record: Mapping[str, Any]) -> str:
    """The record as one line of JSON."""
    text = json.dumps(record, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def case_record(case: Case, held: Held, why: bool) -> dict[str, Any]:
    """A case; with `why`, its claims too."""
    record: dict[str, Any] = {
        "case": case.id,
        **_person(case.person),
        "host": case.host,
        "origin": case.origin,
        "axes": {each.axis: _status(each, why) for each in case.statuses},
        "alerts": [alert.code for alert in case.alerts],
        "dismissed": [alert.code for alert in case.dismissed],
        "clocks": [clock_record(clock, case, why) for clock in case.clocks],
        **counts(case.timeline, held),
    }
    if why:
        record["because"] = [claim.to_json() for claim in case.timeline]
        record["alerts_because"] = [alert_record(alert, case, held, why) for alert in case.alerts]
    return record


def _status(status: Status, why: bool) -> dict[str, Any]:
    record: dict[str, Any] = {
        "state": status.code,
        "conflict": status.conflict,
        "unordered": status.unordered,
        "norms": [_norm(norm) for norm in status.norms],
    }
    if why:
        for key in ("claims", "against", "said"):
            record[key] = [claim.to_json() for claim in getattr(status, key)]
    return record


def clock_record(clock: Clock, case: Case, why: bool) -> dict[str, Any]:
    """A clock in a case; a day due is null where the term was not verified or no start is known."""
    record: dict[str, Any] = {
        "clock": clock.id,
        "kind": clock.kind,
        "case": case.id,
        "person": case.person.name,
        "host": case.host,
        "since": clock.started,
        "first_due": clock.first_due and clock.first_due.isoformat(),
        "last_due": clock.last_due and clock.last_due.isoformat(),
        "counted": clock.counted,
        "open": clock.open,
        "limit": clock.limit,
        "norm": _norm(clock.norm),
    }
    if why:
        record["because"] = [claim.to_json() for claim in clock.claims]
    return record


def _person(person: Person) -> dict[str, Any]:
    return {
        "person": person.name,
        "person_id": person.id,
        "names": list(person.names),
        "unsure": list(person.unsure),
    }


def alert_record(alert: Alert, case: Case, held: Held, why: bool) -> dict[str, Any]:
    """An alert in a case, which is always a suspicion; with `why`, the claims that it rests on."""
    record: dict[str, Any] = {
        "alert": alert.code,
        "id": alert.id,
        "suspected": True,
        "severity": alert.severity,
        "case": alert.case,
        "person": case.person.name,
        "host": alert.host,
        "origin": alert.origin,
        "norms": [_norm(norm) for norm in alert.norms],
        "dismissed": _dismissal(alert),
        **counts(alert.claims, held),
    }
    if why:
        record["because"] = [claim.to_json() for claim in alert.claims]
    return record


def _dismissal(alert: Alert) -> dict[str, Any] | None:
    """Who set an alert aside, when and why; None where nobody did."""
    made = alert.dismissed
    if made is None:
        return None
    told = {"who": made.who, "at": made.at.isoformat(), "because": made.note}
    return {**told, "judgement": made.number}


def section_record(
    section: Section, since: dt.date, told: Sequence[Claim], held: Held, why: bool
) -> dict[str, Any]:
    """A host state in a digest, which is always a draft; with `why`, every claim told of it."""
    record: dict[str, Any] = {
        "host": section.host,
        "since": since.isoformat(),
        "draft": True,
        "cases": [case_record(case, held, why) for case in section.cases],
        "postures": [posture_record(posture, held, why) for posture in section.postures],
        **counts(told, held),
    }
    if why:
        record["because"] = [claim.to_json() for claim in told]
    return record


def _norm(norm: Norm) -> dict[str, Any]:
    return {
        "norm": norm.id,
        "article": norm.article,
        "source": norm.source,
        "verified": norm.verified.value,
    }
