"""A small body on which the parts stand out that an exercise moves."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.figures.body_shapes import HEIGHT, SHAPES, WIDTH

register = template.Library()


@register.simple_tag
def moved(cells: Sequence[str]) -> SafeString:
    """The same is said in words beside it."""
    path = '<path class="{}" d="{}"/>'
    paths = format_html_join("", path, (("moves" if n in cells else "rests", s.d) for n, s in SHAPES.items()))
    left = (WIDTH - HEIGHT / 1.6) / 2
    return format_html(
        '<svg class="moved" viewBox="{} 0 {} {}" aria-hidden="true" focusable="false">{}</svg>',
        f"{left:g}",
        f"{WIDTH - 2 * left:g}",
        HEIGHT,
        paths,
    )
