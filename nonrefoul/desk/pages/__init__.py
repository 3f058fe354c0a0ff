"""The pages, a module each: a router, a view model of frozen records, plain functions between.

`PAGES` are those that are served; which stand at the head of every page, `navigation` says.
"""

from nonrefoul.desk.pages import (
    case,
    cases,
    document,
    method,
    saved,
    search,
    settings,
    sources,
    state,
    today,
)

PAGES = (today, cases, case, document, state, search, saved, sources, method, settings)
