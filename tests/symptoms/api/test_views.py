"""What is said of a day comes back as it was sent; a second answer keeps what it does not speak of."""

from symptoms.models import CellMark
from tests.symptoms.api.calls import BODIES, Caller, answer, refusal
from tests.symptoms.api.kinds import ONE


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
