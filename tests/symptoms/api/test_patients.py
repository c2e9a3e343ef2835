import datetime as dt

import pytest

from care.models import SignAnswer
from clinical import ENGINE
from people.models import Membership
from symptoms.models import Report
from tests.cast import NOW, TODAY, new_patient
from tests.symptoms.api.calls import Caller, answer, refusal

RAISED = {"rule": "R06", "level": "soon", "since": "2026-02-01", "last": "2026-02-20"}
FLAG = RAISED | {"state": "open"}
SEEN = {"rule": "R06", "since": "2026-02-01", "action": "acknowledged"}


@pytest.fixture
def report(record):
    """A stored report with one flag, as a worker left it."""
    return Report.objects.create(
        patient=record,
        data_version=record.data_version,
        engine=ENGINE,
        as_of=TODAY,
        computed_at=NOW,
        report={"flags": [RAISED]},
        series={},
        facts={"signs": [RAISED]},
    )


def responses():
    return list(SignAnswer.objects.values_list("rule", "since", "action", "until", "by__name"))


def test_everyone_sees_the_people_whose_record_they_may_open(record, ada, ben, cleo, dan):
    new_patient(record.clinic, "A-2", name="Abe")

    def listed(user):
        return [each["reference"] for each in Caller(user, record).client.get("/api/v1/patients/").json()["results"]]

    assert [listed(user) for user in (ada, ben, cleo, dan)] == [["A-1"], ["A-1"], ["A-1", "A-2"], ["D-1"]]


def test_a_list_of_people_names_them_and_says_no_more(record, ada):
    listed = Caller(ada, record).client.get("/api/v1/patients/").json()["results"]

    assert listed == [{"id": str(record.pk), "reference": "A-1", "name": "Ada", "clinic": "North Clinic"}]


def test_a_record_tells_its_facts(record, ada):
    record.usual_weight, record.onset_cell = 71.5, "hand.left"
    record.save()

    assert answer(Caller(ada, record).get()) == (
        200,
        {
            "id": str(record.pk),
            "reference": "A-1",
            "name": "Ada",
            "clinic": "North Clinic",
            "birth_date": "1960-05-01",
            "time_zone": "Europe/Berlin",
            "onset_month": None,
            "onset_precision": "month",
            "onset_cell": "hand.left",
            "diagnosis_date": None,
            "writing_hand": "",
            "usual_weight": 71.5,
            "height": None,
        },
    )


def test_a_stranger_finds_no_record_and_no_flags(record, dan, report):
    dan = Caller(dan, record)

    assert [dan.get().status_code, dan.get("flags/").status_code, dan.post("flags/", SEEN).status_code] == [404] * 3
    assert responses() == []


def test_flags_are_told_with_whom_they_reach(record, ada, report):
    told = {
        "as_of": "2026-03-02",
        "current": True,
        "note": "This message is only on your screen. Nobody has been told.",
        "not_asked": [],
        "flags": [
            FLAG
            | {
                "fired": None,
                "clear_answers": 0,
                "unheard_since": None,
                "new": False,
                "stand": "waiting",
                "answers": None,
            }
        ],
    }

    assert answer(Caller(ada, record).get("flags/")) == (200, told)


def test_flags_of_a_report_that_lags_behind_say_so(record, ada, report):
    ada = Caller(ada, record)
    ada.post("check-ins/", {"day": "2026-03-02", "fatigue": {"now": 3}})

    assert ada.get("flags/").json()["current"] is False


def test_before_the_first_report_there_are_no_flags_yet(record, ada):
    told = "The report is being worked out for the first time. Ask again in a moment."

    assert answer(Caller(ada, record).get("flags/")) == (202, {"current": False, "detail": told})


def test_a_clinician_says_what_was_done(record, cleo, report):
    status, told = answer(Caller(cleo, record).post("flags/", SEEN))

    given = {"until": None, "reason": "", "note": "", "answer": SignAnswer.objects.get().pk, "by": "Cleo"}
    assert (status, told) == (201, SEEN | given | {"at": told["at"]})
    assert responses() == [("R06", dt.date(2026, 2, 1), "acknowledged", None, "Cleo")]


def test_nobody_else_says_what_was_done(record, ada, ben, report):
    told = (403, [("request", "Only the care team can say what was done about this.")])

    assert [refusal(Caller(user, record).post("flags/", SEEN)) for user in (ada, ben)] == [told] * 2
    assert responses() == []


def test_a_clinician_who_only_reads_says_nothing(record, cleo, report):
    Membership.objects.filter(user=cleo).update(access="read")

    assert Caller(cleo, record).post("flags/", SEEN).status_code == 403


@pytest.mark.parametrize(
    ("change", "where", "what"),
    [
        ({"rule": "R99"}, "rule", '"R99" is not a valid choice.'),
        ({"rule": "R07"}, "rule", "R07 was not raised on 2026-02-01."),
        ({"since": "2026-02-02"}, "rule", "R06 was not raised on 2026-02-02."),
        ({"action": "snoozed"}, "until", "A day after today is needed."),
        ({"action": "snoozed", "until": "2026-03-01"}, "until", "A day after today is needed."),
        ({"until": "2999-01-01"}, "until", "A day belongs to “snoozed” only."),
        ({"level": "soon"}, "level", "“level” is not something that is recorded here."),
    ],
)
def test_an_answer_to_no_flag_is_refused(record, cleo, report, change, where, what):
    assert refusal(Caller(cleo, record).post("flags/", SEEN | change)) == (400, [(where, what)])
    assert responses() == []
