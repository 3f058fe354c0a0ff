"""The pages, a module each: a router, a view model of frozen records, plain functions between.

`PAGES` are those that are served; which stand at the head of every page, `navigation` says.
"""

from nonrefoul.desk.pages import (
    agreement,
    alerts,
    came,
    case,
    cases,
    clocks,
    document,
    method,
    names,
    review,
    reviewer,
    rule_records,
    saved,
    search,
    settings,
    sources,
    state,
    today,
)

PAGES = (
    today,
    came,
    cases,
    clocks,
    case,
    document,
    state,
    method,
    review,
    names,
    agreement,
    rule_records,
    alerts,
    reviewer,
    search,
    saved,
    sources,
    settings,
)
