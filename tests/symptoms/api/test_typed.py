"""What is nearly right is refused: a value of another kind, and what nothing is known of in an address. It would be
read as something that its sender may not have meant."""

import pytest

from clinical.opm import ONSETS, PROPAGATIONS
from symptoms.models import CheckIn, Event, Treatment
from tests.symptoms.api.calls import BODIES, Caller, refusal
from tests.symptoms.api.kinds import ONE

NO_DAY = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD."
UNKNOWN = "“%s” is not something that can be asked for here."


@pytest.mark.parametrize(
    ("kind", "field", "given", "told"),
    [
        ("events", "serious", "yes", "Must be a valid boolean."),
        ("events", "serious", 1, "Must be a valid boolean."),
        ("events", "start", "20260220", NO_DAY),
        ("events", "start", "2026-2-20", NO_DAY),
        ("events", "start", 20260220, NO_DAY),
        ("events", "label", 5, "Not a valid string."),
        ("events", "label", False, "Not a valid string."),
        ("treatments", "id", ONE.hex, "Must be a valid UUID."),
        ("treatments", "id", 7, "Must be a valid UUID."),
        ("treatments", "kind", 0, '"0" is not a valid choice.'),
        ("check-ins", "no_change", "true", "Must be a valid boolean."),
        ("check-ins", "confirmed_same", [1], '"1" is not a valid choice.'),
    ],
)
def test_a_value_of_another_kind_is_refused(record, ada, kind, field, given, told):
    response = Caller(ada, record).post(f"{kind}/", BODIES[kind] | {field: given})

    assert refusal(response) == (400, [(field, told)])
    assert (CheckIn.objects.count(), Event.objects.count(), Treatment.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("given", "told"),
    [("5", "A valid integer is required."), (True, "A valid integer is required."), (5.0, None)],
)
def test_a_count_is_a_number_and_5_point_0_is_one(record, cleo, given, told):
    line = {"onset": ONSETS[0], "propagation": PROPAGATIONS[0], "months": given}
    response = Caller(cleo, record).post("visits/", {"day": "2026-03-02", "opm": line})

    assert (refusal(response) if told else response.json()["opm"]["months"]) == (
        (400, [("opm.months", told)]) if told else 5
    )


@pytest.mark.parametrize("path", ["check-ins/", "report/", "summary/", "comparison/", "flags/", "due/", "fhir/", ""])
def test_what_cannot_be_asked_is_refused_and_not_passed_over(record, cleo, path):
    assert refusal(Caller(cleo, record).get(path, day_form="2026-03-01")) == (400, [("day_form", UNKNOWN % "day_form")])


def test_a_write_is_told_by_its_body_alone(record, ada):
    ada = Caller(ada, record)

    assert refusal(ada.post("events/?dry_run=1", BODIES["events"])) == (400, [("dry_run", UNKNOWN % "dry_run")])
    assert Event.objects.count() == 0


@pytest.mark.parametrize("given", ["1.3.2026", "03/01/2026", "2026-3-1", "20260301"])
def test_a_day_in_an_address_is_written_in_one_way(record, ada, given):
    ada = Caller(ada, record)

    assert refusal(ada.get("check-ins/", day_from=given)) == (400, [("day_from", "Enter a valid date.")])
    assert refusal(ada.get("report/", at=given)) == (400, [("at", NO_DAY)])


def test_what_is_left_blank_in_an_address_is_asked_about(record, ada):
    told = "Nothing stands behind “day_from”. Leave it out, or say which."

    assert refusal(Caller(ada, record).get("check-ins/", day_from="")) == (400, [("day_from", told)])


@pytest.mark.parametrize("given", ["1", "yes", "True"])
def test_a_switch_is_true_or_false(record, ada, given):
    told = "Must be a valid boolean."

    assert refusal(Caller(ada, record).get("figures/spread/", stage=given)) == (400, [("stage", told)])
    assert Caller(ada, record).get("figures/spread/", stage="false").status_code == 202


def test_an_answer_of_another_form_is_refused_as_described(record, ada):
    ada = Caller(ada, record)
    response = ada.client.get(f"{ada.base}events/", headers={"Accept": "text/csv"})

    assert refusal(response) == (406, [("request", "Could not satisfy the request Accept header.")])
