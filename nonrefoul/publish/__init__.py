"""From cases and postures to what people read or other programs take in."""

from nonrefoul.publish.digest import Section, digest, sections
from nonrefoul.publish.drawing import plot, plot_file, plot_style
from nonrefoul.publish.dyads import dyads, dyads_text
from nonrefoul.publish.recent import Period

__all__ = [
    "Period",
    "Section",
    "digest",
    "dyads",
    "dyads_text",
    "plot",
    "plot_file",
    "plot_style",
    "sections",
]
