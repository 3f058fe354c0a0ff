"""A sketch of a text: a hundred bytes by which its copies are found among a million others."""

from __future__ import annotations

import hashlib

import numpy as np
from rensa import RMinHash

from nonrefoul.copies.limits import limits
from nonrefoul.copies.wording import Wording

# Two texts of which a share s of their runs of three words is common meet in one of the bands with
# probability 1 - (1 - s²)²²: 0.87 for 0.3, 0.98 for 0.4, 0.998 for 0.5.
BANDS = 22
_ROWS = 2
_SEED = 20261127
_IDENTITY_BYTES = 8
SIZE = _IDENTITY_BYTES + 4 * BANDS
_MIX = np.uint32(0x9E3779B1)


def sketch(wording: Wording) -> bytes:
    """The text's identity (8 bytes, equal for equal words) and 22 bands of 4 bytes; 96 in all.

    Empty where the text is too short to be anybody's copy. The bands are pairs of MinHash values
    (Broder 1997; banded as by Leskovec, Rajaraman and Ullman, ch. 3) over runs of three words.
    """
    words = wording.words
    if wording.length < limits().least_characters.value:
        return b""
    identity = hashlib.blake2b(" ".join(words).encode(), digest_size=_IDENTITY_BYTES).digest()
    hashed = RMinHash(num_perm=BANDS * _ROWS, seed=_SEED)
    hashed.update([" ".join(run) for run in zip(words, words[1:], words[2:], strict=False)])
    rows = np.array(hashed.digest(), dtype=np.uint32).reshape(BANDS, _ROWS)
    return identity + ((rows[:, 0] * _MIX) ^ rows[:, 1]).astype("<u4").tobytes()
