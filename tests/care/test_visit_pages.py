import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Visit, VisitDraft
from care.visits.read import said_of
from care.visits.said import Line
from symptoms.derive import maker
from symptoms.models import FunctionCheck, Measurement
from symptoms.record.days import local_day
from symptoms.write import verbs
from symptoms.write.ending import close_record
from tests.care.said import DAY, SCORED, entered
from tests.cast import person
from tests.reports.opened import opened, queries, signed_in, text

ITEMS = [name for name in SCORED if name != "function.gastrostomy"]
TYPED = {
    "mode": "in_person",
    "note": "Falls twice.",
    "diagnosis": "als",
    **dict.fromkeys(ITEMS, "3"),
    "function.gastrostomy": "0",
    "mrc.elbow_flexion.right": "4 −",
    "mrc.neck_flexion.": "5",
    "more.0.muscle": "Gluteus  medius",
    "more.0.left": "3+",
    "fvc_percent": "82,5",
    "weight": "70",
    "signs.arm.upper": "present",
    "onset": "O2d",
    "propagation": "P1",
    "months": "6",
    "motor": "M0",
}


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


def address(name, record, visit=None):
    return reverse(name, args=[record.pk, *([visit.pk] if visit else [])])


def send(client, record, page="new_visit", visit=None, action="save", **typed):
    shown = client.get(address(page, record, visit)).content.decode()
    hidden = dict(re.findall(r'type="hidden" name="(id|revision)" value="([^"]*)"', shown))
    return client.post(address(page, record, visit), hidden | {"action": action} | typed)


def test_a_whole_visit_is_entered_on_one_page_and_shown_with_its_sums(record, cleo, today):
    client = signed_in(cleo)
    saved = send(client, record, day=str(today), next_visit=str(today + 90 * DAY), **TYPED)

    said = said_of(Visit.objects.get())
    assert saved.headers["Location"] == address("visit", record, Visit.objects.get())
    assert (said.function, said.measured) == (SCORED, {"fvc_percent": 82.5, "weight": 70})
    assert said.strength == {
        ("elbow_flexion", "right"): "4-",
        ("neck_flexion", ""): "5",
        ("Gluteus medius", "left"): "3+",
    }
    assert (said.signs, said.opm) == ({"arm": ("present", "")}, Line("O2d", "P1", 6, "M0"))
    page = text(client.get(saved.headers["Location"]))
    assert (
        "The visit is saved. Bulbar 9 of 12, Fine motor 9 of 12, Gross motor 9 of 12, Respiratory 9 of 12, "
        "Total 36 of 48" in page
    )
    assert "Neck flexion 5 Elbow flexion 4- – Gluteus medius – 3+" in page
    assert "upper present, lower not examined" in page
    assert "OPM: O2d P1(6) M0, confirmed by Cleo" in page


def test_a_score_with_a_gap_has_no_sum_of_that_part(record, cleo, today):
    client = signed_in(cleo)
    typed = TYPED | {"function.speech": ""}
    page = text(client.get(send(client, record, day=str(today), **typed).headers["Location"]))

    assert (
        "Bulbar not complete, Fine motor 9 of 12, Gross motor 9 of 12, Respiratory 9 of 12, Total not complete" in page
    )


def test_a_total_without_its_items_is_entered_shown_and_corrected_as_it_was_given(record, cleo, today):
    client = signed_in(cleo)
    saved = send(client, record, day=str(today), **{"function.total_given": "41"})
    page = text(client.get(saved.headers["Location"]))
    visit = Visit.objects.standing().get()

    assert said_of(visit).function == {"function.total_given": 41}
    assert "Total as it was given, of 48 41" in page
    send(client, record, "correct_visit", visit, day=str(today), **{"function.total_given": "40"})
    assert said_of(Visit.objects.standing().get()).function == {"function.total_given": 40}
    assert FunctionCheck.objects.standing().get().total_given == 40


