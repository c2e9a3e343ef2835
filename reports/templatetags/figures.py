"""A figure on a page: drawn wide and, for a telephone, narrow; the style sheet shows the one that fits."""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from reports.figures.marks import Figure
from reports.figures.people.chart import Chart
from reports.figures.to_svg import to_dense_svg, to_paper_svg, to_svg, to_trend_svg

register = template.Library()
_LONG_WORD = re.compile(r"([\w!-~]{20})(?=[\w!-~]{20})")


@register.simple_tag
def drawing(figure: Figure) -> SafeString:
    return mark_safe(to_svg(figure) + to_svg(figure, narrow=True))  # noqa: S308 - to_svg escapes every word


@register.simple_tag
def drawing_on_paper(figure: Figure, width: float) -> SafeString:
    """``width`` in points."""
    return mark_safe(to_paper_svg(figure, width))  # noqa: S308 - as above


@register.simple_tag
def trend_drawing(figure: Figure, alone: bool = False) -> SafeString:
    """As high as a line of print; ``alone``: without its words beside it."""
    return mark_safe(to_trend_svg(figure, alone=alone))  # noqa: S308 - as above


@register.simple_tag
def small_drawing(figure: Figure, width: float, narrow: float = 0, **looks: Any) -> SafeString:
    """For the one screen of a clinician, and where ``narrow`` is given for a telephone too."""
    drawn = to_dense_svg(figure, width, **looks)
    if narrow:
        drawn += to_dense_svg(figure, narrow, narrow=True, **looks)
    return mark_safe(drawn)  # noqa: S308 - drawn by to_svg


@register.simple_tag
def chart_drawing(chart: Chart) -> SafeString:
    return mark_safe(chart.to_svg() + chart.to_svg(narrow=True))  # noqa: S308 - every word is escaped


@register.filter
def breaks(text: str) -> str:
    """Text of an inline box on paper: a word that is longer than any of ours can be parted (no ``overflow-wrap`` does
    that there: WeasyPrint parts the first word of each such box), a range such as 0–10 can't."""
    return _LONG_WORD.sub("\\1\u200b", str(text)).replace("–", "–\u2060")
