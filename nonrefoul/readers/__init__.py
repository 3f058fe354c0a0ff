"""Readers: documents are read here or in another process, and one that fails keeps no other back.

Apart from `adding`, so that the other process loads what it reads with and no database.
"""

from nonrefoul.readers.processes import Beside, Here, Promise, Reader, readings

__all__ = ["Beside", "Here", "Promise", "Reader", "readings"]
