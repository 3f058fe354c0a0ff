"""Texts as texts: what hides in them, what it is without that, and what changed between two."""

from nonrefoul.texts.changes import Change, changes, words_still_there
from nonrefoul.texts.cleaning import Cleaned, cleaned
from nonrefoul.texts.titles import by_title, titled
from nonrefoul.texts.tricks import Kind, Trick, told, tricks, visible

__all__ = [
    "Change",
    "Cleaned",
    "Kind",
    "Trick",
    "by_title",
    "changes",
    "cleaned",
    "titled",
    "told",
    "tricks",
    "visible",
    "words_still_there",
]
