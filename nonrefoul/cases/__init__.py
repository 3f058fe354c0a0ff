"""Cases: persons and their claims in, timelines, statuses, clocks and alerts out."""

from nonrefoul.cases.book import Beside, Book
from nonrefoul.cases.compose import cases
from nonrefoul.cases.judged import DISMISSED, dismissal

__all__ = ["DISMISSED", "Beside", "Book", "cases", "dismissal"]
