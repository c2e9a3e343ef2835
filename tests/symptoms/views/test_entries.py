"""The forms of single entries."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.vocabulary import PHONE
from people.models import Membership
from symptoms import wording
from symptoms.models import CellMark, Event, Measurement, Treatment
from symptoms.record.columns import values_of
from symptoms.write import verbs
from tests.cast import person

DAY = dt.timedelta(days=1)


def send(client, page, record, query="", **said):
    return client.post(reverse(page, args=[record.pk]) + query, {"id": str(uuid.uuid4()), **said})


def standing(model):
    return [(row.author.name, row.source, row.kind, row.label, row.start) for row in model.objects.standing()]


def test_a_measurement_is_saved_for_its_day(client, record, ben, today):
    client.force_login(ben)
    send(client, "measurement", record, day=str(today - DAY), weight="70,5", **{"grip.left": "12"})

    entry = Measurement.objects.get()
    assert (entry.source, entry.day, values_of(entry)) == ("caregiver", today - DAY, {"weight": 70.5, "grip.left": 12})


def test_a_second_measurement_of_the_day_adds_to_the_first(client, record, ada, today):
    client.force_login(ada)
    send(client, "measurement", record, day=str(today), weight="70.5")
    send(client, "measurement", record, day=str(today), spo2="96")

    assert values_of(Measurement.objects.standing().get()) == {"weight": 70.5, "spo2": 96}


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", ["weight", "grip.left", "grip.right"]),
        ("?oxygen", ["spo2", "spo2_second"]),
        ("?breathing", ["niv_hours", "niv"]),
        ("?clinic", ["fvc_percent", "svc_percent", "snip", "mip", "peak_cough_flow"]),
    ],
)
def test_the_person_is_asked_for_one_kind_of_measurement_at_a_time(client, record, ada, cleo, query, asked):
    def shown(user):
        client.force_login(user)
        page = client.get(reverse("measurement", args=[record.pk]) + query).content.decode()
        return [name for name in wording.MEASURED if f'name="{name}"' in page]

    assert shown(ada) == [name for name in wording.MEASURED if name in asked]
    assert shown(cleo) == [name for name in wording.MEASURED if name not in PHONE]


def test_one_kind_after_the_other_is_one_measurement_of_the_day(client, record, ada, today):
    client.force_login(ada)
    send(client, "measurement", record, day=str(today), weight="70.5")
    send(client, "measurement", record, "?breathing", day=str(today), niv_hours="6")
    wrong = send(client, "measurement", record, "?clinic", day=str(today), snip="high")
    send(client, "measurement", record, "?clinic", day=str(today), snip="60")

    assert [field.name for field in wrong.context["part"] if field.errors] == ["snip"]
    assert values_of(Measurement.objects.standing().get()) == {"weight": 70.5, "niv_hours": 6, "snip": 60}


def test_save_pressed_twice_on_a_correction_is_one_correction(client, record, ada, today):
    client.force_login(ada)
    send(client, "event", record, kind="fall", start=str(today))
    query = f"?changes={Event.objects.get().pk}"
    anew = {"id": str(uuid.uuid4()), "kind": "fall", "start": str(today), "label": "on the stairs"}
    first, second = (client.post(reverse("event", args=[record.pk]) + query, anew) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert standing(Event) == [("Ada", "self", "fall", "on the stairs", today)]


def test_a_weight_that_cannot_be_is_refused_and_kept_to_be_mended(client, record, ada, today):
    client.force_login(ada)
    response = send(client, "measurement", record, day=str(today), weight="7000", spo2="97")

    form = response.context["form"]
    assert response.status_code == 422
    assert form.errors["weight"] == ["“7000” was found here; a number from 20 to 300 kg is allowed."]
    assert (form["weight"].value(), form["spo2"].value()) == ("7000", "97")
    assert Measurement.objects.count() == 0


def test_a_treatment_is_added_and_later_ended_by_its_author(client, record, ada, today):
    client.force_login(ada)
    first = str(today - 9 * DAY)
    send(client, "treatment", record, kind="riluzole", label="50 mg", start=first)
    old = Treatment.objects.get()
    page = client.get(reverse("treatment", args=[record.pk]), {"changes": old.pk})
    send(
        client, "treatment", record, f"?changes={old.pk}", kind="riluzole", label="50 mg", start=first, stop=str(today)
    )

    assert page.context["form"]["label"].value() == "50 mg"
    assert [(row.stop, row.supersedes) for row in Treatment.objects.standing()] == [(today, old)]


def test_nobody_changes_what_another_wrote(client, record, ada, ben, today):
    verbs.record_treatment(record, by=ada, source="self", now=timezone.now(), kind="niv", start=today)
    client.force_login(ben)

    for wanted in (Treatment.objects.get().pk, "nonsense"):
        assert client.get(reverse("treatment", args=[record.pk]), {"changes": wanted}).status_code == 404


def test_an_event_is_saved_with_what_made_it_serious(client, record, ben, today):
    client.force_login(ben)
    send(client, "event", record, kind="fall", label="in the bathroom", start=str(today), serious="on")

    assert standing(Event) == [("Ben", "caregiver", "fall", "in the bathroom", today)]
    assert Event.objects.get().serious


@pytest.mark.parametrize(("page", "model"), [("treatment", Treatment), ("event", Event)])
def test_a_span_of_the_future_is_refused_with_what_was_typed(client, record, ada, today, page, model):
    client.force_login(ada)
    response = send(client, page, record, kind=model.Kind.values[0], label="typed", start=str(today + DAY))

    assert response.status_code == 422
    assert response.context["form"]["label"].value() == "typed"
    assert model.objects.count() == 0


def test_a_clinician_marks_a_part_as_involved(client, record, cleo, today):
    client.force_login(cleo)
    send(client, "mark_cell", record, cell="hand.left", kind="involved", on=str(today - 90 * DAY))

    mark = CellMark.objects.get()
    assert (mark.cell, mark.kind, mark.on, mark.source) == ("hand.left", "involved", today - 90 * DAY, "clinician")


def test_the_person_can_only_tag_another_cause(client, record, ada):
    client.force_login(ada)
    refused = send(client, "mark_cell", record, cell="hand.left", kind="involved")
    send(client, "mark_cell", record, cell="hand.left", kind="other_cause")

    assert refused.status_code == 422
    assert [mark.kind for mark in CellMark.objects.all()] == ["other_cause"]


WRITING_PAGES = (
    "function_check",
    "measurement",
    "treatment",
    "event",
    "mark_cell",
    "facts",
    "respond_to_flag",
)


@pytest.mark.parametrize("page", WRITING_PAGES)
def test_writing_pages_are_closed_to_strangers_and_readers(client, record, dan, page):
    reader = person("Eve")
    Membership.objects.create(user=reader, patient=record, role="clinician", access="read")
    url = reverse(page, args=[record.pk])
    statuses = []
    for user in (dan, reader):
        client.force_login(user)
        statuses += [client.get(url).status_code, client.post(url).status_code]

    assert statuses == [404, 404, 403, 403]


@pytest.mark.parametrize("page", [*WRITING_PAGES, "check_in", "entries", "export_csv"])
def test_pages_of_a_record_ask_to_sign_in_first(client, record, page):
    url = reverse(page, args=[record.pk])
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
