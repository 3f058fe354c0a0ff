"""Today: what may have gone wrong, what runs out, what came in, how host states stand."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from nonrefoul.desk.knowing import View
from nonrefoul.desk.naming import alert_label
from nonrefoul.desk.speech import Speech
from nonrefoul.desk.visit import Asked
from nonrefoul.words import Alert

router = APIRouter()

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Warned:
    """An alert as a list shows it."""

    label: str
    severity: int
    case: str
    name: str
    host: str | None
    origin: str | None


@router.get("/", name="today")
def show(visit: Asked) -> Response:
    """The page."""
    alerts = tuple(warned(each, visit.known, visit.say) for each in visit.known.alerts[:SHOWN])
    return visit.page("today.html", alerts=alerts, count=len(visit.known.alerts))


def warned(alert: Alert, known: View, say: Speech) -> Warned:
    """An alert as a line."""
    case = known.case(alert.case)
    name = case.person.name if case else say("person not named")
    label = alert_label(alert.code, say)
    return Warned(label, alert.severity, alert.case, name, alert.host, alert.origin)
