"""Cases: persons and their claims in, timelines, status and alerts out."""

from nonrefoul.cases.compose import cases

__all__ = ["cases"]
