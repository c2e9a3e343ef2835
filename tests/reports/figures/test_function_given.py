"""A total that a clinic gave without its items is marked as such wherever function is shown, and no trend counts it."""

import datetime as dt

import pytest

from clinical.compare import compare
from reports.compare.function import function_sections
from reports.figures import small
from reports.figures.context import Context
from reports.figures.marks import Line, Plot, Points
from reports.sheet.function import comparison
from tests.reports.figures import sample
from tests.reports.sheet.made import period, summary

LATER = {"date": "2025-06-20", "total": 24, "computed": None}
BESIDE = {"date": "2025-04-07", "total": 30, "computed": 26}
NOTHING = "Of a total without its items nothing is worked out: it has no parts and no stage, and no trend counts it."


def drawn(*given, **changed):
    return sample.figure("function", sample.report() | {"totals_given": list(given)} | changed, sample.series())


def given_points(figure):
    return {
        panel.label: [tuple(point) for point in mark.points]
        for panel in figure.panels
        if isinstance(panel, Plot)
        for mark in panel.marks
        if isinstance(mark, Points) and mark.shape == "given"
    }


def test_it_is_a_point_of_its_own_kind_on_the_total_alone_with_a_sentence_and_a_key():
    figure, without = drawn(LATER), drawn()

    assert given_points(figure) == {"Total of the four parts": [(dt.date(2025, 6, 20), 24)]}
    assert [key.text for key in figure.key if key.symbol == "given"] == ["Total only, as the clinic gave it"]
    assert NOTHING in figure.caption
    assert figure.reading == (f"{without.reading} Total only, as the clinic gave it on 20 June 2025: 24 of 48.")
    assert [[mark for mark in panel.marks if isinstance(mark, Line)] for panel in figure.panels] == [
        [mark for mark in panel.marks if isinstance(mark, Line)] for panel in without.panels
    ]


def test_the_table_holds_it_in_a_column_of_its_own_in_order_of_day():
    table = drawn(LATER, BESIDE).table
    header, rows = table.header, table.rows

    assert header[-1] == "Total as the clinic gave it (0 to 48)"
    assert rows[-2:] == (
        ("7 April 2025", "clinic", "9", "1", "6", "10", "26", "30"),
        ("20 June 2025", "clinic", *["not complete"] * 5, "24"),
    )
    assert {row[-1] for row in rows[:-2]} == {""}
    assert len(drawn().table.header) == len(header) - 1


def test_one_that_differs_from_its_items_is_no_point_and_said():
    figure = drawn(BESIDE)

    assert given_points(figure) == {}
    assert (
        "On 1 day the clinic gave another total than its items come to. The items count; the table has both."
        in figure.caption
    )


def test_of_somebody_without_a_check_it_is_all_there_is():
    figure = drawn(LATER, function=[], trends=[])

    assert not figure.empty
    assert figure.reading == "Total only, as the clinic gave it on 20 June 2025: 24 of 48."
    assert given_points(figure) == {"Total of the four parts": [(dt.date(2025, 6, 20), 24)]}


def test_one_from_before_the_last_check_is_not_what_is_read_first():
    assert drawn(LATER | {"date": "2025-01-01"}).reading == drawn().reading


@pytest.mark.parametrize(("given", "told"), [([LATER], True), ([BESIDE], False), ([], False)])
def test_the_one_screen_and_the_paper_name_it_where_it_is_the_latest(given, told):
    made = summary({"totals_given": given})
    sentence = "Total only, as the clinic gave it on 20 June 2025: 24 of 48."

    on_screen = small.slopes(made.report, dt.date(2025, 1, 1), Context(audience="clinician")).reading
    on_paper = comparison(made, period(), made.context()).notes

    assert (sentence in on_screen, sentence in on_paper) == (told, told)


def test_on_paper_without_a_check_it_stands_with_its_sentence():
    made = summary({"totals_given": [LATER], "function": [], "trends": []})
    found = comparison(made, period(), made.context())

    assert (found.rows, found.notes) == (
        (),
        ("Total only, as the clinic gave it on 20 June 2025: 24 of 48.", NOTHING),
    )


def test_two_days_show_those_that_stood_and_no_difference():
    first = LATER | {"date": "2025-03-01", "total": 30}
    report, series = sample.made(sample.report() | {"totals_given": [first, LATER], "function": []}, sample.series())

    found = compare(report, series, dt.date(2025, 4, 1), dt.date(2025, 6, 30))
    (section,) = function_sections(found)

    assert [(row.label, row.then, row.now, row.what) for row in section.rows] == [("Total (of 48)", "30", "24", "")]
    assert (section.title, section.heads, section.notes) == (
        "Total only, as the clinic gave it",
        ("1 Mar 2025", "20 Jun 2025"),
        (NOTHING,),
    )
    before = compare(report, series, dt.date(2025, 1, 1), dt.date(2025, 2, 1))
    assert function_sections(before)[0].empty == "No function check and no score of the clinic by then."
