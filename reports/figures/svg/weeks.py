"""Twelve weeks in the height of a line: how many days had an entry, and when a part was lower than ever before."""

from collections.abc import Sequence
from html import escape

from clinical.glance import Week
from reports.figures.svg.element import px
from reports.figures.theme import paint

STEP, BAR, FOOT, DAY = 8, 6, 25, 2  # of a week, its bar, where bars stand, of a day
PEAK = 1.5


def draw_weeks(weeks: Sequence[Week], told: str) -> str:
    """A bar a week, as high as it has days with an entry; above it a diamond where a part was lower. ``told``: the same
    in words, for who does not see it."""
    width = STEP * len(weeks)
    bars = "".join(
        f"M{STEP * n} {FOOT}v{-DAY * week.days}h{BAR}v{DAY * week.days}z" for n, week in enumerate(weeks) if week.days
    )
    lower = "".join(f"M{STEP * n + BAR // 2} {px(PEAK)}l4 4-4 4-4-4z" for n, week in enumerate(weeks) if week.lower)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig weeks" role="img" viewBox="-1 0 {width + 1} {FOOT + 2}" '
        f'aria-label="{escape(told)}"><path d="M0 {FOOT + 0.5}H{width - 2}"{paint("middle")}/>'
        f'<path d="{bars}"{paint("bar")}/><path d="{lower}"{paint("new")}/></svg>'
    )
