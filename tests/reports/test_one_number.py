"""Whatever a record holds: a number that two of flag, figure, sheet, worklist, JSON and file show is one number."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alsweak.synthetic.lives import draw_plan, live
from clinical.period import usual
from clinical.plain import Json
from clinical.vocabulary import CELL_BY_NAME, FUNCTION_ITEMS, SUBSCORES, Side
from people.models import Clinic, Patient
from reports.figures.marks import Bars, Lanes, Onset, Points
from reports.figures.words import NAMES, NOT_COMPLETE, REGIONS, capital, date_words, number, short_date
from reports.sheet import Line
from reports.sheet.lines import amount, day_words, four_weeks_words, week_words
from reports.sheet.vital import BREATHING, EATING
from reports.sheet.vital import TESTS as ON_PAPER
from symptoms.write.bulk import DaySaid, record_days
from tests.cast import NOW, TODAY, person
from tests.reports.shown import Shown
from tests.reports.test_one_maker import lost_by_figure, lost_on_paper

pytestmark = pytest.mark.django_db

AUTHORS = {"self": "Ada", "helped": "Ada", "caregiver": "Ben", "clinician": "Cleo"}
SCORES = (*SUBSCORES, "total")
SLOPE = re.compile(r"(?<!adjusted )([−\d.]+) points lost a month \(95 % range ([−\d.]+) to ([−\d.]+)\)")


def weights(shown: Shown) -> None:
    if weight := shown.summary.series.weight:
        assert lost_by_figure(shown.summary) == lost_on_paper(shown.summary, shown.period.start) == weight.now.lost
        for flag in shown.json["flags"]:
            if (flag["rule"], flag["last"]) == ("R13", weight.now.date.isoformat()):
                assert round(flag["inputs"]["weight_loss_percent"], 1) == weight.now.lost


def checks(shown: Shown) -> None:
    said = sorted(shown.json["function"], key=lambda check: (check["date"], check["source"]))
    scores = [[number(check[score], NOT_COMPLETE) for score in SCORES] for check in said]
    in_file = [row for row in shown.file if any(f"function.{item}" in row for item in FUNCTION_ITEMS)]
    sums = [
        [_sum([row.get(f"function.{item}") for item in items]) for items in (*SUBSCORES.values(), FUNCTION_ITEMS)]
        for row in sorted(in_file, key=lambda row: (row["date"], row["source"]))
    ]
    assert sums == scores
    assert [list(row[2:]) for row in shown.figure("function").table.rows] == scores if scores else not sums
    if shown.sheet.function:
        assert list(shown.sheet.function.rows[-1][1:]) in [
            told for check, told in zip(said, scores, strict=True) if check["date"] == said[-1]["date"]
        ]
    for plot, score in zip(shown.plots("function"), SCORES, strict=False):
        points = sorted(
            (point.day.isoformat(), point.value) for m in plot.marks if isinstance(m, Points) for point in m.points
        )
        assert points == sorted((check["date"], check[score]) for check in said if check[score] is not None)


def slopes(shown: Shown) -> None:
    """As points lost a month: whatever is told is in the JSON, and what is usable there and falls is told."""
    for plot, score in zip(shown.plots("function"), SCORES, strict=False):
        told = [tuple(float(said.replace("−", "-")) for said in found) for found in SLOPE.findall(plot.note)]
        known = [
            (trend["state"], tuple(round(-trend[key] + 0.0, 2) for key in ("slope", "high", "low")))
            for trend in shown.json["trends"]
            if trend["measure"] == f"function.{score}" and trend["slope"] is not None and trend["slope"] <= 0
        ]
        assert set(told) <= {numbers for _state, numbers in known}
        assert set(told) >= {numbers for state, numbers in known if state == "usable" and any(numbers)}
    on_paper = SLOPE.findall(" ".join(shown.sheet.function.notes)) if shown.sheet.function else []
    assert all(found in SLOPE.findall(shown.plots("function")[-1].note) for found in on_paper)


def fallen(shown: Shown) -> None:
    raised = [flag["last"] for flag in shown.json["flags"] if flag["rule"] == "R29"]
    drops = shown.facts.drops
    totals = {(check["date"], check["total"]) for check in shown.json["function"]}
    assert raised == ([max(drop.date for drop in drops).isoformat()] if drops else [])
    assert {(drop.date.isoformat(), drop.total) for drop in drops} <= totals
    assert {(drop.before.isoformat(), drop.was) for drop in drops} <= totals


def onsets(shown: Shown) -> None:
    said = {
        entry["cell"]: entry
        for entry in shown.json["involvement"]
        if entry["status"] == "involved" and (entry["onset"] or entry["on_or_before"]) and not entry["other_cause"]
    }
    figure = shown.figure("spread")
    lanes = {
        lane.label: lane.onset
        for panel in figure.panels
        if isinstance(panel, Lanes)
        for block in panel.blocks
        for lane in (*block.lanes, *block.mirror)
        if lane.onset
    }
    assert {label: onset.day.isoformat() for label, onset in lanes.items()} == {
        capital(NAMES[cell]): entry["onset"] or entry["onset_high"] for cell, entry in said.items()
    }
    in_table = {row[0]: row[2] for row in figure.table.rows} if said else {}
    assert {part: told for part, told in in_table.items() if part in lanes} == {
        label: onset.words for label, onset in lanes.items()
    }
    assert [onset.words for onset in lanes.values() if not names_its_day(onset)] == []
    newest = max((event["date"] for event in shown.json["spread"]["events"] if event["can_be_new"]), default=None)
    assert (shown.facts.spread.date.isoformat() if shown.facts.spread else None) == newest
    new = [entry for entry in said.values() if (entry["onset"] or "") >= shown.period.start.isoformat()]
    told = next(line.text for line in shown.sheet.spread if line.label.startswith("New since"))
    days = re.findall(r"\((\d+ \w+ \d+)\)", told)
    assert set(days) <= {short_date(dt.date.fromisoformat(entry["onset"])) for entry in new}


def names_its_day(onset: Onset) -> bool:
    """A remembered one has none; one that may lie before the record is told by the end of its range."""
    return onset.remembered or any(date_words(day) in onset.words for day in (onset.day, onset.high))


def sides(shown: Shown) -> None:
    """JSON, and the words on paper and under the bars of a region, of which the last is of the week of that day."""
    on_paper = next(line.text for line in shown.sheet.spread if line.label == "Left and right")
    plots = {plot.label: plot for plot in shown.plots("asymmetry")}
    for entry in shown.json["asymmetry"]:
        apart, on = entry["grade_difference"], entry["grade_on"]
        if apart is None:
            continue
        region = entry["region"]
        plot = plots[f"{capital(REGIONS[region])}: difference"]
        (bars,) = (mark.bars for mark in plot.marks if isinstance(mark, Bars))
        assert bars[-1].start <= dt.date.fromisoformat(on) < bars[-1].end
        side = next(
            cell
            for cell in CELL_BY_NAME.values()
            if cell.region == region and cell.side == (Side.LEFT if apart > 0 else Side.RIGHT)
        )
        words = f"{NAMES[side.name]} weaker by {abs(apart)}" if apart else f"{REGIONS[region]} even"
        day = dt.date.fromisoformat(on)
        weeks = four_weeks_words(day, shown.period)
        assert f"{words} in the four weeks to {date_words(day)}".lower() in plot.note.lower()
        assert [part for part in on_paper.split("; ") if part.endswith(f"({weeks})") and words in part] != []


def grades(shown: Shown) -> None:
    told = next(line.text for line in shown.sheet.eating if line.label == "Grades")
    for entry in shown.json["involvement"]:
        cell, grade, on = entry["cell"], entry["grade_now"], entry["grade_on"]
        rows = [row for row in shown.file if f"weakness.{cell}" in row]
        assert on == (max(row["date"] for row in rows) if rows else None)
        if cell in ("speech", "swallowing") and on:
            day = dt.date.fromisoformat(on)
            week = week_words(day - dt.timedelta(days=day.weekday()), shown.period)
            assert f"{NAMES[cell]} {grade} of 4 ({week})" in told.split("; ")
            assert grade == [value for value in shown.summary.series.weakness[cell] if value is not None][-1]


def breathing(shown: Shown) -> None:
    figure = shown.figure("breathing")
    told = next(line.text for line in shown.sheet.breathing if line.label == "Last tests")
    for measure, (name, unit) in ON_PAPER.items():
        if last := shown.last(measure):
            assert f"{name} {amount(last[1], unit)}" in re.split(r"; |: |, ", told)
            day = date_words(dt.date.fromisoformat(last[0]))
            assert f"{number(last[1])} {unit}" in figure.reading
            assert f"on {day}" in figure.reading


def answers(shown: Shown) -> None:
    """The latest of the weekly questions: the gravest of its day, on paper and in the file."""
    lines = {line.label: line.text for line in (*shown.sheet.breathing, *shown.sheet.eating)}
    for name, label, unit in (*BREATHING, *EATING):
        if capital(label) in lines and capital(label) != "No answer":
            day, value = shown.last(f"signs.{name}")
            on = day_words(dt.date.fromisoformat(day), shown.period)
            assert lines[capital(label)].split("; ")[0] == f"{value:g} {unit} ({on})"


def weeks(shown: Shown) -> None:
    """The highest week of the period, on paper and as the highest point or bar."""
    lines = {line.label: line.text for line in shown.sheet.symptoms}
    for figure, panel, label in (
        ("twitches", "Cramps in a day", "Cramps a day"),
        ("twitches", "Worst cramp pain of the week", "Worst cramp pain (0–10)"),
        ("twitches", "Times woken by cramps", "Times woken by cramps"),
        ("fatigue", "Worst of the day", "Tiredness at worst (0–10)"),
        ("fatigue", "After washing or dressing", "After small effort (0–10)"),
    ):
        marks = [mark for plot in shown.plots(figure) if plot.label == panel for mark in plot.marks]
        values = [(bar.start, bar.value) for mark in marks if isinstance(mark, Bars) for bar in mark.bars]
        values += [
            (point.day - dt.timedelta(3), point.value)
            for mark in marks
            if isinstance(mark, Points)
            for point in mark.points
        ]
        found = usual(value for day, value in values if shown.period.holds(day))
        said = f"usual {amount(found.usual)}, highest {amount(found.highest)}" if found else "no answer in this period"
        assert lines[label] == said


def signs(shown: Shown) -> None:
    flags = {(flag["rule"], flag["since"], flag["last"], flag["level"]) for flag in shown.json["flags"]}
    assert {
        (sign.rule, sign.since.isoformat(), sign.last.isoformat(), sign.level) for sign in shown.facts.signs
    } == flags
    lines = [line for line in shown.sheet.signs if re.search(r"\(R\d\d\)$", line.label)]
    for line in lines:
        assert _sign_words(line, shown) != []


def days(shown: Shown) -> None:
    logged = {
        row["date"]
        for row in shown.file
        if row["date"] >= shown.period.start.isoformat()
        and any(
            name.split(".")[0] in ("weakness", "fasciculation", "cramps", "fatigue", "asymmetry", "signs")
            for name in row
        )
    }
    assert len(logged) == shown.period.logged
    assert shown.facts.last_day.isoformat() == max(row["date"] for row in shown.file)


PLACES: tuple[Callable[[Shown], None], ...] = (
    weights, checks, slopes, fallen, onsets, sides, grades, breathing, answers, weeks, signs, days,
)  # fmt: skip


@pytest.fixture
def people(db):
    return {name: person(name) for name in ("Ada", "Ben", "Cleo")}


@given(seed=st.integers(0, 10**6), length=st.integers(20, 260))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_record_holds_two_places_show_one_number(people, seed, length):
    shown = Shown.of(lived(people, seed, length), TODAY - dt.timedelta(days=length // 2))

    for one in PLACES:
        one(shown)


def lived(people, seed: int, length: int) -> Patient:
    clinic = Clinic.objects.create(name=str(uuid.uuid4()), time_zone="Europe/Berlin")
    patient = Patient.objects.create(clinic=clinic, reference="A-1", time_zone="Europe/Berlin")
    random = np.random.default_rng(seed)
    life = live(random, draw_plan(random, "A-1", length), TODAY)
    for source, said in life.said.items():
        rows = [DaySaid(day, source, values) for day, values in said.items()]
        record_days(patient, rows, by=people[AUTHORS[source]], made_at=lambda day: NOW)
    patient.refresh_from_db()
    return patient


def _sum(cells: list[str | None]) -> str:
    return str(NOT_COMPLETE) if None in cells else str(sum(map(int, cells)))


def _sign_words(line: Line, shown: Shown) -> list[Json]:
    """The flags of the JSON that a line of the sheet tells of."""
    first, last, times = re.match(r"first (.+), last (.+); (once|\d+ times)", line.text).groups()
    count = 1 if times == "once" else int(times.split()[0])
    return [
        flag
        for flag in shown.json["flags"]
        if line.label.endswith(f"({flag['rule']})")
        and flag["count"] == count
        and [day_words(dt.date.fromisoformat(flag[key]), shown.period) for key in ("since", "last")] == [first, last]
    ]
