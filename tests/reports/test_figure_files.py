"""A figure as files: the table for programs, the picture by itself, for who may take a copy."""

import csv
import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from people.clinics import join_clinic
from people.models import AuditEvent, Patient
from reports.figure_files import table_lines
from reports.figures import FIGURES
from reports.figures.language import date_words, decimal, short_date, written_as
from reports.figures.marks import Table
from reports.figures.words import NO_ANSWER, NOT_COMPLETE
from reports.summary import summary_for
from tests.cast import person
from tests.reports.figures.drawn import values_from_plotly
from tests.reports.opened import opened, text
from tests.reports.people import followed
from tests.symptoms.api.calls import Caller

pytestmark = pytest.mark.django_db

ISO = re.compile(r"\d{4}-\d\d-\d\d")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def shown(record, ada, cleo):
    return followed(record, ada, cleo, 400, timezone.now())


def lines(user, patient, name, **asked):
    answer = opened(user, f"figure_csv/{name}", patient, **asked)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(answer.content.decode().splitlines()))


def in_words(text: str, day_words=date_words) -> str:
    """Each ISO day of a cell as the page writes it, and a number with the mark of the language."""
    weeks = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?", text)
    said = ISO.sub(lambda day: day_words(dt.date.fromisoformat(day[0])), text)
    if weeks and weeks[2]:
        first, last = (date_words(dt.date.fromisoformat(day)) for day in weeks.groups())
        return f"Week of {first} to week of {last}"
    return decimal(said) if re.fullmatch(r"-?\d+\.\d+", said) else said


@pytest.mark.parametrize("name", FIGURES)
def test_the_file_holds_the_cells_of_the_table_with_iso_days_and_blanks_for_what_was_not_answered(shown, cleo, name):
    header, *rows = lines(cleo, shown, name)
    table = opened(cleo, f"numbers/{name}", shown).context["figure"].table
    silent = {str(NO_ANSWER), str(NOT_COMPLETE)}

    assert [in_words(cell, short_date) for cell in header] == [*table.header]
    for row, told in zip(rows, table.rows, strict=True):
        for cell, word in zip(row, told, strict=True):
            assert in_words(cell.removeprefix("'")) in (word, word.removeprefix("Week of ")) or (
                word in silent and cell == ""
            ), (cell, word)


def test_days_are_iso_in_every_language_and_numbers_have_a_point(shown, cleo):
    cleo.language = "de"
    cleo.save()
    for name in ("function", "fatigue", "weight", "breathing"):
        _header, *rows = lines(cleo, shown, name)
        assert rows
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?", row[0]) for row in rows), name
    weights = [row[1] for row in lines(cleo, shown, "weight")[1:]]
    assert all(re.fullmatch(r"\d+(\.\d+)? kg", weight) for weight in weights)


@pytest.mark.parametrize(("name", "first"), [("function", 2), ("fatigue", 1), ("twitches", 1)])
def test_the_columns_of_the_file_are_the_values_of_the_api(shown, ada, name, first):
    figure = summary_for(shown).figure(name)
    drawn = Caller(ada, shown).get(f"figures/{name}/").json()
    _header, *rows = lines(ada, shown, name)
    panels = [sorted(value for _day, value in values) for values in values_from_plotly(drawn, figure)]

    assert panels
    asked = [sorted(float(row[first + n]) for row in rows if row[first + n]) for n in range(len(rows[0]) - first)]
    assert [column for column in asked if column] == panels


@pytest.mark.parametrize(("name", "place"), [("weight", 1), ("breathing", 2)])
def test_readings_of_the_file_are_those_of_the_api(shown, ada, name, place):
    figure = summary_for(shown).figure(name)
    drawn = Caller(ada, shown).get(f"figures/{name}/").json()
    _header, *rows = lines(ada, shown, name)
    told = sorted((row[0], float(row[place].split()[0])) for row in rows)

    assert told == sorted(found for values in values_from_plotly(drawn, figure) for found in values) != []


