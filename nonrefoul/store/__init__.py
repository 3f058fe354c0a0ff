"""The database and the originals beside it: evidence, claims as read, judgements, and their log.

Everything else is derived from them.
"""

from nonrefoul.store.capturing import Gone, Handed, capturer, cover, gone
from nonrefoul.store.connect import encrypt, home_folder, open_store
from nonrefoul.store.keeping import Kept, Known, judge, keep, known
from nonrefoul.store.looking import (
    claims,
    contents,
    documents,
    edited_away,
    readings,
    versions,
)
from nonrefoul.store.schema import Store

__all__ = [
    "Gone",
    "Handed",
    "Kept",
    "Known",
    "Store",
    "capturer",
    "claims",
    "contents",
    "cover",
    "documents",
    "edited_away",
    "encrypt",
    "gone",
    "home_folder",
    "judge",
    "keep",
    "known",
    "open_store",
    "readings",
    "versions",
]
