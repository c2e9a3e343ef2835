import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from people.models import AuditEvent, Membership
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, RememberedOnset, Treatment
from symptoms.record.standing import Statement
from symptoms.write.rows import build, save_all
from tests.cast import TODAY
from tests.symptoms.api.calls import BODIES, Caller, answer, refusal

ONE = uuid.UUID("11111111-1111-4111-8111-111111111111")
IN_USE = ("id", "This id already belongs to another entry; nothing was saved. Send it again with a new id.")
GONE = ("request", "This entry was already corrected or taken back; nothing was saved. Look at it again.")
STRANGER = ("request", "There is no such person here, or you have not been given access.")
MODELS = {
    "check-ins": CheckIn,
    "function-checks": FunctionCheck,
    "measurements": Measurement,
    "treatments": Treatment,
    "events": Event,
    "remembered-onsets": RememberedOnset,
}
every_kind = pytest.mark.parametrize("kind", BODIES)


def log_every_day(record, by, days):
    values = {"weakness.hand.left": 3, "fatigue.now": 5, "asymmetry.hand": -1, "cramps.count": 2, "falls": 0}
    fields = {"patient": record, "author": by, "source": "self", "time_zone": record.time_zone}
    save_all(build(CheckIn, Statement(values), day=TODAY - dt.timedelta(days=back), **fields) for back in range(days))


def test_a_check_in_comes_back_with_the_names_it_was_sent_with(record, ada):
    body = {
        "id": str(ONE),
        "day": "2026-03-02",
        "source": "helped",
        "weakness": {"hand.left": 3, "speech": 4},
        "fasciculation": {"thigh.right": 2, "cramps.count": 1},
        "fatigue": {"recovery_minutes": 90},
        "asymmetry": {"hand": -1},
        "signs": {"morning_headache": 2, "falls": 0},
        "confirmed_same": ["weakness"],
        "not_known": {"foot.left": "not_tried"},
    }
    response = Caller(ada, record).post("check-ins/", body)

    made_at = response.json()["made_at"]
    told = {"author": "Ada", "made_at": made_at, "status": "standing", "time_zone": "Europe/Berlin"}
    assert answer(response) == (201, body | told | {"wording": ""})


def test_what_was_not_answered_is_left_out_and_an_answered_zero_is_not(record, ada):
    ada = Caller(ada, record)
    said = ada.post("check-ins/", {"day": "2026-03-02", "weakness": {"speech": 0, "neck": None}, "fatigue": {}}).json()

    assert (said["weakness"], "fatigue" in said) == ({"speech": 0}, False)


@every_kind
def test_the_same_put_again_is_one_row_and_the_same_answer(record, ada, kind):
    ada = Caller(ada, record)
    first = ada.put(f"{kind}/{ONE}/", BODIES[kind])
    again = ada.put(f"{kind}/{ONE}/", BODIES[kind])

    assert (first.status_code, again.status_code, first.json()) == (201, 200, again.json())
    assert ada.get(f"{kind}/{ONE}/").json() == first.json()
    assert MODELS[kind].objects.count() == 1


@every_kind
def test_what_comes_out_may_be_put_again(record, ada, kind):
    ada = Caller(ada, record)
    said = ada.put(f"{kind}/{ONE}/", BODIES[kind]).json()

    assert answer(ada.put(f"{kind}/{ONE}/", said)) == (200, said)


@every_kind
def test_an_id_in_use_for_something_else_is_refused(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])
    day = next(name for name in ("day", "start", "month") if name in BODIES[kind])

    assert refusal(ada.put(f"{kind}/{ONE}/", BODIES[kind] | {day: "2026-02-01"})) == (409, [IN_USE])
    assert MODELS[kind].objects.count() == 1


@every_kind
def test_an_id_of_another_patient_is_refused_and_not_shown(record, ada, dan, kind):
    elsewhere = Membership.objects.get(user=dan).patient
    dan = Caller(dan, elsewhere)
    Caller(ada, record).put(f"{kind}/{ONE}/", BODIES[kind])

    assert refusal(dan.put(f"{kind}/{ONE}/", BODIES[kind])) == (409, [IN_USE])
    assert dan.get(f"{kind}/{ONE}/").status_code == 404


def test_an_id_in_the_body_has_to_be_the_one_in_the_address(record, ada):
    response = Caller(ada, record).put(f"check-ins/{ONE}/", BODIES["check-ins"] | {"id": str(uuid.uuid4())})

    assert refusal(response) == (400, [("id", "This is not the id in the address.")])


def test_a_second_check_in_of_a_day_keeps_what_it_does_not_speak_of(record, ada):
    ada = Caller(ada, record)
    first = {"weakness": {"hand.left": 3}, "confirmed_same": ["weakness"], "not_known": {"speech": "not_tried"}}
    ada.post("check-ins/", {"day": "2026-03-02"} | first)
    second = ada.post("check-ins/", {"day": "2026-03-02", "fatigue": {"now": 3}}).json()

    assert {name: second[name] for name in ("fatigue", *first)} == {"fatigue": {"now": 3}} | first


