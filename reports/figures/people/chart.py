"""A chart of many people: what it says, its numbers in a table, and how it is drawn. It has no days along its foot."""

from collections.abc import Callable
from dataclasses import dataclass

from reports.figures.svg.frame import framed
from reports.figures.svg.page import Page
from reports.figures.to_svg import NARROW, WIDE

Drawn = tuple[str, float]  # the SVG and its height


@dataclass(frozen=True)
class Chart:
    """``rows`` are all numbers of the drawing in words, the first of each its name; a chart without any says why in
    its ``reading``."""

    name: str
    title: str
    reading: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    draw: Callable[[Page], Drawn] | None = None
    caption: str = ""

    def to_svg(self, *, narrow: bool = False) -> str:
        """One ``<svg role="img">``; ``narrow``: for a telephone. Blank where there is nothing to draw."""
        if self.draw is None:
            return ""
        width, letters = (NARROW, 18.0) if narrow else (WIDE, 20.0)
        page = Page(width, letters, narrow, f"people-{self.name}-{'narrow' if narrow else 'wide'}")
        drawn, height = self.draw(page)
        return framed(drawn, page, (width, height), self.title, " ".join(filter(None, (self.reading, self.caption))))
