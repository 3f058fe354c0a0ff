"""A claim is read in a text with hidden signs as in one without, and quoted as the text has it."""

from pathlib import Path

import pytest

from nonrefoul.pipeline import Read, read

TEXT = "В Бишкеке задержали российского активиста Егора Мшанникова."
HIDDEN = {
    "zero-width in the trigger": TEXT.replace("задержали", "задер\u200bжали"),
    "soft hyphen in the name": TEXT.replace("Мшанникова", "Мшан\u00adникова"),
    "Latin letters in the trigger": TEXT.replace("задержали", "зaдержaли"),
    "Latin letters in the name": TEXT.replace("Мшанникова", "Мшaнниковa"),
    "an override of direction": TEXT.replace("задержали", "\u202eзадержали\u202c"),
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_a_claim_is_read_in_spite_of_it(text: str, tmp_path: Path) -> None:
    file = tmp_path / "post.txt"
    file.write_text(text, encoding="utf-8")
    [found] = read([str(file)])
    assert isinstance(found, Read)
    [claim] = found.reading.claims
    assert (claim.event, claim.subject, claim.host) == ("detained", "Егор Мшанников", "KG")
    assert claim.quote == text[claim.start : claim.end]
