"""Adding: keeps what is handed in, has its documents read, and stores them batch by batch."""

from nonrefoul.adding.readers import Reader, readings
from nonrefoul.adding.running import AddSummary, add, cut_short

__all__ = ["AddSummary", "Reader", "add", "cut_short", "readings"]
