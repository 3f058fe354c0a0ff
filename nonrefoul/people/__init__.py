"""People: the names in claims in, persons out."""

from nonrefoul.people.bodies import Body, bodies
from nonrefoul.people.compare import Comparison, Verdict, compare
from nonrefoul.people.judging import DIFFERENT, SAME, about, mark_of, marks_of
from nonrefoul.people.organisations import agencies, compare_organisations
from nonrefoul.people.persons import officials, persons
from nonrefoul.people.reasons import reason
from nonrefoul.people.register import Register

__all__ = [
    "DIFFERENT",
    "SAME",
    "Body",
    "Comparison",
    "Register",
    "Verdict",
    "about",
    "agencies",
    "bodies",
    "compare",
    "compare_organisations",
    "mark_of",
    "marks_of",
    "officials",
    "persons",
    "reason",
]
