"""The desk: the web pages on which people see, judge and understand, on this machine alone."""

from nonrefoul.desk.app import desk

__all__ = ["desk"]
