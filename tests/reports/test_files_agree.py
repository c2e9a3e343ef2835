"""Twelve people: the file of each figure and what the API draws of it are one set of numbers."""

import csv
import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from alsweak.synthetic.demo import populate
from people.models import Clinic, Membership
from reports.figures import FIGURES
from reports.figures.explore.piece import DAY_MS
from reports.summary import summary_for
from symptoms.derive import maker
from tests.reports.figures.drawn import values_from_plotly
from tests.reports.opened import opened
from tests.symptoms.api.calls import Caller

pytestmark = pytest.mark.django_db

WEEK = dt.timedelta(days=7)
RUN = re.compile(r"(\d) from (\d{4}-\d\d-\d\d)")
Drawn = dict[str, Any]
Rows = list[list[str]]


def runs(drawn: Drawn) -> dict[str, list[tuple[str, str, int]]]:
    """Of each lane its grades in order: grade, first day, days."""
    axis = drawn["layout"]["yaxis"]
    names = {at: words.replace("<br>", " ") for at, words in zip(axis["tickvals"], axis["ticktext"], strict=True)}
    found: dict[str, list[tuple[str, str, int]]] = {name: [] for name in names.values()}
    for trace in drawn["data"]:
        if trace.get("orientation") == "h":
            for at, start, length in zip(trace["y"], trace["base"], trace["x"], strict=True):
                found[names[at]].append((trace["name"][-1], start, length // DAY_MS))
    return {name: sorted(lane, key=lambda run: run[1]) for name, lane in found.items()}


def spread(rows: Rows, drawn: Drawn, panels: list[list[float]]) -> bool:
    told = {row[0]: RUN.findall(row[5]) for row in rows[:13]}
    return told == {name: [run[:2] for run in lane] for name, lane in runs(drawn).items()}


def body(rows: Rows, drawn: Drawn, panels: list[list[float]]) -> bool:
    maps = [trace["text"] for trace in drawn["data"] if trace["mode"] == "text" and trace["name"] != "Names"]
    return [[row[1 + n] or "–" for row in rows] for n in range(len(maps))] == maps


def by_week(rows: Rows, region: str, side: int) -> dict[dt.date, str]:
    """The grade of each answered week."""
    found = {}
    for when, what, *sides in rows:
        if what == f"{region}, grade" and sides[side]:
            first, *last = map(dt.date.fromisoformat, when.split("/"))
            for n in range((last[-1] - first) // WEEK + 1 if last else 1):
                found[first + n * WEEK] = sides[side]
    return found


WORDS = re.compile("[A-Za-z]")


def asymmetry(rows: Rows, drawn: Drawn, panels: list[list[float]]) -> bool:
    grip = [float(value) for row in rows if row[1] == "Grip strength, kg" for value in row[2:4] if value]
    lanes = runs(drawn)
    regions = list(dict.fromkeys(row[1].removesuffix(", grade") for row in rows if row[1].endswith(", grade")))
    told = [by_week(rows, region, side) for region in regions for side in (0, 1)]
    seen = [
        {dt.date.fromisoformat(start) + n * WEEK: grade for grade, start, days in lane for n in range(days // 7)}
        for lane in lanes.values()
    ]
    return told == seen and (not grip or sorted(grip) == panels[-1])


def columns(first: int) -> Any:
    """From a column on, but for those that hold words."""

    def alike(rows: Rows, drawn: Drawn, panels: list[list[float]]) -> bool:
        held = [[row[n] for row in rows if row[n]] for n in range(first, len(rows[0]))]
        told = [sorted(map(float, column)) for column in held if not any(map(WORDS.search, column))]
        return [column for column in told if column] == panels

    return alike


def readings(place: int) -> Any:
    def alike(rows: Rows, drawn: Drawn, panels: list[list[float]]) -> bool:
        return sorted(float(row[place].split()[0]) for row in rows) == sorted(
            value for panel in panels for value in panel
        )

    return alike


ALIKE = {
    "spread": spread,
    "body": body,
    "function": columns(2),
    "asymmetry": asymmetry,
    "fatigue": columns(1),
    "twitches": columns(1),
    "breathing": readings(2),
    "weight": readings(1),
}


def test_of_twelve_people_every_figure_is_the_same_in_its_file_and_over_the_api(cleo):
    populate(Path("no-register.csv"), now=timezone.now())
    clinic = Clinic.objects.exclude(name="North Clinic").get()
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician", access="write")
    wrong, seen = [], 0
    for patient in clinic.patients.all():
        maker.refresh(patient.pk, now=timezone.now())
        summary = summary_for(patient)
        for name in FIGURES:
            figure = summary.figure(name, "clinician")
            if figure.empty:
                continue
            file = opened(cleo, f"figure_csv/{name}", patient).content.decode()
            _header, *rows = csv.reader(file.splitlines())
            drawn = Caller(cleo, patient).get(f"figures/{name}/").json()
            panels = [sorted(value for _day, value in values) for values in values_from_plotly(drawn, figure)]
            seen += 1
            if not ALIKE[name](rows, drawn, panels):
                wrong.append((patient.reference, name))

    assert wrong == []
    assert clinic.patients.count() == 12
    assert seen > 80
