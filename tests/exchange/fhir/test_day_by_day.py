"""What was said of treatments day by day, the exercise programme and what was said of it, element by element; and that
they come back."""

import pytest

from care.models import ExerciseAnswer, Programme, ProgrammeItem, TreatmentDay
from care.programme.write import Set, answer, set_programme
from care.treatments.write import say_of_day
from exchange.fhir.shapes import refers
from exchange.fhir.write import bundle_of
from symptoms.day.plan import change_plan
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import undone
from tests.exchange.fhir.carrying import brought_in, resources
from tests.exchange.fhir.test_valid import DAY, exercised, said_of_days
from tests.exchange.fhir.test_visits import of_ours, standard, wrong

pytestmark = pytest.mark.django_db
ITEMS = [
    {"name": "Grip", "how": "Slowly.", "kind": "strengthen", "cells": ["hand.left", "speech"], "reason": "Likes it"},
    {"name": "Walk", "kind": "endurance", "minutes": 10, "days": ["mon", "sun"]},
]


@pytest.fixture
def riluzole(record, ada):
    return verbs.record_treatment(record, kind="riluzole", start=TODAY - 3 * DAY, by=ada, source="self", now=NOW).entry


@pytest.fixture
def programme(record, cleo):
    wanted = Set(TODAY - 3 * DAY, TODAY + DAY, "Go slowly.", items=ITEMS)
    return set_programme(record, wanted, by=cleo, source="clinician", now=NOW).entry


def said_in(resource):
    """Code and value of each component."""
    found = []
    for each in resource["component"]:
        (value,) = (said for name, said in each.items() if name != "code")
        found.append((of_ours(each["code"]), of_ours(value) if isinstance(value, dict) else value))
    return found


def with_code(record, code):
    return [each for each in resources(bundle_of(record), "Observation") if of_ours(each["code"]) == code]


def test_what_was_said_of_a_day_is_an_observation_about_the_treatment(record, ada, riluzole):
    said = {"taken": False, "why_not": "forgot", "troubles": ("tired", "nausea"), "words": "At noon"}
    say_of_day(riluzole, TODAY, said, by=ada, source="self", now=NOW)

    (found,) = with_code(record, "treatment_day")
    assert found["focus"] == [{"reference": f"urn:uuid:{riluzole.pk}"}]
    assert (found["effectiveDateTime"], found["note"]) == (str(TODAY), [{"text": "At noon"}])
    assert said_in(found) == [
        ("treatment_day.taken", False),
        ("treatment_day.why_not", "treatment_day.why_not.forgot"),
        ("treatment_day.troubles", "treatment_day.troubles.nausea"),
        ("treatment_day.troubles", "treatment_day.troubles.tired"),
    ]


def test_of_a_treatment_that_was_a_mistake_no_day_is_told(record, ada, riluzole):
    say_of_day(riluzole, TODAY, {"taken": True}, by=ada, source="self", now=NOW)
    verbs.retract(riluzole, by=ada)
    assert with_code(record, "treatment_day") == []


def test_a_programme_is_a_care_plan_and_each_exercise_an_activity(record, programme):
    (plan,) = resources(bundle_of(record), "CarePlan")
    assert (plan["status"], plan["period"], plan["note"]) == (
        "active",
        {"start": str(TODAY - 3 * DAY)},
        [{"text": "Go slowly."}],
    )
    grip, walk = (each["detail"] for each in plan["activity"])
    assert (of_ours(grip["code"]), grip["code"]["text"], grip["description"]) == (
        "exercise.strengthen",
        "Grip",
        "Slowly.",
    )
    assert grip["reasonCode"] == [{"text": "Likes it"}]
    assert [each["scheduledTiming"]["repeat"] for each in (grip, walk)] == [
        {"frequency": 1, "period": 1, "periodUnit": "d"},
        {"duration": 10, "durationUnit": "min", "dayOfWeek": ["mon", "sun"]},
    ]
    hand, speech = [each["valueCodeableConcept"] for each in grip["extension"] if each["url"].endswith("exercise-part")]
    assert (of_ours(hand), of_ours(speech)) == ("part.hand", "part.speech")
    assert standard(hand) == [("http://snomed.info/sct", "85562004")]
    assert standard(hand["extension"][0]["valueCodeableConcept"]) == [("http://snomed.info/sct", "7771000")]
    assert standard(speech) == []


