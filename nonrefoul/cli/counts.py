"""How many documents and sources claims have."""

from __future__ import annotations

from collections.abc import Sequence

from nonrefoul.words import Claim, Held


def counts(claims: Sequence[Claim], held: Held) -> dict[str, int]:
    """How many claims there are, in how many documents, copies among them, of how many sources."""
    told = {claim.document for claim in claims}
    return {"claims": len(claims), "documents": len(told), "sources": held.sources(told)}
