"""Cells in lanes for Plotly: horizontal bars from week to week, one trace a grade, so that each can be switched off."""

import datetime as dt
from typing import NamedTuple

from clinical.vocabulary import Source
from reports.figures.explore.piece import DAY_MS, Json, Piece, safe, time_range
from reports.figures.language import gettext as _
from reports.figures.marks import Lane, Lanes, Onset, Stages
from reports.figures.svg.element import text_width, wrap
from reports.figures.theme import Mode, colour
from reports.figures.words import SOURCES, date_words

ROW, LINE, APART = 32, 18, 8  # pixels of a lane, of one line of its name, and between two names
COLUMN, TYPE, BESIDE = 160, 14, 16  # pixels: the widest name, its letters, and what a mark at the edge takes beside it
LABEL_ROOM = 0.7  # of a lane, above those that a crossing is written over


class Row(NamedTuple):
    """A lane and its place on the axis."""

    at: float
    lane: Lane


def lanes_piece(panel: Lanes, number: int, start: dt.date, end: dt.date, mode: Mode) -> Piece:
    rows, foot = _rows(panel)
    names = [wrap(row.lane.label, COLUMN, TYPE) for row in rows]
    height = max(ROW, LINE * max(map(len, names)) + APART)
    side = max(text_width(line, TYPE) for name in names for line in name) + 2 * BESIDE
    axis = _rows_axis(rows, names, foot, panel.stages is not None) | {"tickcolor": colour("paper", mode)}
    piece = Piece(number, height * (foot + 0.5), time_range(start, end, mode), axis, side=side)
    piece.traces += [_grade(rows, grade, piece, mode) for grade in range(4, -1, -1)]
    piece.traces += _crossings(panel, rows, piece, mode)
    piece.traces += _onsets(rows, start, piece, mode)
    piece.over(panel.spans, panel.rules, mode)
    for at, lane in rows:
        if lane.band_from:
            box = {"x0": lane.band_from.isoformat(), "x1": end.isoformat(), "y0": at - 0.5, "y1": at + 0.5}
            tint = {"fillcolor": colour("tint", mode), "line": {"width": 0}, "layer": "below"}
            piece.shapes.append({"type": "rect", **box, **tint, **piece.refs})
    if panel.stages:
        piece.traces.append(_stages(panel.stages, foot + 0.5, piece, mode))
    return piece


def _rows(panel: Lanes) -> tuple[list[Row], float]:
    """Each lane at its place, and the place of the last; a crossing has room for its words above its lanes."""
    rows: list[Row] = []
    at = -1.0
    for block in panel.blocks:
        at += LABEL_ROOM if block.crossing else 0
        for lane in (*block.lanes, *block.mirror):
            at += 1
            rows.append(Row(at, lane))
    return rows, at + 0.5


def _rows_axis(rows: list[Row], names: list[list[str]], foot: float, staged: bool) -> Json:
    return {
        "tickvals": [row.at for row in rows],
        "ticktext": ["<br>".join(map(safe, name)) for name in names],
        "showgrid": False,
        "range": [foot + (1.2 if staged else 0.1), -0.6],
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": TYPE},
        "ticks": "outside",
        "ticklen": BESIDE,
    }


def _grade(rows: list[Row], grade: int, piece: Piece, mode: Mode) -> Json:
    runs = [(n, lane, run) for n, lane in rows for run in lane.runs if run.grade == grade]
    told = _("%(part)s: grade %(grade)d, weeks from %(start)s to before %(end)s")
    return {
        "type": "bar",
        "orientation": "h",
        "name": _("Grade %(grade)d") % {"grade": grade},
        "width": 0.76,
        **piece.axes,
        "y": [n for n, *_rest in runs],
        "base": [run.start.isoformat() for *_rest, run in runs],
        "x": [(run.end - run.start).days * DAY_MS for *_rest, run in runs],
        "hovertext": [
            safe(
                told % {"part": lane.label, "grade": grade, "start": date_words(run.start), "end": date_words(run.end)}
            )
            for _n, lane, run in runs
        ],
        "hoverinfo": "text",
        "marker": {
            "color": colour(f"grade-{grade}", mode),
            "line": {"color": colour("grade-edge", mode), "width": 0.5},
        },
    }


