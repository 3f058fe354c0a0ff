"""From cases and postures to what people read: the digest."""

from nonrefoul.publish.digest import digest

__all__ = ["digest"]
