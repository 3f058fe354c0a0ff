"""People: the names in claims in, persons out."""

from nonrefoul.people.compare import Comparison, Verdict, compare
from nonrefoul.people.persons import persons

__all__ = ["Comparison", "Verdict", "compare", "persons"]
