"""What things are called on the pages, no surer than they are known."""

from __future__ import annotations

from nonrefoul.desk.speech import N_, Speech
from nonrefoul.publish.dates import spoken
from nonrefoul.publish.wording import plain, raised, texts
from nonrefoul.rules import events
from nonrefoul.rules.alarms import alert_kinds
from nonrefoul.rules.axes import axes, in_language, state_label
from nonrefoul.rules.law import norm_in
from nonrefoul.words import Case, Clock, Modality, Norm, Status, Verified

EVENT_GROUPS = {
    "origin": N_("What the origin state does"),
    "host": N_("What the host state does"),
    "protection": N_("Protection"),
    "state": N_("Conduct and policy of states"),
    "any": N_("Of either state"),
}
MODALITIES = {
    Modality.ASSERTED: N_("stated by the document itself"),
    Modality.REPORTED: N_("reported on somebody's word"),
    Modality.SUSPECTED: N_("suspected, not certain"),
    Modality.EXPECTED: N_("expected or at risk: has not happened"),
    Modality.NEGATED: N_("has not happened, the document says"),
    Modality.DENIED: N_("somebody denies it"),
}


def event_label(code: str, say: Speech) -> str:
    """What an event is called; its code where no such event is known."""
    event = events().get(code)
    return in_language(event.label, say.lang) if event else code


def modality_label(modality: Modality, say: Speech) -> str:
    """How a document gives what it tells."""
    return say(MODALITIES[modality])


def alert_label(code: str, say: Speech) -> str:
    """What is suspected; its code, said to be a suspicion, where no such alert is known."""
    kind = alert_kinds().get(code)
    return (
        raised(in_language(kind.label, say.lang)) if kind else say("Suspected: %(code)s", code=code)
    )


def alert_text(code: str, say: Speech) -> str:
    """What is suspected, in a sentence."""
    kind = alert_kinds().get(code)
    return in_language(kind.text, say.lang) if kind else ""


def date_in_words(edtf: str | None, say: Speech) -> str:
    """An EDTF date as people say it; that it isn't told, where there is none."""
    return plain(spoken(edtf, say.lang, texts(say.lang))) if edtf else say("no date told")


def state_of(status: Status, say: Speech) -> str:
    """What the state of an axis is called, whether sources conflict on it or tell no order."""
    label = state_label(status.axis, status.code, say.lang)
    doubts = []
    if status.conflict:
        doubts.append(say("sources conflict"))
    if status.unordered:
        doubts.append(say("the order of events is not told"))
    return f"{label} ({', '.join(doubts)})" if doubts else label


def standing(case: Case, say: Speech) -> str:
    """Where a case stands on every axis of which something is known, in a few words."""
    known = [each for each in case.statuses if each.claims]
    told = [state_of(each, say) for each in known if each.conflict or not _quiet(each)]
    return "; ".join(told) or say("nothing known")


def _quiet(status: Status) -> bool:
    return axes()[status.axis].state(status.code).quiet


def norm_name(norm: Norm, say: Speech) -> str:
    """What a provision is called, and that nobody has checked it, where nobody has."""
    called = plain(norm_in(norm, say.lang).article)
    if norm.verified is Verified.VERIFIED:
        return called
    return say("%(norm)s (reference not verified)", norm=called)


def due_words(clock: Clock, say: Speech) -> str:
    """When a clock is due, no surer than it is known."""
    first, last = clock.first_due, clock.last_due
    if not clock.counted:
        return say("not worked out: the term was not verified")
    if first is None:
        return say("not known: no claim tells the start")
    if last is None:
        return say("not before %(day)s", day=say.day(first))
    if first == last:
        return say.day(first)
    return say("between %(first)s and %(last)s", first=say.day(first), last=say.day(last))