def test_a_cell_that_a_table_program_would_work_out_is_guarded_and_a_missing_one_blank():
    table = Table(("When", "=1+1"), (("2026-03-02", str(NO_ANSWER)), ("@x", str(NOT_COMPLETE))))

    assert table_lines(table) == "When,'=1+1\n2026-03-02,\n'@x,\n"


@pytest.mark.parametrize("name", FIGURES)
def test_a_picture_stands_alone(shown, cleo, name):
    answer = opened(cleo, f"figure_svg/{name}", shown)
    root = ElementTree.fromstring(answer.content)  # noqa: S314  our own text
    told = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    width, height = (float(root.get(side, "")) for side in ("width", "height"))

    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert min(width, height) > 300
    assert "Record A-1, as of " in told
    assert "Self-reported, not checked by a clinician unless marked so." in told
    assert told.endswith("Not a diagnosis.")
    assert not {element.tag for element in root.iter()} & {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject"}
    assert [key for element in root.iter() for key in element.attrib if key == "style" or key.startswith("on")] == []
    assert "http" not in answer.content.decode().replace("http://www.w3.org/2000/svg", "")
    assert "var(" not in answer.content.decode()


@pytest.mark.parametrize("kind", ["svg", "csv"])
def test_no_file_says_whose_name_it_is(shown, ada, kind):
    Patient.objects.filter(pk=shown.pk).update(name="Adalgisa Unmistakable")
    for name in FIGURES:
        answer = opened(ada, f"figure_{kind}/{name}", shown)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="alsweak-{name}.{kind}"'
        assert "Unmistakable" not in answer.content.decode() + str(answer.headers)


def test_what_was_switched_on_is_in_the_files_and_else_not(shown, ada):
    found = [len(lines(ada, shown, "spread", **asked)) for asked in ({}, {"stage": 1})]

    assert found[0] == 1 + 13 < found[1]


def test_each_file_is_an_export_that_the_person_can_read_of(shown, cleo):
    opened(cleo, "figure_svg/spread", shown)
    opened(cleo, "figure_csv/spread", shown)

    assert [*AuditEvent.objects.filter(verb="export").values_list("user", "patient")] == [(cleo.pk, shown.pk)] * 2


def test_who_may_not_take_a_copy_sees_no_link_and_gets_no_file(shown, clinic, ben, cleo, dan):
    thea = person("Thea")
    join_clinic(clinic, thea, by=None, role="therapist")

    files = [reverse(f"figure_{kind}", args=[shown.pk, "spread"]) for kind in ("svg", "csv")]

    def links(user, page):
        told = opened(user, f"{page}/spread", shown).content.decode()
        return [file in told for file in (*files, reverse("figure_files", args=[shown.pk, "spread"]))]

    assert links(ben, "picture") == [False, False, True]
    assert links(ben, "figure_files")[:2] == links(cleo, "picture")[:2] == [True, True]
    assert links(thea, "picture") == [False, False, False]
    assert links(thea, "figure_files")[:2] == [False, False]
    assert "not take a copy of it" in text(opened(thea, "figure_files/spread", shown))
    for kind in ("svg", "csv"):
        found = [opened(user, f"figure_{kind}/spread", shown).status_code for user in (ben, thea, dan)]
        assert found == [200, 403, 404]


def test_where_nothing_is_drawn_yet_the_page_says_so_and_an_unknown_picture_is_not_there(record, ada):
    for kind in ("svg", "csv"):
        answer = opened(ada, f"figure_{kind}/spread", record)
        assert (answer.status_code, answer.headers["Location"]) == (302, reverse("picture", args=[record.pk, "spread"]))
        assert opened(ada, f"figure_{kind}/forecast", record).status_code == 404


def test_how_days_are_written_ends_with_the_file():
    with translation.override("de"):
        day = dt.date(2026, 3, 2)
        with written_as("programs"):
            assert (date_words(day), decimal("1.5")) == ("2026-03-02", "1.5")
        with written_as("iso"):
            assert (date_words(day), decimal("1.5")) == ("2026-03-02", "1,5")
        assert (date_words(day), decimal("1.5")) == ("2. März 2026", "1,5")
