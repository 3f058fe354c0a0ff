"""The database: evidence, claims as read, and judgements; everything else is derived from them."""

from nonrefoul.store.connect import home_folder, open_store
from nonrefoul.store.keeping import Kept, Known, judge, keep, known
from nonrefoul.store.looking import claims, contents, documents, readings
from nonrefoul.store.schema import Store
from nonrefoul.store.sources import Source, follow, note, sources, there, unfollow

__all__ = [
    "Kept",
    "Known",
    "Source",
    "Store",
    "claims",
    "contents",
    "documents",
    "follow",
    "home_folder",
    "judge",
    "keep",
    "known",
    "note",
    "open_store",
    "readings",
    "sources",
    "there",
    "unfollow",
]
