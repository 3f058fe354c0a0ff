"""Reviewing: what persons say of claims, and what stands after it.

`reviewed` gives each claim its id and its review. Nothing here changes what was read: a judgement
beside it decides, and when that is taken back everything is as before.
"""

from nonrefoul.reviewing.agreeing import QUESTIONS, Agreement, agreement, alpha
from nonrefoul.reviewing.correcting import (
    FIELDS,
    PERSON,
    WrongClaimError,
    addition,
    correction,
    is_date,
)
from nonrefoul.reviewing.learning import (
    Record,
    learned,
    learning,
    records,
    rule_of,
    weighed,
    worst_first,
)
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
from nonrefoul.reviewing.queueing import Waiting, ordered, queue
from nonrefoul.reviewing.standing import Reviewed, id_of_added, reviewed

__all__ = [
    "FIELDS",
    "PERSON",
    "QUESTIONS",
    "Agreement",
    "Opinion",
    "Record",
    "ReviewError",
    "Reviewed",
    "Waiting",
    "WrongClaimError",
    "about",
    "added",
    "addition",
    "agreement",
    "alpha",
    "confirmed",
    "corrected",
    "correction",
    "id_of_added",
    "is_date",
    "learned",
    "learning",
    "opinion",
    "opinions",
    "ordered",
    "queue",
    "records",
    "rejected",
    "reviewed",
    "rule_of",
    "weighed",
    "worst_first",
]
