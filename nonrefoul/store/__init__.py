"""The database and the originals beside it: evidence, claims as read, judgements, and their log.

Everything else is derived from them.
"""

from nonrefoul.store.capturing import Gone, Handed, capturer, cover, gone
from nonrefoul.store.connect import encrypt, home_folder, open_store
from nonrefoul.store.judged import (
    TAKEN_BACK,
    decide,
    in_force,
    judgements,
    take_back,
    taken_back,
    void,
)
from nonrefoul.store.keeping import Kept, Known, Outcome, judge, keep, known
from nonrefoul.store.looking import (
    Upto,
    chats_called,
    claims,
    contents,
    documents,
    edited_away,
    headings,
    readings,
    since,
    upto,
    versions,
)
from nonrefoul.store.meanwhile import MeanwhileError, Since
from nonrefoul.store.schema import Store
from nonrefoul.store.sources import Source, follow, note, sources, there, unfollow

__all__ = [
    "TAKEN_BACK",
    "Gone",
    "Handed",
    "Kept",
    "Known",
    "MeanwhileError",
    "Outcome",
    "Since",
    "Source",
    "Store",
    "Upto",
    "capturer",
    "chats_called",
    "claims",
    "contents",
    "cover",
    "decide",
    "documents",
    "edited_away",
    "encrypt",
    "follow",
    "gone",
    "headings",
    "home_folder",
    "in_force",
    "judge",
    "judgements",
    "keep",
    "known",
    "note",
    "open_store",
    "readings",
    "since",
    "sources",
    "take_back",
    "taken_back",
    "there",
    "unfollow",
    "upto",
    "versions",
    "void",
]
