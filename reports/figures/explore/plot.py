"""A numeric panel for Plotly: the same points, lines with ranges, bars and thresholds."""

import datetime as dt

from reports.figures.explore.dates import day_of_hover, told
from reports.figures.explore.piece import DAY_MS, Json, Piece, safe, time_range
from reports.figures.language import gettext as _
from reports.figures.marks import Bars, Line, Numeric, Plot, Points, Threshold, Vertex
from reports.figures.theme import Mode, colour

HEIGHT, FLAT = 190, 120
TICKS = 80  # pixels beside a panel, for the numbers and the unit of its axis
SYMBOLS = {
    "self": "circle",
    "helped": "diamond",
    "caregiver": "triangle-up",
    "clinician": "square-open",
    "given": "triangle-down-open",
    "left": "triangle-left",
    "right": "triangle-right-open",
}


def plot_piece(panel: Plot, number: int, start: dt.date, end: dt.date, mode: Mode) -> Piece:
    axis, reach = panel.axis, panel.axis.high - panel.axis.low
    y = {
        "tickvals": [value for value, _words in axis.ticks],
        "ticktext": [words for _value, words in axis.ticks],
        "range": [axis.low - 0.06 * reach, axis.high + 0.06 * reach],
        "gridcolor": colour("rule", mode),
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 14},
        "title": {"text": safe(axis.unit), "font": {"size": 14}, "standoff": 8},
    }
    piece = Piece(number, FLAT if panel.flat else HEIGHT, time_range(start, end, mode), y, side=TICKS)
    piece.over(panel.spans, panel.rules, mode)
    piece.title([f"{panel.label} ({axis.direction})"], mode)
    for mark in panel.marks:
        _add(mark, axis.unit, piece, mode)
    return piece


def _add(mark: Numeric, unit: str, piece: Piece, mode: Mode) -> None:
    match mark:
        case Points():
            piece.traces.append(_points(mark, unit, piece, mode))
        case Line():
            piece.traces += [*_ranges(mark, piece, mode), _line(mark, piece, mode)]
        case Bars():
            piece.traces.append(_bars(mark, unit, piece, mode))
        case Threshold():
            line = {"color": colour("accent", mode), "width": 2, "dash": "dash"}
            at = {"x0": 0, "x1": 1, "y0": mark.value, "y1": mark.value, "xref": f"x{piece.suffix} domain"}
            piece.shapes.append({"type": "line", **at, "yref": f"y{piece.suffix}", "line": line})
            words = {"text": safe(mark.label), "font": {"color": colour("accent", mode), "size": 14}}
            place = {"x": 1, "y": mark.value, "xanchor": "right", "yanchor": "bottom", "showarrow": False}
            piece.annotations.append({**words, **place, "xref": f"x{piece.suffix} domain", "yref": f"y{piece.suffix}"})


def _points(mark: Points, unit: str, piece: Piece, mode: Mode) -> Json:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": safe(mark.name),
        **piece.axes,
        "x": [point.day.isoformat() for point in mark.points],
        "y": [point.value for point in mark.points],
        "hovertemplate": told(mark.name, unit, day_of_hover()),
        "marker": {"symbol": SYMBOLS[mark.shape], "size": 8, "color": colour("line", mode)},
    }


def _line(mark: Line, piece: Piece, mode: Mode) -> Json:
    vertices = _broken(mark)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": safe(mark.name),
        "connectgaps": False,
        "hoverinfo": "skip",
        **piece.axes,
        "x": [vertex and vertex.day.isoformat() for vertex in vertices],
        "y": [vertex and vertex.value for vertex in vertices],
        "line": {"color": colour("line", mode), "width": 2.5},
    }


def _broken(mark: Line) -> list[Vertex | None]:
    """The vertices with ``None`` between the pieces: Plotly then breaks the line there."""
    vertices: list[Vertex | None] = []
    for piece in mark.segments:
        vertices += [None, *piece] if vertices else piece
    return vertices


def _ranges(mark: Line, piece: Piece, mode: Mode) -> list[Json]:
    """Each piece's range as a closed outline."""
    outlines = []
    for vertices in mark.segments:
        high = [(v.day.isoformat(), v.high) for v in vertices if v.high is not None]
        low = [(v.day.isoformat(), v.low) for v in reversed(vertices) if v.low is not None]
        if len(high) > 1:
            outlines.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    # xgettext:no-python-format
                    "name": _("95 % range"),
                    "fill": "toself",
                    **piece.axes,
                    "x": [day for day, _value in high + low],
                    "y": [value for _day, value in high + low],
                    "fillcolor": colour("range", mode),
                    "line": {"width": 0},
                    "hoverinfo": "skip",
                }
            )
    return outlines


def _bars(mark: Bars, unit: str, piece: Piece, mode: Mode) -> Json:
    """An answered zero keeps an edge, so that it is not taken for a gap."""
    tone = colour("line", mode)
    return {
        "type": "bar",
        "name": safe(mark.name),
        "offset": 0,
        **piece.axes,
        "x": [bar.start.isoformat() for bar in mark.bars],
        "y": [bar.value for bar in mark.bars],
        "hovertemplate": told(mark.name, unit, _("Week of %(day)s") % {"day": day_of_hover()}),
        "width": [(bar.end - bar.start).days * DAY_MS * 0.9 for bar in mark.bars],
        "marker": {"color": tone, "line": {"color": tone, "width": 1}},
    }
