"""People: the names in claims in, persons out."""

from nonrefoul.people.compare import Comparison, Verdict, compare
from nonrefoul.people.judging import DIFFERENT, SAME, about, mark_of, marks_of
from nonrefoul.people.persons import persons

__all__ = ["DIFFERENT", "SAME", "Comparison", "Verdict", "about", "compare", "mark_of", "marks_of", "persons"]
