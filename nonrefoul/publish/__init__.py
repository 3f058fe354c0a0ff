"""From cases and postures to what people read: the digest."""

from nonrefoul.publish.digest import Section, digest, sections
from nonrefoul.publish.recent import Period

__all__ = ["Period", "Section", "digest", "sections"]
