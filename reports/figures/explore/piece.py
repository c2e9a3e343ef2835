"""What one panel adds to a Plotly figure, and the few words that all panels share."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from reports.figures.language import gettext as _
from reports.figures.marks import Rule, Span
from reports.figures.theme import Mode, colour

Json = dict[str, Any]

DAY_MS = 86_400_000
SIDE = 150  # pixels beside a panel, for the words of its axis
LABEL = 20  # pixels of one row of labels above a panel


@dataclass
class Piece:
    """Traces, shapes and annotations on the axes ``x{n}`` and ``y{n}``; ``height`` in pixels, ``head`` above it and
    ``side`` to the left of it."""

    number: int
    height: float
    x: Json
    y: Json
    head: float = LABEL
    side: float = SIDE
    traces: list[Json] = field(default_factory=list)
    shapes: list[Json] = field(default_factory=list)
    annotations: list[Json] = field(default_factory=list)

    @property
    def suffix(self) -> str:
        return "" if self.number == 1 else str(self.number)

    @property
    def axes(self) -> Json:
        return {"xaxis": f"x{self.suffix}", "yaxis": f"y{self.suffix}"}

    @property
    def refs(self) -> Json:
        return {"xref": f"x{self.suffix}", "yref": f"y{self.suffix}"}

    @property
    def tall(self) -> Json:
        """References for a mark as high as the whole panel."""
        return {"xref": f"x{self.suffix}", "yref": f"y{self.suffix} domain"}

    @property
    def middle(self) -> dt.date:
        """The middle of the time axis: labels of later days stand to the left of their line."""
        start, end = map(dt.date.fromisoformat, self.x["range"])
        return start + (end - start) / 2

    def title(self, lines: Sequence[str], mode: Mode) -> None:
        self.annotations.append(
            {
                "xref": f"x{self.suffix} domain",
                "yref": f"y{self.suffix} domain",
                "x": 0,
                "y": 1,
                "xanchor": "left",
                "yanchor": "bottom",
                "yshift": self.head - LABEL * len(lines) + 4,
                "showarrow": False,
                "text": "<br>".join(map(safe, lines)),
                "font": {"color": colour("ink", mode), "size": 16},
            }
        )

    def over(self, spans: Sequence[Span], rules: Sequence[Rule], mode: Mode) -> None:
        """Treatments, events and visits: a line through the panel each, labels in rows above."""
        for row, (day, words, tone, dash) in enumerate(
            [(rule.day, rule.label, "ink", "dash") for rule in rules]
            + [(span.start, _span_words(span), "soft", "dot") for span in spans]
        ):
            line = {"color": colour(tone, mode), "width": 1.5, "dash": dash}
            side = "left" if day < self.middle else "right"
            at = max(day.isoformat(), self.x["range"][0])
            self.shapes.append({"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line, **self.tall})
            self.annotations.append(
                {
                    "x": at,
                    "y": 1,
                    "yshift": row * LABEL,
                    "xanchor": side,
                    "yanchor": "bottom",
                    **self.tall,
                    "text": safe(words),
                    "showarrow": False,
                    "font": {"color": colour(tone, mode), "size": 14},
                }
            )
        self.head = LABEL * (len(spans) + len(rules) + 1)


def _span_words(span: Span) -> str:
    if not span.end:
        return span.label
    return _("%(what)s (to %(day)s)") % {"what": span.label, "day": span.end.isoformat()}


def safe(words: str) -> str:
    """Words as Plotly takes them: it would read tags."""
    return escape(words, quote=False)


def time_range(start: dt.date, end: dt.date, mode: Mode) -> Json:
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "gridcolor": colour("rule", mode),
        "tickfont": {"size": 14},
        "zeroline": False,
    }
