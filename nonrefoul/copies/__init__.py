"""From documents to groups of copies: ten reposts of one report are one source."""

from nonrefoul.copies.grouping import Grouping, grouped, sketched

__all__ = ["Grouping", "grouped", "sketched"]
