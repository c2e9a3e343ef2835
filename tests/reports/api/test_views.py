import datetime as dt

import pytest
from django.utils import timezone

from people.models import AuditEvent
from reports.figures import FIGURES
from reports.figures.explore.dates import config
from reports.figures.to_plotly import to_plotly
from reports.summary import KEYS, summary_for
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.symptoms.api.calls import Caller, answer, refusal

NOT_YET = {
    "current": False,
    "detail": "The report is being worked out for the first time. Ask again in a moment.",
}


@pytest.fixture
def logged(record, ada):
    """Six weeks of a hand that grew weak, and the report that a worker made of them."""
    for week in range(6):
        day = TODAY - dt.timedelta(weeks=week)
        values = {"weakness.hand.left": 2 if week < 4 else 4, "fatigue.now": 5}
        verbs.record_check_in(record, day, values, by=ada, source="self", now=NOW)
    maker.refresh(record.pk, now=NOW)
    record.refresh_from_db()
    return record


def say_more(record, by):
    verbs.record_check_in(record, TODAY, {"weakness.hand.left": 0}, by=by, source="self", now=NOW)


def test_the_report_is_the_stored_one(logged, ada):
    status, report = answer(Caller(ada, logged).get("report/"))

    assert (status, report) == (200, logged.report.report | {"current": True, "opm": None, "opm_confirmed": None})
    assert sorted(report) == sorted(KEYS)
    assert (report["patient"], report["as_of"], report["current"]) == ("A-1", "2026-03-02", True)


def test_while_it_lags_behind_the_last_good_report_is_told(logged, ada):
    before = Caller(ada, logged).get("report/").json()
    say_more(logged, ada)

    assert Caller(ada, logged).get("report/").json() == before | {"current": False}


def test_before_the_first_report_nobody_waits(record, ada):
    say_more(record, ada)
    ada = Caller(ada, record)

    assert answer(ada.get("report/")) == (202, NOT_YET)
    assert answer(ada.get("figures/spread/")) == (202, NOT_YET)


def test_a_report_at_a_day_is_as_it_would_have_stood(logged, ada):
    day = TODAY - dt.timedelta(weeks=4)
    report = Caller(ada, logged).get("report/", at=day.isoformat()).json()

    assert report == summary_for(logged, at=day).json()
    assert report["involvement"][5]["grade_now"] == 4


def test_a_report_at_a_day_without_any_entry_knows_nothing(logged, ada):
    report = Caller(ada, logged).get("report/", at="1970-01-01").json()

    assert {cell["status"] for cell in report["involvement"]} == {"no_data"}


@pytest.mark.parametrize(
    ("at", "what"),
    [
        ("soon", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."),
        ("1959-01-01", "1959-01-01 is before the date of birth, 1960-05-01."),
        ("2999-01-01", "2999-01-01 is in the future: where Ada lives it is {today}."),
    ],
)
def test_a_day_that_cannot_be_is_refused(logged, ada, at, what):
    what = what.format(today=local_day(logged, timezone.now()))

    assert refusal(Caller(ada, logged).get("report/", at=at)) == (400, [("at", what)])


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_what_plotly_draws_of_the_stored_report(logged, ada, name):
    drawn = to_plotly(summary_for(logged).figure(name)) | {"config": config()}

    assert answer(Caller(ada, logged).get(f"figures/{name}/")) == (200, drawn)


def test_a_clinician_sees_a_figure_as_clinicians_do(logged, cleo):
    drawn = to_plotly(summary_for(logged).figure("breathing", "clinician"), "dark") | {"config": config()}

    assert Caller(cleo, logged).get("figures/breathing/", mode="dark").json() == drawn


def test_a_stage_is_drawn_for_who_asks_to_see_it(logged, ada):
    drawn = to_plotly(summary_for(logged).figure("spread", show_stage=True)) | {"config": config()}

    assert Caller(ada, logged).get("figures/spread/", stage="true").json() == drawn


def test_days_are_written_as_iso_for_who_asks_and_else_in_the_words_of_the_language(logged, ada):
    caller = Caller(ada, logged)

    def hovered(**asked):
        return caller.get("figures/spread/", **asked).json()["layout"]["xaxis"]["hoverformat"]

    assert [hovered(), hovered(dates="words"), hovered(dates="iso")] == ["%-d %B %Y", "%-d %B %Y", "%Y-%m-%d"]
    told = [where for where, _what in refusal(caller.get("figures/spread/", dates="american"))[1]]
    assert told == ["dates"]


def test_there_is_no_other_figure(logged, ada):
    told = f"There is no such figure. There are: {', '.join(FIGURES)}."

    assert refusal(Caller(ada, logged).get("figures/forecast/")) == (404, [("request", told)])


def test_a_stranger_finds_no_report_and_no_figure(logged, dan):
    dan = Caller(dan, logged)

    assert [dan.get(path).status_code for path in ("report/", "figures/spread/")] == [404, 404]


def test_looking_at_a_report_leaves_a_trace(logged, ben):
    Caller(ben, logged).get("report/")

    assert AuditEvent.objects.filter(user=ben).values_list("verb", "patient").get() == ("view", logged.pk)


def test_a_report_takes_five_queries(logged, ada, django_assert_num_queries):
    ada = Caller(ada, logged)
    with django_assert_num_queries(5):
        ada.get("report/")
