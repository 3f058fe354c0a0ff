"""Texts as texts: what hides in them, what changed between two, what stands around a quote."""

from nonrefoul.texts.around import CUT, around
from nonrefoul.texts.changes import Change, changes, words_still_there
from nonrefoul.texts.cleaning import Cleaned, cleaned
from nonrefoul.texts.titles import by_title, titled
from nonrefoul.texts.tricks import Kind, Trick, told, tricks, visible

__all__ = [
    "CUT",
    "Change",
    "Cleaned",
    "Kind",
    "Trick",
    "around",
    "by_title",
    "changes",
    "cleaned",
    "titled",
    "told",
    "tricks",
    "visible",
    "words_still_there",
]
