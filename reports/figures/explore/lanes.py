"""Cells in lanes for Plotly: horizontal bars from week to week, one trace a grade, so that each can be switched off."""

import datetime as dt

from clinical.vocabulary import Source
from reports.figures.explore.piece import DAY_MS, Json, Piece, safe, time_range
from reports.figures.language import gettext as _
from reports.figures.marks import Lane, Lanes, Onset, Stages
from reports.figures.theme import Mode, colour
from reports.figures.words import SOURCES, date_words

ROW = 32


def lanes_piece(panel: Lanes, number: int, start: dt.date, end: dt.date, mode: Mode) -> Piece:
    rows = [lane for block in panel.blocks for lane in (*block.lanes, *block.mirror)]
    piece = Piece(number, ROW * len(rows), time_range(start, end, mode), _rows_axis(rows, panel.stages is not None))
    piece.traces += [_grade(rows, grade, piece, mode) for grade in range(4, -1, -1)]
    piece.traces += _crossings(panel, piece, mode)
    piece.traces += _onsets(rows, piece, mode)
    piece.over(panel.spans, panel.rules, mode)
    for n, lane in enumerate(rows):
        if lane.band_from:
            box = {"x0": lane.band_from.isoformat(), "x1": end.isoformat(), "y0": n - 0.5, "y1": n + 0.5}
            tint = {"fillcolor": colour("tint", mode), "line": {"width": 0}, "layer": "below"}
            piece.shapes.append({"type": "rect", **box, **tint, **piece.refs})
    if panel.stages:
        piece.traces.append(_stages(panel.stages, len(rows), piece, mode))
    return piece


def _rows_axis(rows: list[Lane], staged: bool) -> Json:
    return {
        "tickvals": list(range(len(rows))),
        "ticktext": [safe(lane.label) for lane in rows],
        "showgrid": False,
        "range": [len(rows) + (0.7 if staged else -0.4), -0.6],
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"size": 14},
    }


def _grade(rows: list[Lane], grade: int, piece: Piece, mode: Mode) -> Json:
    runs = [(n, lane, run) for n, lane in enumerate(rows) for run in lane.runs if run.grade == grade]
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


def _onsets(rows: list[Lane], piece: Piece, mode: Mode) -> list[Json]:
    marked = [(n, lane, lane.onset) for n, lane in enumerate(rows) if lane.onset]
    if not marked:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "name": _("Affected since (in order)"),
            **piece.axes,
            "x": [onset.day.isoformat() for *_rest, onset in marked],
            "y": [n for n, *_rest in marked],
            "text": [str(onset.number or "") for *_rest, onset in marked],
            "textfont": {"color": [_number(onset, mode) for *_rest, onset in marked], "size": 13},
            "hovertext": [safe(f"{lane.label}: {_onset_words(onset)}") for _n, lane, onset in marked],
            "hoverinfo": "text",
            "marker": {
                "size": 20,
                "symbol": [_symbol(onset) for *_rest, onset in marked],
                "color": [colour("accent" if onset.new else "ink", mode) for *_rest, onset in marked],
            },
            "error_x": {
                "type": "data",
                "symmetric": False,
                "color": colour("ink", mode),
                "thickness": 2,
                "width": 5,
                "array": [(onset.high - onset.day).days * DAY_MS for *_rest, onset in marked],
                "arrayminus": [(onset.day - onset.low).days * DAY_MS for *_rest, onset in marked],
            },
        }
    ]


def _number(onset: Onset, mode: Mode) -> str:
    return colour("ink" if onset.remembered else "on-mark", mode)


def _symbol(onset: Onset) -> str:
    if onset.number is None:
        return "triangle-left-open"
    if onset.remembered:
        return "diamond-open"
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


def _crossings(panel: Lanes, piece: Piece, mode: Mode) -> list[Json]:
    """A line over the lanes of each pair that has turned two-sided, with its label in the piece."""
    x: list[str | None] = []
    y: list[float | None] = []
    row = 0
    for block in panel.blocks:
        bottom = row + len(block.lanes) + len(block.mirror)
        if block.crossing:
            at = block.crossing.day.isoformat()
            x += [at, at, None]
            y += [row - 0.5, bottom - 0.5, None]
            label = {"x": at, "y": row - 0.5, "xanchor": "auto", "yanchor": "middle", "showarrow": False}
            words = {"text": safe(block.crossing.label), "font": {"color": colour("accent", mode), "size": 14}}
            piece.annotations.append({**label, **words, "bgcolor": colour("paper", mode), **piece.refs})
        row = bottom
    line = {"color": colour("accent", mode), "width": 3}
    named = {"type": "scatter", "mode": "lines", "name": _("Both sides since"), "hoverinfo": "skip", **piece.axes}
    return [{**named, "x": x, "y": y, "line": line}] if x else []


def _stages(stages: Stages, row: int, piece: Piece, mode: Mode) -> Json:
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
