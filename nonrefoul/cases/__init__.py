"""Cases: persons and their claims in, timelines, statuses, clocks and alerts out."""

from nonrefoul.cases.compose import cases
from nonrefoul.cases.judged import dismissal

__all__ = ["cases", "dismissal"]
