"""A figure as SVG: what everyone sees first, without script, in print, in PDF and in e-mail.

The SVG has no fixed size (it fills its column), names itself to assistive technology, and carries no style: classes for
the page's style sheet and plain attributes for where there is none (theme.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from reports.figures.marks import Bodies, Figure, Lanes, Panel, Plot
from reports.figures.svg.body import draw_bodies
from reports.figures.svg.element import group, line, rect, text, wrap
from reports.figures.svg.frame import framed
from reports.figures.svg.key import draw_key
from reports.figures.svg.lanes import draw_lanes
from reports.figures.svg.page import COMFORTABLE, DENSE, PAPER, Page, Scale, Size
from reports.figures.svg.plot import PlotFrame
from reports.figures.svg.plot_marks import Area, draw_mark

WIDE, NARROW = 800, 360
LABELS = 216  # the column of lane labels on a wide page
DENSE_LABELS = 214
GUTTER = 28
TREND = (64, 13)  # a line of print
PRINTED = 0.5  # of the font size, per character of a name in the type of the print
EDGE = 24  # around a picture that is a file of its own

Row = list[tuple[Panel, float, float]]


def to_svg(figure: Figure, *, narrow: bool = False, prefix: str = "fig") -> str:
    """The figure as one ``<svg role="img">``. ``narrow``: for a telephone, one column, labels above their lanes.
    ``prefix`` begins every id, so that two drawings of one figure can stand on one page."""
    return _svg(figure, NARROW if narrow else WIDE, 18 if narrow else 20, narrow, prefix, COMFORTABLE)


def to_dense_svg(
    figure: Figure, width: float, *, narrow: bool = False, plot: float = DENSE.plot, dated: bool = True
) -> str:
    """The same marks for a screen that holds everything at once: small, without key and directions, which stand beside
    it. ``width``: at which a unit is a CSS pixel; ``plot``: how high its larger panels are."""
    letters = DENSE.letters if any(isinstance(panel, Lanes) for panel in figure.panels) else DENSE.letters - 1
    return _svg(figure, width, letters, narrow, "small", replace(DENSE, plot=plot), dated=dated)


def to_paper_svg(figure: Figure, width: float) -> str:
    """The same marks for the printed summary: ``width`` in points, and no letter smaller than 11 of them."""
    return _svg(figure, width, PAPER.letters, False, "paper", PAPER)


def to_trend_svg(figure: Figure, *, alone: bool = False) -> str:
    """The marks of one panel alone, as high as a line of print: the words beside it name and say it, or where it stands
    ``alone`` those that it has for whoever does not see it."""
    (panel,) = figure.panels
    assert isinstance(panel, Plot)
    start, end = figure.time
    area = Area(Scale(start, end, 2, TREND[0] - 2), panel.axis, 2, TREND[1] - 2, symbol=1.6)
    width, height = TREND
    foot = line(0, height - 0.4, width, height - 0.4, "rule", 0.8)
    drawn = "".join(draw_mark(mark, area) for mark in panel.marks)
    named = f"<title>{escape(figure.reading)}</title>"
    told = f'role="img" aria-label="{escape(figure.reading)}"' if alone else 'aria-hidden="true"'
    frame = f'class="fig trend" {told} viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{named}{foot}{drawn}</svg>'


def to_lone_svg(figure: Figure, above: Sequence[str], below: Sequence[str]) -> str:
    """The figure as a file of its own, on light paper: its title, paragraphs ``above`` and ``below`` the drawing, and a
    size. It wears plain colours and needs no style sheet, script or font of ours."""
    page = Page(WIDE, 20, False, f"file-{figure.name}", COMFORTABLE)
    drawn, height = _drawn(figure, page)
    across = WIDE - 2 * EDGE
    heading = [(words, True) for words in wrap(figure.title, across, page.type * 1.2)]
    heading += [(words, False) for told in above for words in wrap(told, across, page.type)]
    closing = [words for told in below for words in wrap(told, across, page.type)]
    head = EDGE + len(heading) * page.line + page.type / 2
    foot = EDGE + head + height
    whole = foot + len(closing) * page.line + EDGE
    parts = [
        text(EDGE, EDGE + (n + 1) * page.line - page.type * 0.3, words, page.type * (1.2 if bold else 1), bold=bold)
        for n, (words, bold) in enumerate(heading)
    ]
    parts.append(group(drawn, place=(EDGE, head)))
    parts += [text(EDGE, foot + (n + 1) * page.line, words, page.type, "soft") for n, words in enumerate(closing)]
    paper = rect(0, 0, WIDE + 2 * EDGE, whole, "paper")
    return _named(figure, page, paper + "".join(parts), WIDE + 2 * EDGE, whole, sized=True)


def _svg(
    figure: Figure, width: float, letters: float, narrow: bool, prefix: str, size: Size, *, dated: bool = True
) -> str:
    variant = "narrow" if narrow else "wide"
    page = Page(width, letters, narrow, f"{prefix}-{figure.name}-{variant}", size)
    drawn, height = _drawn(figure, page, dated=dated)
    return _named(figure, page, drawn, page.width, height)


def _drawn(figure: Figure, page: Page, *, dated: bool = True) -> tuple[str, float]:
    """Panels and key, without what names them, and how high they are."""
    size = page.size
    parts, y = [], 0.0
    rows = list(_rows(figure, page))
    for n, row in enumerate(rows):
        drawn = _draw(row, figure, page, dated=dated and (not size.dense or n == len(rows) - 1))
        parts += [group(svg, place=(0, y)) for svg, _ in drawn]
        y += max(height for _, height in drawn) + (0 if size.dense else page.type)
    if figure.empty:
        lines = wrap(figure.reading, page.width, page.type)
        parts += [text(0, page.line * (n + 1), words, page.type, "soft") for n, words in enumerate(lines)]
        y = page.line * (len(lines) + 1)
    key, height = draw_key(() if size.dense else figure.key, 0, page)
    parts.append(group(key, place=(0, y)) if height else "")
    return "".join(parts), y + height


def _named(figure: Figure, page: Page, drawn: str, width: float, height: float, *, sized: bool = False) -> str:
    """One picture that names itself to assistive technology."""
    told = " ".join(filter(None, (figure.reading, figure.caption)))
    return framed(drawn, page, (width, height), figure.title, told, sized=sized)


def _rows(figure: Figure, page: Page) -> Iterator[Row]:
    """Panels with their left and right edge, row by row."""
    columns = 1 if page.narrow else figure.columns
    width = (page.width - GUTTER * (columns - 1)) / columns
    row: Row = []
    for panel in figure.panels:
        full = columns == 1 or not isinstance(panel, Plot) or panel.full
        if row and (full or len(row) == columns):
            yield row
            row = []
        left = 0 if full else len(row) * (width + GUTTER)
        row.append((panel, left, page.width if full else left + width))
        if full:
            yield row
            row = []
    if row:
        yield row


def _labels(panel: Lanes, size: Size) -> float:
    """The width of the column of labels."""
    if not size.single:
        return DENSE_LABELS if size.dense else LABELS
    lanes = [lane for block in panel.blocks for lane in (*block.lanes, *block.mirror)]
    return max(len(lane.label) for lane in lanes) * size.letters * PRINTED + GUTTER / 3


def _draw(row: Row, figure: Figure, page: Page, *, dated: bool) -> list[tuple[str, float]]:
    """The SVG and the height of each panel of a row; only plots ever share one. ``dated``: with days along its foot."""
    (panel, left, right), *_ = row
    if isinstance(panel, Bodies):
        return [draw_bodies(panel, page)]
    start, end = figure.time
    if isinstance(panel, Lanes):
        labels = 0 if page.narrow else _labels(panel, page.size)
        return [draw_lanes(panel, Scale(start, end, left + labels, right - 2), left, page)]
    frames = [
        PlotFrame.of(plot, start, end, left, right, page, dated=dated)
        for plot, left, right in row
        if isinstance(plot, Plot)
    ]
    head = max(frame.head for frame in frames)
    return [frame.draw(head) for frame in frames]
