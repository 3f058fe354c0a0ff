"""What is known of a store, held in memory and brought up to date as it grows."""

from nonrefoul.knowing.known import Changes, Known
from nonrefoul.knowing.tally import Spoken
from nonrefoul.knowing.variants import variants
from nonrefoul.knowing.view import Knowledge, Running, View

__all__ = ["Changes", "Knowledge", "Known", "Running", "Spoken", "View", "variants"]