def _onsets(rows: list[Row], start: dt.date, piece: Piece, mode: Mode) -> list[Json]:
    """What is longer ago than the axis shows stands at its edge, whole."""
    marked = [(n, lane, lane.onset) for n, lane in rows if lane.onset]
    if not marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": _("Affected since (in order)"),
            **piece.axes,
            "x": [max(onset.day, start).isoformat() for *_rest, onset in marked],
            "y": [n for n, *_rest in marked],
            "cliponaxis": False,
            "text": [str(onset.number or "") for *_rest, onset in marked],
            "textfont": {"color": [_number(onset, mode) for *_rest, onset in marked], "size": 13},
            "hovertext": [safe(f"{lane.label}: {_onset_words(onset)}") for _n, lane, onset in marked],
            "hoverinfo": "text",
            "marker": {
                "size": 20,
                "symbol": [_symbol(onset) for *_rest, onset in marked],
                "color": [_fill(onset, mode) for *_rest, onset in marked],
                "line": {"width": 2, "color": [_edge(onset, mode) for *_rest, onset in marked]},
            },
            "error_x": {
                "type": "data",
                "symmetric": False,
                "color": colour("ink", mode),
                "thickness": 2,
                "width": 5,
                "array": [(onset.high - max(onset.day, start)).days * DAY_MS for *_rest, onset in marked],
                "arrayminus": [(max(onset.day, start) - onset.low).days * DAY_MS for *_rest, onset in marked],
            },
        }
    ]


def _number(onset: Onset, mode: Mode) -> str:
    return colour("ink" if onset.remembered else "on-mark", mode)


def _fill(onset: Onset, mode: Mode) -> str:
    """What is of no day is hollow: filled as the paper is, so that it is seen on any grade."""
    if _is_hollow(onset):
        return colour("paper", mode)
    return _edge(onset, mode)


def _edge(onset: Onset, mode: Mode) -> str:
    return colour("accent" if onset.new else "ink", mode)


def _is_hollow(onset: Onset) -> bool:
    return onset.remembered or onset.number is None


def _symbol(onset: Onset) -> str:
    if onset.number is None:
        return "triangle-left"
    if onset.remembered:
        return "diamond"
    return "square" if onset.by_clinician else "circle"


def _onset_words(onset: Onset) -> str:
    """``affected on 2 March 2024, likely range …, according to the person, new since the last visit``."""
    words = [_("affected %(when)s") % {"when": onset.words}]
    if onset.high > onset.low and not onset.remembered:
        likely = {"start": date_words(onset.low), "end": date_words(onset.high)}
        words.append(_("likely range %(start)s to %(end)s") % likely)
    if not onset.by_clinician:
        words.append(SOURCES[Source.SELF])
    return ", ".join([*words, *([_("new since the last visit")] if onset.new else [])])


def _crossings(panel: Lanes, rows: list[Row], piece: Piece, mode: Mode) -> list[Json]:
    """A line over the lanes of each pair that has turned two-sided, with its words above them."""
    x: list[str | None] = []
    y: list[float | None] = []
    left = iter(rows)
    for block in panel.blocks:
        own = [next(left) for _lane in (*block.lanes, *block.mirror)]
        if block.crossing:
            at, side = block.crossing.day.isoformat(), "left" if block.crossing.day < piece.middle else "right"
            x += [at, at, None]
            y += [own[0].at - 0.5 - LABEL_ROOM, own[-1].at + 0.5, None]
            label = {"x": at, "y": own[0].at - 0.5, "xanchor": side, "yanchor": "bottom", "showarrow": False}
            words = {"text": safe(block.crossing.label), "font": {"color": colour("accent", mode), "size": 14}}
            piece.annotations.append({**label, **words, **piece.refs})
    line = {"color": colour("accent", mode), "width": 3}
    named = {"type": "scatter", "mode": "lines", "name": _("Both sides since"), "hoverinfo": "skip", **piece.axes}
    return [{**named, "x": x, "y": y, "line": line}] if x else []


def _stages(stages: Stages, row: float, piece: Piece, mode: Mode) -> Json:
    """A tick at each check; the stage is written where it is another one than at the check before."""
    told = [stage for _day, stage in stages.checks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": safe(stages.label),
        "textposition": "top center",
        "x": [day.isoformat() for day, _stage in stages.checks],
        "y": [row + 0.3] * len(told),
        "text": [stage if n == 0 or stage != told[n - 1] else "" for n, stage in enumerate(told)],
        "hovertext": [safe(f"{stages.label}: {stage}, {date_words(day)}") for day, stage in stages.checks],
        "hoverinfo": "text",
        "marker": {"symbol": "line-ns-open", "size": 8, "color": colour("ink", mode)},
        "textfont": {"color": colour("ink", mode), "size": 14},
        **piece.axes,
    }
