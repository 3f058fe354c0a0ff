"""The pages that stand at the head of every page, in their order."""

from __future__ import annotations

from nonrefoul.desk.speech import N_

# The name of a route, and what its page is called there.
NAVIGATION = (
    ("today", N_("Today")),
    ("cases", N_("Cases")),
    ("review", N_("Review")),
    ("names", N_("Names")),
    ("search", N_("Search")),
    ("sources", N_("Sources")),
    ("method", N_("Method")),
)
