"""Fetching: an address of the open internet in; its answer, and the WARC that keeps it, out."""

from __future__ import annotations

from nonrefoul.fetching.addresses import shown, target
from nonrefoul.fetching.archive import warc
from nonrefoul.fetching.asking import fetch
from nonrefoul.fetching.channels import channel, followed, is_preview
from nonrefoul.fetching.network import PUBLIC, Network
from nonrefoul.fetching.records import Exchange, Fetched, FetchError, Validators, Why
from nonrefoul.fetching.sending import send
from nonrefoul.fetching.visiting import Visitor
from nonrefoul.fetching.waiting import next_try, retry_after

__all__ = [
    "PUBLIC",
    "Exchange",
    "FetchError",
    "Fetched",
    "Network",
    "Validators",
    "Visitor",
    "Why",
    "channel",
    "fetch",
    "followed",
    "is_preview",
    "next_try",
    "retry_after",
    "send",
    "shown",
    "target",
    "warc",
]
