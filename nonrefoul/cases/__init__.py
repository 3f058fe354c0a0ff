"""Cases: persons and their claims in, timelines, statuses, clocks and alerts out."""

from nonrefoul.cases.compose import cases
from nonrefoul.cases.judged import DISMISSED, dismissal

__all__ = ["DISMISSED", "cases", "dismissal"]
