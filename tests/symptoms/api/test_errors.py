"""Bad input: what was found, where, what is allowed. Never a 500, and nothing written in part."""

import uuid

import pytest
from django.utils import timezone

from symptoms.models import CheckIn, Treatment, Weakness
from symptoms.record.days import local_day
from tests.symptoms.api.calls import Caller, refusal

DAY = "2026-03-02"
GRADE = "a whole number from 0 to 4 is allowed."
TEN = "a whole number from 0 to 10 is allowed."


def sent(record, by, body, path="check-ins/"):
    """The refusal, once it is sure that nothing was written."""
    response = Caller(by, record).post(path, body)
    assert (CheckIn.objects.count(), Weakness.objects.count(), Treatment.objects.count()) == (0, 0, 0)
    return refusal(response)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (7, "7"),
        (-1, "-1"),
        (2.5, "2.5"),
        (True, "True"),
        ([3], "[3]"),
        (1e300, "1e+300"),
    ],
)
def test_what_is_no_grade_is_named_with_where_it_stood(record, ada, given, found):
    body = {"day": DAY, "weakness": {"hand.left": given, "hand.right": 3}}

    told = f"weakness.hand.left: “{found}” was found, {GRADE}"
    assert sent(record, ada, body) == (400, [("weakness.hand.left", told)])


def test_everything_that_is_wrong_is_named_at_once(record, ada):
    body = {
        "day": "yesterday",
        "mood": 3,
        "weakness": {"nose": 1},
        "fasciculation": {"cramps.worst_pain": 11},
        "signs": 3,
        "not_known": {"foot.left": "tired"},
    }

    assert sent(record, ada, body) == (
        400,
        [
            ("mood", "“mood” is not something that is recorded here."),
            ("day", "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."),
            ("weakness.nose", "“weakness.nose” is not something that is recorded here."),
            ("fasciculation.cramps.worst_pain", f"cramps.worst_pain: “11” was found, {TEN}"),
            ("signs", "“3” was found, an object is allowed."),
            ("not_known.foot.left", '"tired" is not a valid choice.'),
        ],
    )


def test_a_day_in_the_future_is_refused(record, ada):
    today = local_day(record, timezone.now())
    told = f"2999-01-01 is in the future: where Ada lives it is {today}."

    assert sent(record, ada, {"day": "2999-01-01", "fatigue": {"now": 3}}) == (400, [("day", told)])
    assert sent(record, ada, {"kind": "niv", "start": "2999-01-01"}, "treatments/") == (400, [("start", told)])


def test_a_day_before_birth_is_refused(record, ada):
    told = "1959-12-31 is before the date of birth, 1960-05-01."

    assert sent(record, ada, {"day": "1959-12-31", "fatigue": {"now": 3}}) == (400, [("day", told)])


def test_a_treatment_does_not_stop_before_it_starts(record, ada):
    body = {"kind": "niv", "start": "2026-02-01", "stop": "2026-01-01"}
    told = "2026-01-01 is before the first day, 2026-02-01."

    assert sent(record, ada, body, "treatments/") == (400, [("stop", told)])


def test_an_empty_check_in_is_refused(record, ada):
    told = "Nothing was filled in, so nothing was saved."

    assert sent(record, ada, {"day": DAY, "weakness": {"hand.left": None}}) == (400, [("body", told)])


@pytest.mark.parametrize(
    ("who", "source", "allowed"),
    [
        ("ada", "caregiver", "“self” / “helped”"),
        ("ben", "self", "“caregiver”"),
        ("cleo", "self", "“clinician”"),
    ],
)
def test_nobody_speaks_as_someone_else(record, request, who, source, allowed):
    body = {"day": DAY, "source": source, "fatigue": {"now": 3}}
    told = f"“{source}” was found, {allowed} is allowed for you."

    assert sent(record, request.getfixturevalue(who), body) == (400, [("source", told)])


