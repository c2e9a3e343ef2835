"""Cells in lanes: blocks from head to foot, limb pairs mirrored about a middle line, time across."""

import datetime as dt
from dataclasses import dataclass

from reports.figures.language import gettext as _
from reports.figures.marks import Block, Lane, Lanes, Onset
from reports.figures.svg.element import group, label, line, path, px, rect, text, text_width, wrap
from reports.figures.svg.page import Page, Scale, Size
from reports.figures.svg.strip import strip
from reports.figures.svg.time_axis import time_axis

TIP = 11  # of a mark that points back
GUTTER = 10  # from a lane's label to the lane


@dataclass(frozen=True)
class _Placed:
    """A lane with its upper edge, the days at which another mark crosses it, and how far its label reaches above it."""

    lane: Lane
    y: float
    crossed: tuple[dt.date, ...]
    label: tuple[str, ...]  # in lines
    above: float


def draw_lanes(panel: Lanes, scale: Scale, left: float, page: Page) -> tuple[str, float]:
    """The panel's SVG and its height. On a narrow page a lane's label stands above it, else to its left."""
    head = strip(panel.spans, panel.rules, scale, 0, page)
    y = head.height + page.size.between / 2
    under: list[str] = []
    bars, words, crossings, placed = [], [], [], []
    for block in panel.blocks:
        top = y
        title, y = _title(block, scale, left, y, page)
        words.append(title)
        first = y
        lanes, y = _stack(block, y, scale.left - left, page)
        if page.size.dense and under:
            under.append(line(left, first - page.size.between / 2, scale.right, first - page.size.between / 2, "rule"))
        if block.mirror:
            below = lanes[len(block.lanes)]
            middle = below.y - below.above - (page.size.between / 2 if page.size.dense else 5)
            under.append(line(left, middle, scale.right, middle, "middle", 1.5))
        if block.crossing and scale.covers(block.crossing.day):
            x = scale.x(block.crossing.day)
            crossings.append(
                line(x, first - 4, x, y - 4, "range-halo", 7)
                + line(x, min(top + page.line, first - 2), x, y - 2, "crossing", 3)
            )
        placed += lanes
        y += 8 if page.narrow else page.size.apart
    bottom = y
    if panel.stages:
        drawn, y = _stages(panel, scale, left, y, page)
        words.append(drawn)
        bottom = y
    dates, dates_height = time_axis(scale, head.height, bottom, page)
    for item in placed:
        under.append(_band(item, scale, page.size))
        bars.append(group(*_bars(item, scale, page.size)))
        words.append(_label(item, left, page))
    onsets = [_onset(item.lane.onset, item.y, scale, page.size) for item in placed if item.lane.onset]
    svg = [
        dates,
        *under,
        head.lines(head.height, bottom),
        *bars,
        *crossings,
        *words,
        head.labels,
        group(*onsets),
    ]
    return "".join(svg), bottom + dates_height


def _title(block: Block, scale: Scale, left: float, y: float, page: Page) -> tuple[str, float]:
    """The block's name, and in the plot what crossed it: beside it where there is room, else below it."""
    if not block.label or page.size.dense:
        return "", y
    drawn = [text(left, y + page.type, block.label, page.type, bold=True)]
    words, role = (block.crossing.label, "note") if block.crossing else (block.note, "soft")
    if words:
        half = text_width(words, page.type, bold=bool(block.crossing)) / 2
        wanted = scale.x(block.crossing.day) if block.crossing else scale.left + half
        room = text_width(block.label, page.type, bold=True) + page.type
        beside = max(scale.left, left + room)
        if beside + 2 * half > scale.right:
            beside, y = left, y + page.line
        at = min(max(wanted, beside + half), scale.right - half)
        drawn.append(text(at, y + page.type, words, page.type, role, "middle", bold=bool(block.crossing)))
    return "".join(drawn), y + page.line + 6


def _stack(block: Block, y: float, column: float, page: Page) -> tuple[list[_Placed], float]:
    """Beside its label a lane is as high as that has lines in the ``column``."""
    placed, size = [], page.size
    over = page.line if page.narrow else 0
    crossed = (block.crossing.day,) if block.crossing else ()
    for n, lane in enumerate((*block.lanes, *block.mirror)):
        if block.mirror and n == len(block.lanes):
            y += size.mirrored
        lines = (lane.label,) if page.narrow or size.single else tuple(wrap(lane.label, column - GUTTER, size.letters))
        spare = 0 if page.narrow or size.dense else max(0, (len(lines) * size.line - size.bar) / 2)
        placed.append(_Placed(lane, y + over + spare, crossed, lines, over + 4 if page.narrow else spare))
        y += over + size.bar + 2 * spare + (6 if page.narrow else size.between)
    return placed, y


def _label(item: _Placed, left: float, page: Page) -> str:
    if page.narrow:
        return label(left, item.y - 6, item.lane.label, page.type, "text")
    size = page.size
    first = item.y + size.bar / 2 + size.letters * 0.35 - (len(item.label) - 1) * size.line / 2
    return "".join(text(left, first + n * size.line, words, size.letters) for n, words in enumerate(item.label))


def _band(item: _Placed, scale: Scale, size: Size) -> str:
    if not item.lane.band_from:
        return ""
    x = scale.x(item.lane.band_from)
    return rect(x, item.y - size.between / 2, scale.right - x, size.bar + size.between, "band", 4)


