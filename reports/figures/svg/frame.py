"""The one ``svg`` element around a drawing: no style, and a name and words for whoever does not see it."""

from html import escape

from reports.figures.svg.element import px
from reports.figures.svg.page import Page


def framed(drawn: str, page: Page, size: tuple[float, float], title: str, told: str, *, sized: bool = False) -> str:
    """``drawn`` in a frame of this width and height; ``page.prefix`` begins every id and has to be the only one of its
    kind on a page. ``sized``: as large as it says, for a file of its own."""
    name, variant = escape(page.prefix), "narrow" if page.narrow else "wide"
    width, height = map(px, size)
    fixed = f' width="{width}" height="{height}"' if sized else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fig fig-{variant}" role="img"{fixed} '
        f'viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(told)}</desc>{drawn}</svg>'
    )
