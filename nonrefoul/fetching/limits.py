"""How much and how long is enough, and how the project names itself to those it asks."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version

ROBOT = "nonrefoul"
USER_AGENT = f"{ROBOT}/{version('nonrefoul')}"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of an answer, as sent and as decoded; seconds to connect, between bytes, and in all."""

    most_bytes: int = 32 << 20
    resolve: float = 10
    connect: float = 10
    read: float = 20
    total: float = 90
    redirects: int = 5


USUAL = Limits()
