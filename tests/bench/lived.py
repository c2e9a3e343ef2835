"""The people of ``manage.py seed`` as the arrays that the database would hand to ``clinical``, whole or up to a day."""

import datetime as dt
from dataclasses import replace

import numpy as np

from alsweak.synthetic.lives import Life, draw_plan, live
from clinical.history import Daily, FunctionChecks, History, Readings, Span
from clinical.period import answers_that_count, gravest
from clinical.vocabulary import CHECK_IN_SECTIONS, FUNCTION_ITEMS, Source, labels_of, measures_of

END = dt.date(2026, 6, 30)
DAY = dt.timedelta(1)
SOURCES = tuple(map(str, Source))


def living(seed: int, number: int, days: int) -> History:
    random = np.random.default_rng([seed, number])
    return recorded(live(random, draw_plan(random, str(number), days), END))


def recorded(life: Life) -> History:
    """What the database would hand to ``clinical`` of a life."""
    sections = {name: _daily(life, name) for name in CHECK_IN_SECTIONS}
    readings = {
        name: found for measure in measures_of("measurement") if (found := _readings(life, name := measure.name))
    }
    spans = [
        Span(each["kind"], each.get("label", ""), each["start"], each.get("stop") or each.get("end"))
        for each in (*life.treatments, *life.events)
    ]
    treatments = len(life.treatments)
    return History(
        END,
        **sections,
        function=_function(life),
        measurements=readings,
        treatments=tuple(spans[:treatments]),
        events=tuple(spans[treatments:]),
        usual_weight=float(life.patient["usual_weight"]),
        height=float(life.patient["height"]),
    )


def _daily(life: Life, section: str) -> Daily:
    names = [measure.name for measure in measures_of(section)]
    rows = [
        (np.datetime64(day, "D"), rank, [said.get(name, np.nan) for name in names])
        for rank, source in enumerate(SOURCES)
        for day, said in life.said.get(source, {}).items()
        if any(name in said for name in names)
    ]
    if not rows:
        return Daily.empty(section)
    rows.sort(key=lambda row: (row[0], row[1]))
    days, ranks = np.array([row[0] for row in rows]), np.array([row[1] for row in rows])
    values = np.array([row[2] for row in rows], float)
    unique, counted = answers_that_count(days, ranks, values)
    return Daily(unique, gravest(days, values) if section == "signs" else counted, labels_of(section))


def _function(life: Life) -> FunctionChecks:
    names = [f"function.{item}" for item in (*FUNCTION_ITEMS, "gastrostomy")]
    rows = [
        (np.datetime64(day, "D"), source, [said.get(name, np.nan) for name in names])
        for source in SOURCES
        for day, said in life.said.get(source, {}).items()
        if names[0] in said
    ]
    rows.sort(key=lambda row: row[0])
    values = np.array([row[2] for row in rows], float).reshape(-1, len(names))
    days = np.array([row[0] for row in rows], "datetime64[D]")
    return FunctionChecks(days, values[:, :-1], values[:, -1], tuple(row[1] for row in rows))


def _readings(life: Life, name: str) -> Readings | None:
    rows = sorted(
        (np.datetime64(day, "D"), SOURCES.index(source), said[name])
        for source, days in life.said.items()
        for day, said in days.items()
        if name in said
    )
    if not rows:
        return None
    days, ranks, values = zip(*rows, strict=True)
    return Readings(np.array(days), np.array(values, float), tuple(SOURCES[rank] for rank in ranks))


def until(history: History, day: dt.date) -> History:
    """What stood on a day."""
    last = np.datetime64(day, "D")

    def cut(daily: Daily) -> Daily:
        end = np.searchsorted(daily.days, last, side="right")
        return Daily(daily.days[:end], daily.values[:end], daily.columns)

    checks = history.function
    end = int(np.searchsorted(checks.days, last, side="right"))
    return replace(
        history,
        at=day,
        **{name: cut(getattr(history, name)) for name in CHECK_IN_SECTIONS},
        function=FunctionChecks(checks.days[:end], checks.items[:end], checks.gastrostomy[:end], checks.sources[:end]),
        measurements={
            name: Readings(found.days[:end], found.values[:end], found.sources[:end])
            for name, found in history.measurements.items()
            if (end := int(np.searchsorted(found.days, last, side="right")))
        },
        treatments=tuple(span for span in history.treatments if span.start <= day),
        events=tuple(span for span in history.events if span.start <= day),
    )
