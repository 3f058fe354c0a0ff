"""The database: evidence, claims as read, and judgements; everything else is derived from them."""

from nonrefoul.store.connect import home_folder, open_store
from nonrefoul.store.judged import TAKEN_BACK, decide, in_force, judgements, take_back
from nonrefoul.store.keeping import Kept, Known, judge, keep, known
from nonrefoul.store.looking import claims, contents, documents, readings
from nonrefoul.store.schema import Store

__all__ = [
    "TAKEN_BACK",
    "Kept",
    "Known",
    "Store",
    "claims",
    "contents",
    "decide",
    "documents",
    "home_folder",
    "in_force",
    "judge",
    "judgements",
    "keep",
    "known",
    "open_store",
    "readings",
    "take_back",
]