def test_every_fault_is_named_with_its_place_and_nothing_is_saved(record, cleo, today):
    wrong = TYPED | {
        "day": str(today + 2 * DAY),
        "next_visit": str(today),
        "function.walking": "7",
        "function.gastrostomy": "",
        "mrc.elbow_flexion.right": "6",
        "more.0.left": "",
        "more.1.right": "4",
        "fvc_percent": "900",
        "propagation": "",
    }
    refused = send(signed_in(cleo), record, **wrong)
    faults = re.findall(r'<li class="error"><a href="#id_([^"]+)">([^<]+)</a>', refused.content.decode())

    assert refused.status_code == 422
    assert dict(faults) == {
        "day": "Day of the visit",
        "next_visit": "Next visit",
        "propagation": "P, propagation",
        "function.walking": "Walking",
        "function.gastrostomy": "Cutting food was scored as",
        "mrc.elbow_flexion.right": "Elbow flexion, right",
        "more.0.muscle": "Another muscle",
        "more.1.muscle": "Another muscle",
        "fvc_percent": "FVC, % of predicted",
    }
    assert "“6” was found here; allowed are 0, 1, 2, 3-, 3, 3+, 4-, 4, 4+, 5-, 5." in text(refused)
    assert [model.objects.count() for model in (Visit, FunctionCheck, Measurement)] == [0, 0, 0]
    assert VisitDraft.objects.get().typed["note"] == "Falls twice."


def test_a_value_that_can_hardly_be_is_asked_back_and_kept_once_it_is_confirmed(record, cleo, today):
    client = signed_in(cleo)
    entered(record, cleo, today - 30 * DAY, measured={"weight": 71.5}, now=timezone.now())
    page = send(client, record, day=today, weight="157", note="Falls twice.")

    assert page.status_code == 422
    assert "Is that right?" in text(page)
    assert Visit.objects.standing().count() == 1
    typed = dict(page.context["typed"])
    response = client.post(address("new_visit", record), typed | {"confirm": page.context["codes"]})
    visit = Visit.objects.standing().get(day=today)
    assert response["Location"] == address("visit", record, visit)
    assert (visit.note, visit.measurement.weight, visit.measurement.confirmed) == ("Falls twice.", 157, ["weight"])
    assert not VisitDraft.objects.exists()


def test_no_change_it_leads_back_to_the_form_with_all_that_was_typed(record, cleo, today):
    client = signed_in(cleo)
    entered(record, cleo, today - 30 * DAY, measured={"weight": 71.5}, now=timezone.now())
    asked = dict(send(client, record, day=today, weight="157", note="Falls twice.").context["typed"])
    page = client.post(address("new_visit", record), asked | {"change": "1"})

    assert page.status_code == 200
    assert [page.context["form"][name].value() for name in ("weight", "note")] == ["157", "Falls twice."]
    assert Visit.objects.standing().count() == 1


def test_a_muscle_of_the_table_is_not_added_a_second_time(record, cleo, today):
    typed = {"day": str(today), "more.0.muscle": "elbow Flexion", "more.0.left": "4"}
    assert "This muscle stands in the table above" in text(send(signed_in(cleo), record, **typed))

    twice = {f"more.{row}.{name}": value for row in "01" for name, value in (("muscle", "Gluteus"), ("left", "4"))}
    assert "This muscle stands here twice." in text(send(signed_in(cleo), record, day=str(today), **twice))


def test_a_visit_is_corrected_with_all_that_it_said_filled_in(record, cleo, today):
    client = signed_in(cleo)
    send(client, record, day=str(today), **TYPED)
    visit = Visit.objects.get()
    page = client.get(address("correct_visit", record, visit)).content.decode()
    values = dict(re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page))
    assert values["mrc.elbow_flexion.right"] == "4-"
    assert values["more.0.muscle"] == "Gluteus medius"

    send(client, record, "correct_visit", visit, day=str(today), **TYPED | {"weight": "71", "fvc_percent": ""})

    corrected = Visit.objects.standing().get()
    assert (corrected.supersedes, said_of(corrected).measured) == (visit, {"weight": 71})
    assert "This visit was corrected since." in text(client.get(address("visit", record, visit)))


def test_a_visit_is_taken_back_after_asking_once(record, cleo, today):
    client, visit = signed_in(cleo), entered(record, cleo, today, function=SCORED, now=timezone.now())
    assert "Was this a mistake?" in text(client.get(address("retract_visit", record, visit)))
    client.post(address("retract_visit", record, visit))

    assert (Visit.objects.get().status, FunctionCheck.objects.standing().count()) == ("error", 0)
    assert "does not count" in text(client.get(address("visit", record, visit)))
    assert "No visit has been entered yet." in text(opened(cleo, "visits", record))


def test_another_of_the_team_reads_it_and_changes_nothing(record, clinic, cleo, today):
    thea = person("Thea")
    thea.memberships.create(clinic=clinic, role="therapist", access="write")
    visit = entered(record, cleo, today, now=timezone.now())
    client = signed_in(thea)

    assert client.get(address("visit", record, visit)).status_code == 200
    assert client.get(address("correct_visit", record, visit)).status_code == 403
    assert client.post(address("retract_visit", record, visit)).status_code == 403


