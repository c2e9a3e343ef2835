"""One value, all of them the same, zero, or at an end of its scale: every figure draws it where it belongs."""

import datetime as dt
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinical.history import Daily, FunctionChecks, History, Readings
from clinical.report import compute
from clinical.vocabulary import CHECK_IN_SECTIONS, FUNCTION_ITEMS, MEASURES, Measure, Source, measures_of
from reports.figures import FIGURES
from reports.figures.context import Context
from reports.figures.marks import Figure, Plot
from reports.figures.scales import axis_over
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from tests.reports.figures.drawn import values_from_svg, values_of

AT = dt.date(2026, 3, 2)
DAYS = np.array(["2025-12-01", "2026-01-05", "2026-03-01"], "datetime64[D]")
CONTEXTS = (Context(), Context(audience="clinician", since=AT, show_stage=True))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?|nan|inf")


def history(section: str, answers: dict[str, list[float]]) -> History:
    """A record of these answers (by measure name, one a day of DAYS) and nothing else."""
    names = [measure.name for measure in measures_of(section)]
    values = np.array([answers.get(name, [np.nan] * len(DAYS)) for name in names], float).T
    if section == "function":
        items, tube, given = np.split(values, [len(FUNCTION_ITEMS), len(FUNCTION_ITEMS) + 1], axis=1)
        said, by_clinic = ~np.isnan(items).all(axis=1), ~np.isnan(given[:, 0])
        sources = (Source.SELF,) * said.sum()
        return History(
            AT,
            function=FunctionChecks(DAYS[said], items[said], tube[said, 0], sources, ("app",) * said.sum()),
            totals_given=Readings(DAYS[by_clinic], given[by_clinic, 0], (Source.CLINICIAN,) * by_clinic.sum()),
        )
    if section == "measurement":
        sources = (Source.CLINICIAN,) * len(DAYS)
        known = {name: np.array(answer, float) for name, answer in answers.items()}
        return History(
            AT,
            measurements={
                name: Readings(DAYS[~np.isnan(answer)], answer[~np.isnan(answer)], sources[: (~np.isnan(answer)).sum()])
                for name, answer in known.items()
                if not np.isnan(answer).all()
            },
        )
    return History(AT, **{section: Daily(DAYS, values, Daily.empty(section).columns)})


def figures(record: History) -> list[Figure]:
    """Those that have something to draw."""
    made = compute(record, "A-1")
    found = [describe(made.report, made.series, context) for describe in FIGURES.values() for context in CONTEXTS]
    return [figure for figure in found if not figure.empty]


def is_drawn(figure: Figure) -> None:
    """All marks lie within the picture and on their axes, in both drawings."""
    for narrow in (False, True):
        svg = to_svg(figure, narrow=narrow)
        assert all(
            math.isfinite(float(number)) for number in NUMBER.findall(re.sub("<(title|desc|text).*?</", "", svg))
        )
        plots = [panel for panel in figure.panels if isinstance(panel, Plot)]
        for plot, seen, told in zip(plots, values_from_svg(svg, figure), values_of(figure), strict=True):
            assert seen == pytest.approx(sorted(value for _, value in told), abs=(plot.axis.high - plot.axis.low) / 90)
            assert all(plot.axis.low <= value <= plot.axis.high for _, value in told)
    layout = to_plotly(figure)["layout"]
    ranges = [axis["range"] for name, axis in layout.items() if name.startswith("yaxis") and "range" in axis]
    assert all(low != high for low, high in ranges)


@pytest.mark.parametrize("times", [1, len(DAYS)], ids=["once", "each time"])
@pytest.mark.parametrize(
    ("measure", "value"),
    [(each, value) for each in MEASURES.values() for value in sorted({each.low, max(each.low, 0), each.high})],
    ids=lambda given: getattr(given, "name", given),
)
def test_every_figure_draws_the_ends_of_every_measure(measure: Measure, value: float, times: int):
    answers = [*[math.nan] * (len(DAYS) - times), *[value] * times]
    for figure in figures(history(measure.section, {measure.name: answers})):
        is_drawn(figure)


@given(st.data())
def test_every_figure_draws_any_answers(data: st.DataObject):
    section = data.draw(st.sampled_from([*CHECK_IN_SECTIONS, "function", "measurement"]))
    answers = {
        measure.name: data.draw(
            st.lists(
                st.just(math.nan) | st.integers(int(measure.low), int(measure.high)).map(float),
                min_size=len(DAYS),
                max_size=len(DAYS),
            )
        )
        for measure in measures_of(section)
    }
    for figure in figures(history(section, answers)):
        is_drawn(figure)


@given(st.lists(st.floats(-1e4, 1e4), min_size=1), st.booleans())
def test_an_axis_has_a_length_and_round_ticks_and_holds_all_values(values: list[float], whole: bool):
    axis = axis_over(values, "", whole)
    assert axis.low <= min(values) + 1e-6
    assert axis.high >= max(values) - 1e-6
    assert 3 <= len(axis.ticks) <= 7
    assert all(later > earlier for (earlier, _), (later, _) in zip(axis.ticks, axis.ticks[1:], strict=False))
