"""From cases and postures to what people read: the digest, and drawings of postures."""

from nonrefoul.publish.digest import Section, digest, sections
from nonrefoul.publish.drawing import plot, plot_file, plot_style
from nonrefoul.publish.recent import Period

__all__ = ["Period", "Section", "digest", "plot", "plot_file", "plot_style", "sections"]