def test_a_therapist_enters_a_visit_and_says_no_diagnosis(record, clinic, today):
    thea = person("Thea")
    thea.memberships.create(clinic=clinic, role="therapist", access="write")
    client, at = signed_in(thea), address("new_visit", record)
    form = {"id": str(uuid.uuid4()), "revision": "0", "day": str(today), "note": "Exercises."}
    body = {"day": str(today), "diagnosis": "als"}
    api = client.post(f"/api/v1/patients/{record.pk}/visits/", body, content_type="application/json")

    assert "Date of that diagnosis" not in text(client.get(at))
    refused = client.post(at, form | {"diagnosis": "als"})
    assert (refused.status_code, api.status_code, Visit.objects.count()) == (422, 403, 0)
    assert "Only a clinician says a diagnosis." in text(refused)
    client.post(at, {**form, "id": refused.context["form"].data["id"], "revision": "1"})
    assert (Visit.objects.get().note, Visit.objects.get().diagnosis) == ("Exercises.", "")


def test_the_person_and_their_caregiver_are_not_shown_the_visits_of_the_clinic(record, ada, ben, cleo, today):
    entered(record, cleo, today, note="For colleagues", now=timezone.now())

    assert [opened(who, "visits", record).status_code for who in (ada, ben)] == [403, 403]


def test_a_visit_of_one_record_is_not_found_in_another(record, clinic, cleo, dan, today):
    visit = entered(record, cleo, today, now=timezone.now())
    other = dan.memberships.get().patient
    other.clinic = clinic
    other.save()

    assert signed_in(cleo).get(address("visit", other, visit)).status_code == 404


def test_the_heads_of_the_pages_name_the_last_and_the_next_visit(record, ada, cleo, today):
    now = timezone.now()
    entered(record, cleo, today - 30 * DAY, next_visit=today + 60 * DAY, now=now)
    verbs.record_check_in(record, today, {"weakness.neck": 3}, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    page = text(opened(cleo, "dashboard", record))

    def words(day):
        return f"{day.day} {day:%b %Y}"

    assert f"Since the last visit, {words(today - 30 * DAY)} Next visit: {words(today + 60 * DAY)}." in page
    assert "Next visit" not in text(opened(ada, "dashboard", record))


def test_both_lines_are_shown_where_the_answers_part_from_what_was_confirmed(record, cleo, ada, today):
    now = timezone.now()
    for days, grade in ((60, 4), (53, 4), (40, 3), (33, 3), (26, 3)):
        said = {"weakness.hand.left": grade, "weakness.foot.left": 4}
        verbs.record_check_in(record, today - days * DAY, said, by=ada, source="self", now=now)
    maker.refresh(record.pk, now=now)
    before = text(opened(cleo, "dashboard", record))
    entered(record, cleo, today, opm=Line("O2d", "P0", 1, "M2d"), now=now)
    confirmed = text(opened(cleo, "dashboard", record))
    entered(record, cleo, today - DAY, opm=Line("O2d", "P0", 1, "M2d"), now=now)
    entered(record, person("Thea"), today, opm=Line("O1", "P0", 1, ""), now=now)
    parted = text(opened(cleo, "dashboard", record))

    assert "O2d P0" in before
    assert "By the answers, self-reported: O2d P0(" in text(opened(cleo, "new_visit", record))
    assert "confirmed by" not in before
    assert f"O2d P0(1) M2d, confirmed by Cleo on {today.day} {today:%b %Y}." in confirmed
    assert "By the answers now" not in confirmed
    assert (
        f"O1 P0(1), confirmed by Thea on {today.day} {today:%b %Y}. M not examined. By the answers now: O2d P0"
        in parted
    )


def test_many_visits_take_no_more_queries_than_one(record, cleo, today):
    def one(days):
        entered(
            record,
            cleo,
            today - days * DAY,
            function=SCORED,
            strength={("hip_flexion", "left"): "4"},
            now=timezone.now(),
        )

    one(0)
    few = queries(cleo, "visits", record)
    for days in range(1, 9):
        one(days)

    assert queries(cleo, "visits", record) == few <= 12


def test_the_visits_of_a_closed_record_are_read_and_none_is_entered(record, cleo, today):
    now = timezone.now()
    visit = entered(record, cleo, today, function=SCORED, now=now)
    close_record(record, why="moved", on=today, by=cleo, now=now)
    client = signed_in(cleo)

    assert [client.get(address(name, record)).status_code for name in ("visits", "new_visit")] == [200, 403]
    assert client.get(address("visit", record, visit)).status_code == 200
    assert client.post(address("new_visit", record), {"day": str(today)}).status_code == 403
