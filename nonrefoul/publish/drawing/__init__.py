"""Drawings of postures, as SVG."""

from nonrefoul.publish.drawing.plot import plot, plot_file, plot_style

__all__ = ["plot", "plot_file", "plot_style"]