def test_the_version_made_last_goes_on_and_the_one_before_ends_the_day_before_it(record, cleo, programme):
    more = {"by": cleo, "source": "clinician"}
    set_programme(record, Set(TODAY, TODAY + DAY, items=ITEMS), now=NOW + DAY, **more)
    first, last = resources(bundle_of(record), "CarePlan")
    assert (first["status"], first["period"]) == (
        "completed",
        {"start": str(TODAY - 3 * DAY), "end": str(TODAY - DAY)},
    )
    assert (last["status"], last["period"]) == ("active", {"start": str(TODAY)})

    set_programme(record, Set(TODAY, ended=True), now=NOW + 2 * DAY, **more)
    assert [each["status"] for each in resources(bundle_of(record), "CarePlan")] == ["completed"] * 3


def test_what_was_said_of_an_exercise_is_based_on_the_version(record, ada, programme):
    item = programme.items.first()
    said = {"done": "part", "effort": 0, "could_talk": False}
    answer(record, item, TODAY, said, by=ada, source="self", now=NOW)

    (found,) = with_code(record, "exercise_answer")
    assert found["basedOn"] == [{"reference": f"urn:uuid:{programme.pk}"}]
    assert [each["valueId"] for each in found["extension"]] == [str(item.pk)]
    assert said_in(found) == [
        ("exercise_answer.done", "exercise_answer.done.part"),
        ("exercise_answer.effort", 0),
        ("exercise_answer.could_talk", False),
    ]


def test_the_first_page_leads_to_programme_and_plan_apart(record, ada, riluzole, programme):
    say_of_day(riluzole, TODAY, {"taken": True}, by=ada, source="self", now=NOW)
    change_plan(record, TODAY, by=ada, cadence="weekly", left_out=[])
    found = bundle_of(record)
    (page,) = resources(found, "Composition")
    led = {each["title"]: each.get("entry") for each in page["section"]}
    programmes, plans = ([refers(each["id"])] for each in resources(found, "CarePlan"))
    assert (led["Exercise programme"], led["How often the person wants to log"]) == (programmes, plans)


def rows(*models):
    """All that they hold, beside the keys of accounts and records."""
    left_out = {"patient", "author", "programme", "supersedes"}
    found = {}
    for model in models:
        names = [each.name for each in model._meta.fields if each.name not in left_out]
        found[model] = sorted(map(repr, model.objects.values_list(*names)))
    return found


def test_each_comes_back_into_an_empty_site_as_it_was(db, request):
    models = (TreatmentDay, Programme, ProgrammeItem, ExerciseAnswer)
    with undone():
        record, ada, cleo, _one = (request.getfixturevalue(name) for name in ("record", "ada", "cleo", "riluzole"))
        said_of_days(record, ada)
        exercised(record, ada, cleo)
        text, there = bundle_of(record), rows(*models)
    assert not Programme.objects.exists()
    brought_in(text)
    assert rows(*models) == there
    assert all(there.values())


def test_what_is_wrong_is_told_by_entry_and_path(record, ada, riluzole):
    say_of_day(riluzole, TODAY, {"taken": True}, by=ada, source="self", now=NOW)
    nothing = [{"reference": "urn:uuid:0"}]
    assert wrong(record, "Observation", focus=nothing) == (
        "Entry N, focus[0]: It refers to no treatment of this bundle."
    )


def test_an_answer_to_an_exercise_that_is_not_there_is_refused(record, ada, programme):
    answer(record, programme.items.first(), TODAY, {"done": "done"}, by=ada, source="self", now=NOW)
    told = wrong(record, "CarePlan", activity=[])  # of the answer, not of the plan
    assert told.partition(", ")[2] == "basedOn[0]: It refers to no exercise of this bundle."
