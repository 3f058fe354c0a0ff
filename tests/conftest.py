"""What holds for every test: none of them fails for being slow."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("nonrefoul", deadline=None)
settings.load_profile("nonrefoul")
