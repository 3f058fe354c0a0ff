"""Adding: keeps what is handed in, has its documents read, and stores them batch by batch."""

from nonrefoul.adding.running import AddSummary, add, add_found, cut_short

__all__ = ["AddSummary", "add", "add_found", "cut_short"]