def test_a_confirmation_comes_with_the_answers_that_it_confirms(record, ada):
    body = {"day": DAY, "fatigue": {"now": 3}, "confirmed_same": ["weakness"]}
    told = "“weakness” was confirmed, but none of its answers was sent."

    assert sent(record, ada, body) == (400, [("confirmed_same", told)])


def test_a_part_with_a_grade_is_not_unknown(record, ada):
    body = {"day": DAY, "weakness": {"hand.left": 3}, "not_known": {"hand.left": "not_tried"}}

    assert sent(record, ada, body) == (400, [("not_known.hand.left", "A grade was sent for this part too.")])


def test_a_part_that_nobody_has_is_not_unknown(record, ada):
    body = {"day": DAY, "fatigue": {"now": 3}, "not_known": {"tail": "not_tried"}}

    assert sent(record, ada, body) == (400, [("not_known.tail", "“tail” is not a part of the body.")])


def test_a_second_function_check_within_a_fortnight_is_refused(record, ada):
    ada = Caller(ada, record)
    ada.post("function-checks/", {"day": "2026-02-20", "function": {"speech": 4}})
    told = "There is a function check for 2026-02-20; the next can be made 14 days after it."

    assert refusal(ada.post("function-checks/", {"day": DAY, "function": {"speech": 3}})) == (400, [("day", told)])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"day": ', "JSON parse error - Expecting value: line 1 column 9 (char 8)"),
        (b'{"fatigue": {"now": NaN}}', "JSON parse error - Out of range float values are not JSON compliant: 'NaN'"),
        (b"[3]", "An object was expected, list was found."),
        (
            "“3”".encode("cp1252"),
            "JSON parse error - 'utf-8' codec can't decode byte 0x93 in position 0: invalid start byte",
        ),
        (b"[" * 100_000, "JSON parse error - this is nested too deeply."),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(record, ada, body, told):
    assert sent(record, ada, body) == (400, [("body", told)])


def test_a_body_without_content_says_what_is_missing(record, ada):
    assert sent(record, ada, b"") == (400, [("day", "This field is required.")])


def test_half_a_character_is_answered_too(record, ada):
    told = "“?” is not something that is recorded here."

    assert sent(record, ada, b'{"day": "2026-03-02", "\\ud83d": 1}') == (400, [("?", told)])


def test_a_body_larger_than_a_form_may_be_is_refused(record, ada):
    body = b'{"day": "' + b"0" * 1_000_001 + b'"}'

    assert sent(record, ada, body) == (413, [("body", "This is too large for one entry; nothing was saved.")])


def test_another_content_type_is_refused(record, ada):
    ada = Caller(ada, record)
    response = ada.client.post(f"{ada.base}check-ins/", "day=2026-03-02", content_type="text/plain")

    assert refusal(response) == (415, [("body", 'Unsupported media type "text/plain" in request.')])


def test_what_an_address_cannot_do_is_refused(record, ada):
    ada = Caller(ada, record)
    response = ada.client.patch(f"{ada.base}check-ins/{uuid.uuid4()}/", {}, content_type="application/json")

    assert refusal(response) == (405, [("request", 'Method "PATCH" not allowed.')])


@pytest.mark.parametrize("given", ["-1", "many", "", "1.5", "1e3", "٣", "\0", "9" * 5000])
@pytest.mark.parametrize(("name", "low"), [("limit", 1), ("offset", 0)])
def test_what_is_no_number_of_rows_is_refused(record, ada, given, name, low):
    told = f"“{given[:40]}” was found, a whole number from {low} on is allowed."
    ada = Caller(ada, record)

    assert refusal(ada.get("check-ins/", **{name: given})) == (400, [(name, told)])
    assert refusal(ada.client.get("/api/v1/patients/", {name: given})) == (400, [(name, told)])


def test_a_page_of_no_rows_is_refused(record, ada):
    told = "“0” was found, a whole number from 1 on is allowed."

    assert refusal(Caller(ada, record).get("check-ins/", limit="0")) == (400, [("limit", told)])
