"""Names of states for people to read."""

import pytest

from nonrefoul.rules.states import Lang, state_name


@pytest.mark.parametrize(
    ("code", "lang", "name"),
    [
        ("KZ", "ru", "Казахстан"),
        ("KG", "ru", "Кыргызстан"),
        ("US", "ru", "США"),
        ("AM", "en", "Armenia"),
        ("ZZ9", "en", "ZZ9"),
        (None, "ru", "государство не названо"),
    ],
)
def test_names(code: str | None, lang: Lang, name: str) -> None:
    assert state_name(code, lang) == name
