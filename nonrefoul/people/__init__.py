"""People: the names in claims in, persons out."""

from nonrefoul.people.joining import persons

__all__ = ["persons"]