def test_a_grade_given_later_that_day_ends_a_confirmation_and_a_reason(record, ada):
    ada = Caller(ada, record)
    first = {"weakness": {"hand.left": 3}, "confirmed_same": ["weakness"], "not_known": {"speech": "not_tried"}}
    ada.post("check-ins/", {"day": "2026-03-02"} | first)
    second = ada.post("check-ins/", {"day": "2026-03-02", "weakness": {"speech": 4}}).json()

    said = {"weakness": {"speech": 4, "hand.left": 3}, "confirmed_same": [], "not_known": {}}
    assert {name: second[name] for name in first} == said


def test_a_reason_stays_where_no_part_has_a_grade(record, ada):
    body = {"day": "2026-03-02", "fatigue": {"now": 3}, "not_known": {"speech": "not_tried"}}
    said = Caller(ada, record).post("check-ins/", body).json()

    assert ("weakness" in said, said["not_known"]) == (False, {"speech": "not_tried"})


def test_two_authors_of_one_day_both_stay(record, ada, ben):
    Caller(ada, record).post("check-ins/", BODIES["check-ins"])
    Caller(ben, record).post("check-ins/", BODIES["check-ins"])

    listed = Caller(ada, record).get("check-ins/").json()["results"]
    assert sorted((each["author"], each["source"]) for each in listed) == [("Ada", "self"), ("Ben", "caregiver")]


@every_kind
def test_an_entry_taken_back_no_longer_counts_but_is_not_gone(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])

    assert [ada.delete(f"{kind}/{ONE}/").status_code for _ in range(2)] == [204, 204]
    assert ada.get(f"{kind}/").json()["results"] == []
    assert ada.get(f"{kind}/{ONE}/").json()["status"] == "error"


@every_kind
def test_only_its_author_changes_an_entry(record, ada, ben, kind):
    Caller(ada, record).put(f"{kind}/{ONE}/", BODIES[kind])
    ben = Caller(ben, record)
    refused = (403, [("request", "Only Ada can change what they wrote.")])

    assert refusal(ben.delete(f"{kind}/{ONE}/")) == refused
    assert refusal(ben.post(f"{kind}/{ONE}/correction/", BODIES[kind])) == refused
    assert MODELS[kind].objects.get().status == "standing"


@every_kind
def test_a_correction_is_a_new_entry_in_place_of_the_old(record, ada, kind):
    ada = Caller(ada, record)
    old = ada.put(f"{kind}/{ONE}/", BODIES[kind]).json()
    new = ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])

    assert new.status_code == 201
    assert new.json() == old | {"id": new.json()["id"], "made_at": new.json()["made_at"]}
    assert ada.get(f"{kind}/").json()["results"] == [new.json()]
    assert ada.get(f"{kind}/{ONE}/").json() == old | {"status": "superseded"}


@every_kind
def test_what_was_corrected_before_is_neither_corrected_nor_taken_back_again(record, ada, kind):
    ada = Caller(ada, record)
    ada.put(f"{kind}/{ONE}/", BODIES[kind])
    ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])

    assert refusal(ada.post(f"{kind}/{ONE}/correction/", BODIES[kind])) == (409, [GONE])
    assert refusal(ada.delete(f"{kind}/{ONE}/")) == (409, [GONE])
    assert MODELS[kind].objects.standing().count() == 1


def test_a_correction_leaves_nothing_of_what_was_said(record, ada):
    ada = Caller(ada, record)
    before = {"confirmed_same": ["weakness"], "not_known": {"speech": "cannot_tell"}, "source": "helped"}
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"] | before)
    new = ada.post(f"check-ins/{ONE}/correction/", {"day": "2026-03-02", "weakness": {"hand.right": 2}}).json()

    said = {name: new.get(name) for name in ("source", "weakness", "fatigue", "confirmed_same", "not_known")}
    assert said == {
        "source": "helped",
        "weakness": {"hand.right": 2},
        "fatigue": None,
        "confirmed_same": [],
        "not_known": {},
    }


def test_a_correction_keeps_its_day(record, ada):
    ada = Caller(ada, record)
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"])
    moved = ada.post(f"check-ins/{ONE}/correction/", BODIES["check-ins"] | {"day": "2026-03-01"})

    kept = "A correction keeps this as it was. Take the entry back, and write it anew."
    assert refusal(moved) == (400, [("day", kept)])


def test_lists_are_cut_by_day(record, ada):
    ada = Caller(ada, record)
    for kind, name in (("measurements", "day"), ("treatments", "start")):
        for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"):
            ada.post(f"{kind}/", BODIES[kind] | {name: day})
        february = ada.get(f"{kind}/", day_from="2026-02-01", day_to="2026-02-28").json()["results"]

        assert [each[name] for each in february] == ["2026-02-28", "2026-02-01"]


def test_a_day_that_is_none_is_refused_in_the_address_too(record, ada):
    assert refusal(Caller(ada, record).get("events/", day_from="soon")) == (400, [("day_from", "Enter a valid date.")])


