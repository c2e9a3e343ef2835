"""A line with its range over months since onset."""

from collections.abc import Sequence

from clinical.cohort.course import At
from reports.figures.people.chart import Drawn
from reports.figures.svg.element import line, path, polyline, px, text, texts
from reports.figures.svg.page import Page

TOP = 48  # points of the function check
TICKS = (0, 12, 24, 36, 48)
HIGH = 260.0
LEFT = 40.0
STEPS = (3, 6, 12, 24, 60)  # months


def draw_curve(points: Sequence[At], foot: str, page: Page) -> Drawn:
    """Points of the function check upwards, months along the foot, from the first point to the last and no further."""
    start, end = points[0].months, points[-1].months
    right, top = page.width - 20, page.type * 0.6

    def x(months: float) -> float:
        return LEFT + (months - start) / (end - start) * (right - LEFT)

    def y(total: float) -> float:
        return top + (1 - min(max(total, 0), TOP) / TOP) * HIGH

    over = [(x(at.months), y(at.high)) for at in points] + [(x(at.months), y(at.low)) for at in reversed(points)]
    ribbon = path(f"M{' L'.join(f'{px(a)} {px(b)}' for a, b in over)}Z", "range")
    step = next((step for step in STEPS if (end - start) / step <= (5 if page.narrow else 9)), STEPS[-1])
    months = [value for value in range(0, int(end) + 1, step) if value >= start]
    base = top + HIGH
    drawn = [
        ribbon,
        "".join(line(LEFT, y(value), right, y(value), "rule") for value in TICKS),
        "".join(line(x(value), base, x(value), base + 6, "middle") for value in months),
        polyline([(x(at.months), y(at.total)) for at in points], "line", 3),
        texts([(LEFT - 8, y(value) + page.type * 0.35, str(value)) for value in TICKS], page.type, "soft", "end"),
        texts([(x(value), base + page.line + 2, str(value)) for value in months], page.type, "soft", "middle"),
        text(right, base + 2 * page.line + 4, foot, page.type, "soft", "end"),
    ]
    return "".join(drawn), base + 2 * page.line + 14
