"""The fixtures of the desk's tests; they stand in `tests/desk_fixtures.py`, which others import."""

import pytest

pytest.register_assert_rewrite("desk_browsing")

from desk_fixtures import (  # noqa: E402, F401 - only now are the asserts of what it uses told
    app,
    browser,
    client,
    door,
    own,
    page,
    samples,
    served,
)
