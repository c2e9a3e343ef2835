"""Reading a drawn figure back: from the SVG by its geometry, from the Plotly dict by its traces."""

import datetime as dt
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree import ElementTree

from reports.figures.explore.piece import DAY_MS
from reports.figures.marks import Bars, Figure, Lanes, Plot, Points
from reports.figures.svg.plot_marks import NARROW

SVG = "{http://www.w3.org/2000/svg}"
Element = ElementTree.Element


def parsed(svg: str) -> Element:
    return ElementTree.fromstring(svg)  # noqa: S314  our own text


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in parsed(svg).iter(f"{SVG}text")]


def panels(svg: str) -> list[Element]:
    """The panels' groups, in order."""
    return [child for child in parsed(svg) if child.tag == f"{SVG}g"]


def lanes_from_svg(svg: str, figure: Figure) -> list[list[int | None]]:
    """Each lane's weekly grades, read from where its coloured cells begin and end."""
    start, end = figure.time
    found = []
    for group in parsed(svg).iter(f"{SVG}g"):
        children = list(group)
        if not children or children[0].tag != f"{SVG}line" or any(child.tag == f"{SVG}circle" for child in children):
            continue
        cells = [child for child in children if "fig-grade-" in child.get("class", "")]
        if children[0].get("stroke-width") != "2" or len(children[0].attrib) != 7:
            continue
        left, right = (float(children[0].get(key, "")) for key in ("x1", "x2"))
        per_week = (right - left) * 7 / (end - start).days
        lane: list[int | None] = [None] * ((end - start).days // 7 + 1)
        for cell in cells:
            first = round((float(cell.get("x", "")) - left) / per_week)
            for week in range(first, first + round(float(cell.get("width", "")) / per_week)):
                lane[week] = int(cell.get("class", "")[-1])
        found.append(lane)
    return found


def lanes_from_plotly(drawn: dict[str, Any], figure: Figure, axis: str = "x") -> list[list[int | None]]:
    start, end = figure.time
    names = [
        lane.label
        for panel in figure.panels
        if isinstance(panel, Lanes)
        for block in panel.blocks
        for lane in (*block.lanes, *block.mirror)
    ]
    found: list[list[int | None]] = [[None] * ((end - start).days // 7 + 1) for _ in names]
    places = drawn["layout"][axis.replace("x", "yaxis")]["tickvals"]
    for trace in drawn["data"]:
        if trace["type"] == "bar" and trace.get("orientation") == "h" and trace["xaxis"] == axis:
            for row, base, length in zip(trace["y"], trace["base"], trace["x"], strict=True):
                first = (dt.date.fromisoformat(base) - start).days // 7
                for week in range(first, first + length // (7 * DAY_MS)):
                    found[places.index(row)][week] = int(trace["name"].removeprefix("Grade "))
    return found


def values_from_svg(svg: str, figure: Figure) -> Iterator[list[float]]:
    """The values of each numeric panel, read from the height of its points and bars over its gridlines."""
    for panel, group in zip(figure.panels, panels(svg), strict=False):
        if not isinstance(panel, Plot):
            continue
        rules = [line for line in _lines(group, "fig-rule") if line[1] == line[3]]
        grid, (left, _, right, _) = [line[1] for line in rules], rules[0]
        per_week = (right - left) * 7 / (figure.time[1] - figure.time[0]).days
        (low, _), (high, _) = panel.axis.ticks[0], panel.axis.ticks[-1]
        per_unit = (grid[0] - grid[-1]) / (high - low)
        found: list[float] = []
        for shapes in group.iter(f"{SVG}g"):
            if shapes.get("class") == "fig-bar":
                zero = grid[0] + low * per_unit
                for _x, top, width, height, _back in _subpaths(shapes):
                    end = top + height if abs(top - zero) < 0.5 else zero
                    weeks = math.ceil(width / per_week) if per_week < NARROW else 1
                    found += [(grid[0] - end) / per_unit + low] * weeks
            elif shapes.get("class") in ("fig-point", "fig-hollow"):
                found += [(grid[0] - _middle(numbers)) / per_unit + low for numbers in _subpaths(shapes)]
        found += [(grid[0] - y) / per_unit + low for _x, y, _zero in _lines(group, "fig-line", "round")]
        yield sorted(found)


def _lines(group: Element, worn: str, end: str | None = None) -> Iterator[list[float]]:
    """The numbers of each line of the paths in a group that wear a class and have an end of this kind."""
    for path in group.iter(f"{SVG}path"):
        if (path.get("class"), path.get("stroke-linecap")) == (worn, end):
            yield from _numbers(path.get("d", "").split("M")[1:])


def _subpaths(shapes: Element) -> Iterator[list[float]]:
    """The numbers of each outline of a group's paths."""
    for shape in shapes:
        yield from _numbers(shape.get("d", "").split("z")[:-1])


def _numbers(paths: Iterable[str]) -> Iterator[list[float]]:
    for path in paths:
        yield [float(number) for number in re.findall(r"-?[\d.]+", path)]


def _middle(numbers: list[float]) -> float:
    """The height of a disc (its outline is two arcs), or the mean of the corners' heights, each told from the last."""
    _x, y, *steps = numbers
    if len(steps) == 14:
        return y
    heights = [y]
    for step in steps[1::2]:
        heights.append(heights[-1] + step)
    return sum(heights) / len(heights)


def values_from_plotly(drawn: dict[str, Any], figure: Figure) -> Iterator[list[tuple[str, float]]]:
    """Day and value of each numeric panel's points and bars."""
    for number, panel in enumerate(figure.panels, 1):
        if isinstance(panel, Plot):
            axis = "x" if number == 1 else f"x{number}"
            yield sorted(
                (day, value)
                for trace in drawn["data"]
                if trace["xaxis"] == axis and (trace["type"] == "bar" or trace["mode"] == "markers")
                for day, value in zip(trace["x"], trace["y"], strict=True)
            )


def values_of(figure: Figure) -> Iterator[list[tuple[str, float]]]:
    """Day and value of each numeric panel's marks."""
    for panel in figure.panels:
        if isinstance(panel, Plot):
            found = [(p.day.isoformat(), p.value) for m in panel.marks if isinstance(m, Points) for p in m.points]
            found += [(b.start.isoformat(), b.value) for m in panel.marks if isinstance(m, Bars) for b in m.bars]
            yield sorted(found)