def _bars(item: _Placed, scale: Scale, size: Size) -> list[str]:
    """The lane's own line, its runs, and in each run that has room its grade."""
    drawn = [line(scale.left, item.y + size.bar / 2, scale.right, item.y + size.bar / 2, "rule", 2)]
    covered = [(scale.x(day), scale.x(day)) for day in item.crossed]
    covered += [_reach(item.lane.onset, scale, size)] if item.lane.onset else []
    for run in item.lane.runs:
        x0, x1 = scale.x(run.start), scale.x(run.end)
        drawn.append(rect(x0, item.y, x1 - x0, size.bar, f"grade-{run.grade}", more=' stroke-width="0.5"'))
        centre = (x0 + x1) / 2
        if x1 - x0 >= 16 and not any(a - 8 <= centre <= b + 8 for a, b in covered):
            drawn.append(
                text(centre, _base(item.y, size), str(run.grade), size.letters, f"on-grade-{run.grade}", "middle")
            )
    return drawn


def _base(y: float, size: Size) -> float:
    """The baseline of a number in the middle of a lane."""
    return y + size.bar / 2 + size.letters * 0.361


def _disc_at(onset: Onset, scale: Scale, size: Size) -> float:
    """Left of the interval, where the lane is still light; right of it where the edge leaves no room."""
    low, high = scale.x(onset.low), scale.x(onset.high)
    disc = size.disc
    return low - disc - 4 if low - 2 * disc - 4 >= scale.left - disc else high + disc + 4


def _reach(onset: Onset, scale: Scale, size: Size) -> tuple[float, float]:
    """From where to where the marker covers its lane."""
    low, high = scale.x(onset.low), scale.x(onset.high)
    if onset.number is None:
        return low, high + TIP
    disc, letters = _disc_at(onset, scale, size), size.letters
    new = max(2.2 * letters, text_width(_("new"), letters, bold=True)) if onset.new else 0
    return min(disc - size.disc - new, low), max(disc + size.disc, high)


def _onset(onset: Onset, y: float, scale: Scale, size: Size) -> str:
    """A numbered disc (square: marked by a clinician), the interval as a bar with ends, a diamond on the day. What is
    remembered is open: a box over its month, a diamond in it. What was so at the first entry points back from there."""
    role, middle = "new" if onset.new else "known", y + size.bar / 2
    if onset.number is None:
        return _back(scale.x(onset.day), middle)
    drawn = _remembered(onset, middle, scale) if onset.remembered else _interval(onset, middle, scale, role)
    centre, disc, base = _disc_at(onset, scale, size), size.disc, middle + size.letters * 0.361
    digits = size.digits or (size.letters - 2 if size.dense else size.letters)
    square = 0 if onset.by_clinician else disc
    drawn.append(rect(centre - disc, middle - disc, 2 * disc, 2 * disc, role, square or 3, ' stroke-width="1.5"'))
    drawn.append(text(centre, middle + digits * 0.361, str(onset.number), digits, "on-mark", "middle", bold=True))
    if onset.new:
        anchor, at = ("end", centre - disc - 5) if centre < scale.x(onset.low) else ("start", centre + disc + 5)
        drawn.append(text(at, base, _("new"), size.letters, "on-grade-4", anchor, bold=True))
    return group(*drawn)


def _interval(onset: Onset, middle: float, scale: Scale, role: str) -> list[str]:
    low, day, high = scale.x(onset.low), scale.x(onset.day), scale.x(onset.high)
    drawn = []
    if high > low:
        for tone, width in (("range-halo", 7), (f"{role}-range", 3)):
            drawn.append(line(low, middle, high, middle, tone, width))
        drawn += [line(x, middle - 6, x, middle + 6, f"{role}-range", 2.5) for x in (low, high)]
    return [*drawn, _diamond(day, middle, role, 1.5)]


def _remembered(onset: Onset, middle: float, scale: Scale) -> list[str]:
    """Of a time before the picture begins only where it lies is told: at its edge, pointing back."""
    if not scale.covers(onset.high):
        return [_back(scale.left, middle)]
    low, high = scale.x(onset.low), scale.x(onset.high)
    box = [rect(low, middle - 5, high - low, 10, "open", 2, ' stroke-width="2"')] if high > low else []
    return [*box, _diamond(scale.x(onset.day), middle, "open", 2)]


def _diamond(x: float, middle: float, role: str, width: float) -> str:
    return _shape([(x - 7, middle), (x, middle - 9), (x + 7, middle), (x, middle + 9)], role, width)


def _back(x: float, middle: float) -> str:
    return _shape([(x, middle), (x + TIP, middle - 9), (x + TIP, middle + 9)], "open", 2)


def _shape(points: list[tuple[float, float]], role: str, width: float) -> str:
    at = " L".join(f"{px(x)} {px(y)}" for x, y in points)
    return path(f"M{at}Z", role, width)


def _stages(panel: Lanes, scale: Scale, left: float, y: float, page: Page) -> tuple[str, float]:
    """A tick at each check; the stage is written where it is another one than at the check before."""
    assert panel.stages
    drawn, before, free = [], "", 0.0
    at = y if not page.narrow else y + page.line
    drawn.append(text(left, y + page.type, panel.stages.label, page.type))
    for day, stage in panel.stages.checks:
        x = scale.x(day)
        drawn.append(line(x, at + page.line, x, at + page.line + 8, "visit", 2))
        half = text_width(stage, page.type, bold=True) / 2
        middle = min(max(x, scale.left + half), scale.right - half)
        if stage != before and middle - half >= free:
            drawn.append(text(middle, at + page.type, stage, page.type, anchor="middle", bold=True))
            free = middle + half + page.type / 2
            before = stage
    return group(*drawn), at + page.line + 16
