"""What a person has just done, said to them on the page that they are sent on to."""

from __future__ import annotations

from nonrefoul.cases import DISMISSED
from nonrefoul.desk import pairing
from nonrefoul.desk.review_view import last
from nonrefoul.desk.visit import Visit
from nonrefoul.people import marks_of
from nonrefoul.reviewing import opinion
from nonrefoul.store import TAKEN_BACK
from nonrefoul.words import Judgement

MADE = "made"  # the field of an address that holds the number of the judgement


def done(visit: Visit, *, kept: bool = True) -> str:
    """What this person did by the judgement that the address names; blank where it names none.

    Without `kept` only what was taken back: what was kept is told by the page itself.
    """
    number = visit.request.query_params.get(MADE, "")
    if not (number.isascii() and number.isdecimal() and len(number) < 18):
        return ""
    heard = visit.work.heard
    heard.catch_up()
    made = heard.made(int(number))
    if made is None or made.who != visit.who:
        return ""
    back = made.verdict == TAKEN_BACK
    what = _what(heard.root(made), visit) if back or kept else ""
    if not what:
        return ""
    say = visit.say
    return say("Taken back: %(what)s", what=what) if back else say("Kept: %(what)s", what=what)


def _what(root: Judgement, visit: Visit) -> str:
    """A judgement in a few words."""
    say = visit.say
    if opinion(root):
        what = last(root, say)
        return what.sentence if what else ""
    if marks_of(root.about):
        found = pairing.decided(root, visit.known, visit.store.key, say)
        return f"{found.names[0]} = {found.names[1]}? {found.said}"
    return say("alert set aside") if root.verdict.partition(" ")[0] == DISMISSED else ""
