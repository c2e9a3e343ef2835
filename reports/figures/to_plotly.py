"""The same marks as a plain dict for ``Plotly.newPlot(element, data, layout)``: what "Explore" shows.

Only traces and shapes that Plotly paints through attributes of its own are used (no heatmaps), so that a page whose
policy forbids inline styles shows them all. Panel n has the axes ``xn`` and ``yn``, one below the other; their times
move together. Nothing needs a drag or a double press: the page has buttons for how much time is shown.
"""

from collections.abc import Iterator
from typing import Any

from reports.figures.explore.body import body_piece
from reports.figures.explore.dates import dated
from reports.figures.explore.lanes import lanes_piece
from reports.figures.explore.piece import SIDE, Json, Piece, safe
from reports.figures.explore.plot import plot_piece
from reports.figures.marks import Bodies, Figure, Lanes
from reports.figures.theme import Mode, colour

LEGEND = 90  # pixels below all panels
GAP, TOP = 60, 30  # pixels below a panel (its dates, of the last one with their title) and above the first


def to_plotly(figure: Figure, mode: Mode = "light") -> Json:
    """``{"data": [...], "layout": {...}}`` of JSON values; a figure without data says so and has no traces."""
    rows = list(_rows(figure, mode))
    heights = [max(piece.head + piece.height for piece in row) + GAP for row in rows]
    total = sum(heights) or 1
    foot = LEGEND if figure.start else 0
    layout: Json = {
        "template": {},
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": True,
        "paper_bgcolor": colour("paper", mode),
        "plot_bgcolor": colour("paper", mode),
        "font": {"family": "system-ui, sans-serif", "size": 14, "color": colour("ink", mode)},
        "legend": {"orientation": "h", "itemdoubleclick": False, "x": 0, "y": 0, "yanchor": "top", "yref": "paper"},
        "margin": {"l": max([piece.side for row in rows for piece in row], default=SIDE), "r": 20, "t": TOP, "b": foot},
        "height": total + TOP + foot,
        "shapes": [],
        "annotations": [],
    }
    data: list[dict[str, Any]] = []
    above = 0.0
    for row, height in zip(rows, heights, strict=True):
        for piece in row:
            top = 1 - (above + piece.head) / total
            layout[f"xaxis{piece.suffix}"] = {
                "anchor": f"y{piece.suffix}",
                **_together(piece, figure),
                **piece.x,
                **(dated(mode, titled=row is rows[-1]) if figure.start else {}),
            }
            layout[f"yaxis{piece.suffix}"] = {
                "anchor": f"x{piece.suffix}",
                "domain": [max(0.0, top - piece.height / total), top],
                **piece.y,
            }
            layout["shapes"] += piece.shapes
            layout["annotations"] += piece.annotations
            data += piece.traces
        above += height
    if figure.empty:
        layout["annotations"].append(_sentence(figure))
        layout |= {"xaxis": {"visible": False}, "yaxis": {"visible": False}, "height": 160}
    return {"data": _one_legend(data), "layout": layout}


def _rows(figure: Figure, mode: Mode) -> Iterator[list[Piece]]:
    number = 1
    for panel in figure.panels:
        if isinstance(panel, Bodies):
            share = 1 / len(panel.bodies)
            yield [
                body_piece(body, number + n, (n * share, (n + 0.95) * share), mode)
                for n, body in enumerate(panel.bodies)
            ]
            number += len(panel.bodies)
            continue
        start, end = figure.time
        if isinstance(panel, Lanes):
            yield [lanes_piece(panel, number, start, end, mode)]
        else:
            yield [plot_piece(panel, number, start, end, mode)]
        number += 1


def _together(piece: Piece, figure: Figure) -> Json:
    """All time axes follow the first."""
    return {"matches": "x"} if figure.start and piece.number > 1 else {}


def _one_legend(data: list[Json]) -> list[Json]:
    """A name stands once in the legend and switches its traces in every panel."""
    seen: set[str] = set()
    grouped = []
    for trace in data:
        name = trace["name"]
        shown = trace.get("showlegend", True) and name not in seen
        grouped.append({**trace, "legendgroup": name, "showlegend": shown})
        seen.add(name)
    return grouped


def _sentence(figure: Figure) -> Json:
    place = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "showarrow": False}
    return {**place, "text": safe(figure.reading)}
