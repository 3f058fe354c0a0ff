"""The database: evidence, claims as read, and judgements; everything else is derived from them."""

from nonrefoul.store.connect import home_folder, open_store
from nonrefoul.store.keeping import Kept, Known, judge, keep, known
from nonrefoul.store.looking import claims, contents, documents, judgements, readings
from nonrefoul.store.schema import Store

__all__ = [
    "Kept",
    "Known",
    "Store",
    "claims",
    "contents",
    "documents",
    "home_folder",
    "judge",
    "judgements",
    "keep",
    "known",
    "open_store",
    "readings",
]
