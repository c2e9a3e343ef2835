"""A numeric panel: heading and direction, treatments, marks over dates, and what its state says below."""

import datetime as dt
from dataclasses import dataclass

from reports.figures.marks import Bars, Plot, Points, Threshold
from reports.figures.svg.element import label, lines, text, text_width, texts, wrap
from reports.figures.svg.page import Page, Scale
from reports.figures.svg.plot_marks import Area, draw_mark
from reports.figures.svg.strip import Strip, strip
from reports.figures.svg.time_axis import time_axis


@dataclass(frozen=True)
class PlotFrame:
    """A panel between ``left`` and ``right``. Neighbours in a row begin their plot areas at one height, the highest
    ``head`` of them."""

    panel: Plot
    page: Page
    left: float
    right: float
    scale: Scale
    heading: tuple[tuple[str, bool], ...]
    strip: Strip
    dated: bool = True

    @classmethod
    def of(
        cls, panel: Plot, start: dt.date, end: dt.date, left: float, right: float, page: Page, *, dated: bool = True
    ) -> "PlotFrame":
        """``dated``: with the days along its foot; on a dense page its direction stands beside the drawing."""
        told = ((panel.label, True), (panel.axis.direction, False))
        heading = tuple(
            (words, bold)
            for said, bold in (told[:1] if page.size.dense else told)
            for words in wrap(said, right - left, page.type)
        )
        widest = max((text_width(words, page.type) for _, words in panel.axis.ticks), default=0)
        if page.size.dense:  # panels above one another share their days
            widest = max(widest, text_width("100", page.type))
        scale = Scale(start, end, left + widest + 8, right - 2)
        above = (
            Strip.of_ticks(panel.spans, panel.rules, scale)
            if page.size.dense
            else strip(panel.spans, panel.rules, scale, len(heading) * page.line, page)
        )
        return cls(panel, page, left, right, scale, heading, above, dated)

    @property
    def head(self) -> float:
        return len(self.heading) * self.page.line + self.strip.height

    def draw(self, head: float) -> tuple[str, float]:
        """The panel's SVG, its plot area below ``head``, and its height."""
        page, scale, margin = self.page, self.scale, self.page.size.margin
        top = head + margin
        bottom = top + (page.size.flat if self.panel.flat else page.size.plot)
        barred = any(isinstance(mark, Bars) for mark in self.panel.marks)
        area = Area(scale, self.panel.axis, top, bottom, barred, page.size.symbol)
        dates, dates_height = time_axis(scale, head, bottom + margin, page) if self.dated else ("", 0)
        drawn = [
            text(
                self.left,
                (n + 1) * page.line - page.type * 0.3,
                words,
                page.type,
                "text" if bold else "soft",
                bold=bold,
            )
            for n, (words, bold) in enumerate(self.heading)
        ]
        drawn += [self.strip.labels, dates, self._grid(area), self.strip.lines(head, bottom + margin)]
        drawn += [draw_mark(mark, area) for mark in self.panel.marks]
        drawn += [self._ticks(area), self._thresholds(area)]
        y = bottom + margin + dates_height
        for words in wrap(self.panel.note, self.right - self.left, page.type):
            drawn.append(text(self.left, y + page.type, words, page.type, "soft"))
            y += page.line
        return "".join(drawn), y + (1 if page.size.dense else page.type / 2)

    def _grid(self, area: Area) -> str:
        ys = (area.y(value) for value, _ in self.panel.axis.ticks)
        return lines([(self.scale.left, y, self.scale.right, y) for y in ys], "rule")

    def _ticks(self, area: Area) -> str:
        size, edge = self.page.type, self.scale.left - 8
        ticks = [(area.y(value), words) for value, words in self.panel.axis.ticks]
        apart = abs(ticks[0][0] - ticks[-1][0]) / (len(ticks) - 1)
        every = max(1, round(0.5 + size / apart))  # labels that would touch are left out, their gridlines stay
        return texts([(edge, y + size * 0.35, words) for y, words in ticks[::every]], size, "soft", "end")

    def _thresholds(self, area: Area) -> str:
        return "".join(self._threshold(mark, area) for mark in self.panel.marks if isinstance(mark, Threshold))

    def _threshold(self, mark: Threshold, area: Area) -> str:
        """The label above or below its line, at its right or left end, wherever it hides the fewest points."""
        size, width, line_y = self.page.type, text_width(mark.label, self.page.type), area.y(mark.value)
        points = area.places(
            [(point.day, point.value) for m in self.panel.marks if isinstance(m, Points) for point in m.points]
        )
        places = [
            (x, y)
            for y in (line_y - 5, line_y + size)
            for x in (self.scale.right - width, self.scale.left + 4)
            if y <= area.bottom + self.page.size.margin
        ]

        def hidden(place: tuple[float, float]) -> int:
            left, base = place
            return sum(left <= x <= left + width and base - size <= y <= base for x, y in points)

        x, y = min(places, key=hidden)
        return label(x, y, mark.label, size, "note")
