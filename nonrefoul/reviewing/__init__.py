"""Reviewing: what persons say of claims, and what stands after it.

`reviewed` gives each claim its id and its review. Nothing here changes what was read: a judgement
beside it decides, and when that is taken back everything is as before.
"""

from nonrefoul.reviewing.opinions import (
    Opinion,
    ReviewError,
    about,
    added,
    confirmed,
    corrected,
    opinion,
    opinions,
    rejected,
)
from nonrefoul.reviewing.standing import Reviewed, reviewed

__all__ = [
    "Opinion",
    "ReviewError",
    "Reviewed",
    "about",
    "added",
    "confirmed",
    "corrected",
    "opinion",
    "opinions",
    "rejected",
    "reviewed",
]
