"""The body map for Plotly: the same outlines as shapes, grades and names as text."""

from reports.figures.body_shapes import HEIGHT, SHAPES, WIDTH
from reports.figures.explore.piece import LABEL, Json, Piece, safe
from reports.figures.language import gettext as _
from reports.figures.marks import Body, Part
from reports.figures.svg.element import wrap
from reports.figures.theme import Mode, colour
from reports.figures.words import NO_ANSWER

LINE = 16  # of a name, which is set in 13 pixels
MARGIN = 16  # units to both sides of a map, for names that reach beyond it
EDGE = 20  # pixels beside the maps
TITLE_ROOM = 280  # pixels: half of a page's column


def body_piece(body: Body, number: int, place: tuple[float, float], mode: Mode) -> Piece:
    """One map; ``place`` is its share of the figure's width."""
    hidden: Json = {"visible": False, "fixedrange": True}
    x = {**hidden, "range": [-MARGIN, WIDTH + MARGIN], "domain": list(place)}
    title = wrap(body.label, TITLE_ROOM, LINE)
    piece = Piece(number, HEIGHT, x, {**hidden, "range": [HEIGHT, 0]}, head=LABEL * len(title), side=EDGE)
    piece.title(title, mode)
    piece.shapes += [{**_outline(part, mode), **piece.refs} for part in body.parts]
    piece.traces += [_grades(body, piece, mode), _names(body, piece, mode)]
    return piece


def _outline(part: Part, mode: Mode) -> Json:
    known, changed = part.grade is not None, part.was is not None
    return {
        "type": "path",
        "path": SHAPES[part.cell].d,
        "fillcolor": colour(f"grade-{part.grade}" if known else "paper", mode),
        "line": {
            "color": colour("accent" if changed else "grade-edge" if known else "edge", mode),
            "width": 4 if changed else 1.5,
            "dash": "solid" if known else "dot",
        },
        "layer": "below",
    }


def _grades(body: Body, piece: Piece, mode: Mode) -> Json:
    places = [SHAPES[part.cell].grade_at for part in body.parts]
    tones = [f"on-grade-{part.grade}" if part.grade is not None else "ink" for part in body.parts]
    return {
        "type": "scatter",
        "mode": "text",
        "name": safe(body.label),
        "showlegend": False,
        **piece.axes,
        "x": [x for x, _ in places],
        "y": [y - 7 for _, y in places],
        "text": ["–" if part.grade is None else str(part.grade) for part in body.parts],
        "textfont": {"size": 18, "color": [colour(tone, mode) for tone in tones]},
        "hovertext": [safe(f"{part.label}: {_words(part)}") for part in body.parts],
        "hoverinfo": "text",
    }


def _names(body: Body, piece: Piece, mode: Mode) -> Json:
    anchors = {"start": "bottom right", "middle": "bottom center", "end": "bottom left"}
    shapes = [SHAPES[part.cell] for part in body.parts]
    names = [wrap(part.label, shape.room, LINE) for shape, part in zip(shapes, body.parts, strict=True)]
    tones = [
        f"on-grade-{part.grade}" if shape.anchor == "middle" and part.grade is not None else "ink"
        for shape, part in zip(shapes, body.parts, strict=True)
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "name": _("Names"),
        "showlegend": False,
        "hoverinfo": "skip",
        "cliponaxis": False,
        **piece.axes,
        "x": [shape.label_at[0] for shape in shapes],
        "y": [shape.label_at[1] - LINE for shape in shapes],
        "text": ["<br>".join(map(safe, lines)) for lines in names],
        "textposition": [anchors[shape.anchor] for shape in shapes],
        "textfont": {"size": 13, "color": [colour(tone, mode) for tone in tones]},
    }


def _words(part: Part) -> str:
    if part.grade is None:
        return str(NO_ANSWER)
    if part.was is None:
        return _("grade %(grade)d") % {"grade": part.grade}
    return _("grade %(grade)d, was %(was)d") % {"grade": part.grade, "was": part.was}
