"""Writing SVG: numbers short, every text escaped, width of a text guessed on the generous side."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain

from reports.figures.theme import paint

_WIDTH, _BOLD = 0.6, 0.68  # of the font size, per character: of DejaVu Sans and Verdana, the widest in common use


def px(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def written(pattern: str, values: Sequence[Sequence[float]]) -> str:
    """The pattern once for each of the values, whose places in it are ``%s``: as ``px``, but many in one go."""
    told = pattern.replace("%s", "%.1f ") * len(values) % tuple(chain.from_iterable(values))
    return told.replace(".0 ", " ").replace(" -", "-").rstrip()


def text_width(text: str, size: float, bold: bool = False) -> float:
    return (_BOLD if bold else _WIDTH) * size * len(text)


def wrap(text: str, width: float, size: float) -> list[str]:
    """Lines of at most ``width``; a word longer than that stands alone."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def text(
    x: float, y: float, words: str, size: float, role: str = "text", anchor: str = "start", bold: bool = False
) -> str:
    """One line of text with its baseline at ``y``."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{px(x)}" y="{px(y)}" font-size="{px(size)}"{place}{weight}{paint(role)}>{escape(words)}</text>'


def label(x: float, y: float, words: str, size: float, role: str = "soft", anchor: str = "start") -> str:
    """Text on a slip of paper, to be read over lines."""
    width = text_width(words, size)
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    slip = rect(left - 2, y - size * 0.85, width + 4, size * 1.1, "paper", more=' fill-opacity="0.85"')
    return slip + text(x, y, words, size, role, anchor)


def rect(x: float, y: float, width: float, height: float, role: str, radius: float = 0, more: str = "") -> str:
    round_ = f' rx="{px(radius)}"' if radius else ""
    return f'<rect x="{px(x)}" y="{px(y)}" width="{px(width)}" height="{px(height)}"{round_}{paint(role)}{more}/>'


def line(x1: float, y1: float, x2: float, y2: float, role: str, width: float = 1, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    at = f'x1="{px(x1)}" y1="{px(y1)}" x2="{px(x2)}" y2="{px(y2)}"'
    return f'<line {at} stroke-width="{px(width)}"{dashed}{paint(role)}/>'


def lines(ends: Sequence[tuple[float, float, float, float]], role: str, width: float = 1) -> str:
    """Straight lines of one role as one element: where each begins and where it ends."""
    return path(written("M%s%sL%s%s", ends), role, width) if ends else ""


def texts(said: Iterable[tuple[float, float, str]], size: float, role: str, anchor: str) -> str:
    """Lines of text of one kind, which is named once: where the baseline of each stands, and its words."""
    each = "".join(f'<text x="{px(x)}" y="{px(y)}">{escape(words)}</text>' for x, y, words in said)
    return f'<g font-size="{px(size)}" text-anchor="{anchor}"{paint(role)}>{each}</g>' if each else ""


def path(d: str, role: str, width: float = 0, more: str = "") -> str:
    stroke = f' stroke-width="{px(width)}"' if width else ""
    return f'<path d="{d}"{stroke}{paint(role)}{more}/>'


def polyline(points: Sequence[tuple[float, float]], role: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<polyline points="{written("%s%s", points)}" stroke-width="{px(width)}"{dashed}{paint(role)}/>'


def group(*parts: str, place: tuple[float, float] | None = None) -> str:
    """Parts that belong together, moved to ``place``."""
    moved = f' transform="translate({px(place[0])} {px(place[1])})"' if place else ""
    return f"<g{moved}>{''.join(parts)}</g>"


def painted(role: str, shapes: Iterable[str], width: float = 0) -> str:
    """Many bare shapes that wear one role, named once."""
    stroke = f' stroke-width="{px(width)}"' if width else ""
    return f"<g{stroke}{paint(role)}>{''.join(shapes)}</g>"
