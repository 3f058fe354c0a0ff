"""Every reason that the code gives has words in which a person reads it."""

import re
from pathlib import Path

import nonrefoul.people
from nonrefoul.rules import RULES, Label, load

REASONS = load(RULES / "names" / "reasons.yml", dict[str, Label])
CODE = "".join(
    file.read_text(encoding="utf-8")
    for file in Path(nonrefoul.people.__file__).parent.glob("*.py")
    if file.name in ("compare.py", "weighing.py", "parting.py", "organisations.py")
)


def test_every_reason_has_words_and_all_words_are_used() -> None:
    given = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', CODE))
    assert set(REASONS) <= given
    others = {"same", "unsure", "different", "names", "first", "last", "of", "the", "republic"}
    assert given - set(REASONS) - others <= {"ru", "en"}
