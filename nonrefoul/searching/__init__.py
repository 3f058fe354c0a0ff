"""Full text search: an index beside the database, brought up to date from it, asked in plain words.

What is searched are the newest versions of documents and the quotes of their claims as they stand.
"""

from nonrefoul.searching.asking import Asked, Order, Part, Reviewing, Wanted, wanted
from nonrefoul.searching.filling import bring_up, lacking
from nonrefoul.searching.finding import Choices, Hit, Hits, choices, find
from nonrefoul.searching.index import FILE, Index
from nonrefoul.searching.snippets import Piece, Snippet, snippets

__all__ = [
    "FILE",
    "Asked",
    "Choices",
    "Hit",
    "Hits",
    "Index",
    "Order",
    "Part",
    "Piece",
    "Reviewing",
    "Snippet",
    "Wanted",
    "bring_up",
    "choices",
    "find",
    "lacking",
    "snippets",
    "wanted",
]