def test_lists_come_in_pages_of_a_hundred(record, ada):
    log_every_day(record, ada, 102)
    ada = Caller(ada, record)
    first = ada.get("check-ins/").json()
    second = ada.client.get(first["next"]).json()

    assert [len(first["results"]), len(second["results"])] == [100, 2]
    assert first["results"][0]["day"] > first["results"][-1]["day"] > second["results"][0]["day"]
    assert (first["previous"], second["next"]) == (None, None)
    assert ada.client.get(second["previous"]).json() == first


def test_a_page_far_beyond_the_end_is_empty(record, ada):
    response = Caller(ada, record).get("check-ins/", offset=10**30)

    assert (response.json()["results"], response.json()["next"]) == ([], None)


def test_a_list_of_a_hundred_check_ins_takes_five_queries_sign_in_and_audit_among_them(record, ada):
    log_every_day(record, ada, 100)
    ada = Caller(ada, record)
    with CaptureQueriesContext(connection) as queries:
        listed = ada.get("check-ins/").json()["results"]

    assert (len(listed), len(queries)) == (100, 5)


def test_a_clinicians_mark_takes_the_place_of_the_one_before(record, cleo):
    cleo = Caller(cleo, record)
    first = cleo.post("cell-marks/", {"cell": "hand.left", "kind": "involved", "on": "2025-11-01"})
    second = cleo.post("cell-marks/", {"cell": "hand.left", "kind": "other_cause"}).json()

    assert (first.status_code, first.json()["on"]) == (201, "2025-11-01")
    assert cleo.get("cell-marks/").json()["results"] == [second]
    assert cleo.delete(f"cell-marks/{second['id']}/").status_code == 204
    assert CellMark.objects.standing().count() == 0


def test_only_a_clinician_marks_a_part_as_involved(record, ada):
    response = Caller(ada, record).post("cell-marks/", {"cell": "hand.left", "kind": "involved"})

    assert refusal(response) == (403, [("request", "Only a clinician can mark a part as involved or not involved.")])


@every_kind
def test_a_stranger_finds_nothing(record, dan, kind):
    dan = Caller(dan, record)

    asked = [dan.get(f"{kind}/"), dan.post(f"{kind}/", BODIES[kind]), dan.put(f"{kind}/{ONE}/", BODIES[kind])]
    assert [refusal(response) for response in asked] == [(404, [STRANGER])] * 3
    assert MODELS[kind].objects.count() == 0


@every_kind
def test_who_may_look_but_not_write_is_told_so(record, ada, ben, kind):
    Membership.objects.filter(user=ben).update(access="read")
    ben = Caller(ben, record)
    may_not = (403, [("request", "You can look at this record, but not write in it.")])

    assert ben.get(f"{kind}/").status_code == 200
    assert refusal(ben.post(f"{kind}/", BODIES[kind])) == may_not
    assert refusal(ben.put(f"{kind}/{ONE}/", BODIES[kind])) == may_not
    assert refusal(ben.delete(f"{kind}/{ONE}/")) == may_not
    assert MODELS[kind].objects.count() == 0


def test_nobody_is_asked_to_sign_in_first(client, record):
    response = client.get(f"/api/v1/patients/{record.pk}/check-ins/")

    assert refusal(response) == (403, [("request", "Authentication credentials were not provided.")])


def test_a_write_needs_the_token_of_the_session(record, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    url = f"/api/v1/patients/{record.pk}/check-ins/{ONE}/"
    without = client.put(url, BODIES["check-ins"], content_type="application/json")
    token = client.get("/api/v1/token/").json()["token"]
    with_it = client.put(url, BODIES["check-ins"], content_type="application/json", headers={"X-CSRFToken": token})

    assert refusal(without) == (403, [("request", "CSRF Failed: CSRF cookie not set.")])
    assert with_it.status_code == 201


def test_looking_and_writing_leave_their_trace(record, ada):
    ada = Caller(ada, record)
    ada.put(f"check-ins/{ONE}/", BODIES["check-ins"])
    ada.get("check-ins/")
    ada.delete(f"check-ins/{ONE}/")

    traces = AuditEvent.objects.order_by("pk").values_list("verb", "detail")
    assert list(traces) == [("write", f"checkin {ONE}"), ("view", ""), ("retract", f"checkin {ONE}")]


def test_no_change_is_put_like_any_entry_and_may_be_put_again(record, ada):
    ada = Caller(ada, record)
    ada.post("check-ins/", {"day": "2026-03-01", "weakness": {"neck": 3}})
    body = {"day": "2026-03-02", "no_change": True}
    first, again = ada.put(f"check-ins/{ONE}/", body), ada.put(f"check-ins/{ONE}/", body)

    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["weakness"], first.json()["confirmed_same"]) == ({"neck": 3}, ["weakness"])


def test_nothing_else_is_said_together_with_no_change(record, ada):
    body = {"day": "2026-03-02", "no_change": True, "weakness": {"neck": 3}}

    assert refusal(Caller(ada, record).put(f"check-ins/{ONE}/", body)) == (
        400,
        [("no_change", "Nothing else can be said together with “no change”.")],
    )


def test_the_token_is_for_who_is_signed_in(client):
    assert client.get("/api/v1/token/").status_code == 403
