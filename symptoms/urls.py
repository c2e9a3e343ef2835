"""Writing: the day, the function check and all other entries, and what was written."""

import datetime as dt

from django.urls import URLPattern, URLResolver, include, path, register_converter

from people.days import YEARS
from symptoms.views import (
    check_in,
    courses,
    device,
    ending,
    entries,
    first_day,
    function_check,
    plan,
    questions,
    records,
    remembered,
    sheet_entry,
    tick_sheet,
    timeline,
    travel,
    wrong_today,
)


class DayConverter:
    """A date as it is in an address: ``2026-03-01``. There is no page at the end of the calendar."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        day = dt.date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: dt.date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

of_one_day = [
    path("", questions.hub, name="hub"),
    path("no-change/", check_in.no_change, name="no_change"),
    path("done/", check_in.done, name="done"),
    path("undo/", check_in.undo, name="undo"),
    path("helped/", check_in.helped, name="helped"),
    path("fell/", check_in.fell, name="fell"),
    path("<slug:way>/", questions.way, name="walk"),
    path("<slug:way>/<str:step>/", questions.question, name="question"),
]

of_a_first_day = [
    path("", first_day.first, name="first_day"),
    path("end/", first_day.end, name="first_day_end"),
    path("leave/", first_day.leave, name="first_day_leave"),
    path("now/<day:day>/", first_day.first_now, name="first_day_now"),
    path("now/<day:day>/<str:part>/", first_day.first_now, name="first_day_now"),
    path("<slug:question>/", first_day.first_at, name="first_day_at"),
    path("<slug:question>/<str:part>/", first_day.first_at, name="first_day_at"),
    path("<slug:question>/<str:part>/<slug:step>/", first_day.first_at, name="first_day_at"),
]

of_one_patient: list[URLPattern | URLResolver] = [
    path("check-in/", check_in.check_in, name="check_in"),
    path("check-in/<day:day>/", include(of_one_day)),
    path("wrong-today/", wrong_today.wrong_today, name="wrong_today"),
    path("wrong-today/said/", wrong_today.wrong_said, name="wrong_said"),
    path("function-check/", function_check.function_check, name="function_check"),
    path("function-check/<day:day>/", function_check.function_end, name="function_end"),
    path("function-check/<day:day>/<str:step>/", function_check.function_item, name="function_item"),
    path("function-check/<uuid:entry_id>/", function_check.function_check_saved, name="function_check_saved"),
    path("device/", device.device, name="device"),
    path("more/", plan.more, name="more"),
    path("plan/", plan.plan, name="plan"),
    path("plan/topics/", plan.topics, name="topics"),
    path("plan/reminder/", plan.reminder, name="reminder"),
    path("tick-sheet/", tick_sheet.tick_sheet, name="tick_sheet"),
    path("tick-sheet/first/", tick_sheet.tick_sheet_first, name="tick_sheet_first"),
    path("sheet/", sheet_entry.sheet, name="sheet"),
    path("sheet/first/", sheet_entry.sheet_first, name="sheet_first"),
    path("measurement/", timeline.measurement, name="measurement"),
    path("treatment/", courses.treatment, name="treatment"),
    path("event/", courses.event, name="event"),
    path("mark/", timeline.mark_cell, name="mark_cell"),
    path("began/", remembered.listed, name="remembered"),
    path("began/<str:cell>/", remembered.began, name="began"),
    path("began/<str:cell>/<slug:step>/", remembered.began, name="began_closer"),
    path("end/", ending.end, name="end_record"),
    path("reopen/", ending.reopen, name="reopen_record"),
    path("facts/", records.facts, name="facts"),
    path("travel/", travel.travel, name="travel"),
    path("first-day/", include(of_a_first_day)),
    path("entries/", entries.entries, name="entries"),
    path("entries/elsewhere/", entries.elsewhere, name="entries_elsewhere"),
    path("entries/week/<day:day>/", entries.entries_week, name="entries_week"),
    path("entries/<day:day>/", entries.entries_day, name="entries_day"),
    path("entries/<uuid:entry_id>/retract/", entries.retract_entry, name="retract_entry"),
    path("entries/<uuid:entry_id>/again/", entries.count_again, name="count_again"),
]

urlpatterns = [
    path("sw.js", device.service_worker, name="service_worker"),
    path("check-in/offline/", device.offline, name="offline"),
    path("check-in/", check_in.check_in_mine, name="check_in_mine"),
    path("start/", first_day.start, name="start"),
    path("patients/new/", records.new_patient, name="new_patient"),
    path("patients/<uuid:patient_id>/", include(of_one_patient)),
]
