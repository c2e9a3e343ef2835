"""What a page shows of a very long record says the same as the whole of it, and is no longer than it need be."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.outline import EXACT, READINGS, WEEKS, WINDOW, last_entry_of_the_clinic, outline
from clinical.report import Report, Series, Weekly
from clinical.vocabulary import Source
from reports.figures import FIGURES, small
from reports.figures.context import Context
from reports.figures.marks import Figure, Line, Plot
from reports.figures.to_svg import to_svg
from tests.reports.figures import sample
from tests.reports.figures.long import long

LONG = st.builds(long, st.builds(Random, st.integers()), st.integers(WEEKS + 1, 1600))


def arrays(series: Series) -> Iterator[Weekly]:
    yield series.twitches
    yield from series.cramps.values()
    yield from series.fatigue.values()
    yield from series.signs.values()
    for sides in series.asymmetry.values():
        yield from (sides.grade_difference, sides.reported)


def context(report: Report, series: Series) -> Context:
    return Context(since=last_entry_of_the_clinic(report, series), show_stage=True, audience="clinician")


def told(figure: Figure) -> object:
    """All that a figure says in words, with its axes."""
    plots = [(p.label, p.axis, p.note, p.spans, p.rules) for p in figure.panels if isinstance(p, Plot)]
    return figure.title, figure.reading, figure.caption, figure.key, figure.start, figure.end, plots


@given(LONG)
@settings(max_examples=6)
def test_every_sentence_axis_and_body_is_that_of_the_whole_record(record):
    short = outline(*record)
    known = context(*record)

    assert context(*short) == known
    for describe in FIGURES.values():
        assert told(describe(*short, known)) == told(describe(*record, known))
    assert FIGURES["body"](*short, known) == FIGURES["body"](*record, known)
    for figure, whole in zip(smalls(*short, known), smalls(*record, known), strict=True):
        assert told(figure) == told(whole)


def smalls(report: Report, series: Series, known: Context) -> list[Figure]:
    days = small.days_of(report, series, known)
    charts = (small.breathing, small.weight, small.bulbar, small.tiredness)
    slopes = small.slopes(report, known.since or days[0], known)
    return [small.lanes(report, series, known), slopes, *(draw(report, series, known, days) for draw in charts)]


@given(LONG)
@settings(max_examples=6)
def test_no_peak_is_lost_and_a_long_silence_stays_one(record):
    _report, whole = record
    short = outline(*record)[1]

    for values, kept in zip(arrays(whole), arrays(short), strict=True):
        assert len(kept) == len(short.starts)
        for n, value in enumerate(values):
            entry = bisect_right(short.starts, n) - 1
            near = [found for found in kept[max(0, entry - 1) : entry + 2] if found is not None]
            assert value is None or min(near) <= value <= max(near)
        edges = [*short.starts, whole.weeks]
        for entry, (start, end) in enumerate(pairwise(edges)):
            around = values[edges[max(0, entry - 1)] : edges[min(len(kept), entry + 2)]]
            assert kept[entry] in around
            assert kept[entry] is None or any(value is not None for value in values[start:end]) or len({*around}) > 2


@given(LONG, st.integers(1, 7 * (EXACT - WINDOW - 1)))
@settings(max_examples=6)
def test_a_visit_of_the_last_half_year_is_compared_with_as_in_the_whole_record(record, days):
    known = Context(since=record[0].as_of - dt.timedelta(days), audience="clinician")
    whole, kept = (FIGURES["body"](*each, known) for each in (record, outline(*record)))

    assert kept == whole


@given(LONG)
@settings(max_examples=6)
def test_a_line_is_broken_where_that_of_the_whole_record_is(record):
    short, known = outline(*record), context(*record)

    for name in ("function", "weight"):
        for whole, kept in zip(lines(name, record, known), lines(name, short, known), strict=True):
            piece = {vertex.day: n for n, vertices in enumerate(whole.segments) for vertex in vertices}
            parts = [{piece.get(v.day) for v in vertices} - {None} for vertices in kept.segments]
            assert [len(part) for part in parts] == [1] * len(parts)
            assert [part for part in parts if sum(part == other for other in parts) > 1] == []


def lines(name: str, record: tuple[Report, Series], known: Context) -> list[Line]:
    panels = [panel for panel in FIGURES[name](*record, known).panels if isinstance(panel, Plot)]
    return [mark for panel in panels for mark in panel.marks if isinstance(mark, Line)]


def test_thirty_years_take_hardly_more_room_than_ten():
    ten, thirty = (outline(*long(Random(1), weeks)) for weeks in (520, 1565))

    assert {len(values) <= WEEKS for values in arrays(thirty[1])} == {True}
    readings = thirty[1].readings.values()
    assert max(len([said for said in found if said.source is source]) for found in readings for source in Source) <= (
        READINGS
    )
    assert room(thirty) < 1.25 * room(ten)


def room(record: tuple[Report, Series]) -> int:
    """Letters that all figures take."""
    return sum(len(to_svg(describe(*record, context(*record)))) for describe in FIGURES.values())


def test_a_record_of_three_years_is_left_as_it_is():
    short, middling = sample.made(sample.report(), sample.series()), long(Random(2), 156)

    assert outline(*short) == short
    assert outline(*middling)[1].weakness == middling[1].weakness
    assert outline(*middling)[1].mondays == middling[1].mondays


def test_an_outline_is_read_back_as_it_was_written():
    report, series = outline(*long(Random(3), 900))

    assert (Report.from_json(report.to_json()), Series.from_json(series.to_json())) == (report, series)
