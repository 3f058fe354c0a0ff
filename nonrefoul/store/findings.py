"""What checking says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `verify` says; `wrong` is False where nothing is lost or altered."""

    what: str
    wrong: bool = True
