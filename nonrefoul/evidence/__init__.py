"""Evidence: originals on disk, the chained log's arithmetic, signed heads, timestamps, bags.

All of it works on bytes and files and knows no table; `store` joins it to the database.
"""

from nonrefoul.evidence.originals import Original, Originals
from nonrefoul.evidence.sealing import Seal

__all__ = ["Original", "Originals", "Seal"]
