"""Which language a text is in."""

from __future__ import annotations

# Enough to tell Russian from its neighbours; the rest of a long text adds time and nothing else.
ENOUGH = 5_000


def language(text: str) -> str:
    """The ISO 639-1 code of a text's language; "und" where it holds no words to tell by."""
    import py3langid

    sample = text[:ENOUGH]
    if sum(char.isalpha() for char in sample) < 3:
        return "und"
    code, _ = py3langid.classify(sample)
    return str(code)
