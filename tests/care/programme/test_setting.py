"""Thea, a therapist, sets Ada's programme: what is too weak is told by part, versions stay, nothing typed is lost."""

import datetime as dt
import html
import re
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from care.models import Exercise, Programme
from care.programme.read import programmes_of
from care.programme.write import Set, set_programme
from people.clinics import join_clinic
from people.models import AuditEvent
from symptoms.write import verbs
from symptoms.write.transaction import IdInUse
from tests.care.programme.setting import ARMS, STRETCH, WALK, kept, page, programme, today_of
from tests.cast import person

pytestmark = pytest.mark.django_db
WEAK = (
    "Bend the arm strengthens what can't lift against gravity by the last answer: "
    "Right shoulder and upper arm. Say why."
)


@pytest.fixture
def thea(clinic):
    thea = person("Thea")
    join_clinic(clinic, thea, by=None, role="therapist")
    return thea


def at(record, name="set_programme"):
    return reverse(name, args=[record.pk])


def typed(record, *rows, **more):
    today = today_of(record)
    form = {"id": str(uuid.uuid4()), "start": str(today), "review": str(today + dt.timedelta(42)), "action": "save"}
    for number, row in enumerate(rows, 1):
        form |= {f"{number}.{name}": str(value) for name, value in ({"kind": "stretch"} | row).items()}
    return form | more


def weakened(record, ada, grade, cell="upper_arm.right"):
    now = timezone.now()
    verbs.record_check_in(record, today_of(record), {f"weakness.{cell}": grade}, by=ada, source="self", now=now)


def shown(response):
    return html.unescape(" ".join(response.content.decode().split()))


def test_a_therapist_sets_a_programme_and_it_is_adas_today(client, record, ada, thea):
    client.force_login(thea)
    row = {"name": "Bend the arm", "kind": "range_of_motion", "sets": 2, "repetitions": 8, "part.hand.left": "on"}
    response = client.post(at(record), typed(record, row | {"day.mon": "on", "stop_if": "it hurts"}, note="Slowly."))
    version = programmes_of(record).last

    assert response.headers["Location"] == at(record, "programme")
    assert (version.number, version.row.author, version.row.note) == (1, thea, "Slowly.")
    (item,) = version.items
    assert (item.name, item.cells, item.days, item.effort) == ("Bend the arm", ["hand.left"], ["mon"], 4)
    assert [(event.verb, event.user) for event in AuditEvent.objects.filter(detail__startswith="programme")] == [
        ("write", thea)
    ]
    client.force_login(ada)
    assert "It is looked at again by" in shown(client.get(page(record)))


def test_what_cannot_lift_against_gravity_is_told_by_part_and_asks_for_a_reason(client, record, ada, thea):
    weakened(record, ada, 1)
    client.force_login(thea)
    row = {"name": "Bend the arm", "kind": "strengthen", "part.upper_arm.right": "on", "part.hand.left": "on"}
    refused = client.post(at(record), typed(record, row, note="Keep this."))

    assert (refused.status_code, Programme.objects.count()) == (422, 0)
    assert WEAK in shown(refused)
    assert "Keep this." in shown(refused)
    assert re.search(r'name="1.part.hand.left"[^>]* checked', shown(refused))
    client.post(at(record), typed(record, row | {"reason": "In water, with help."}))
    assert programmes_of(record).last.items[0].reason == "In water, with help."
    assert "In water, with help." in shown(client.get(at(record, "programme")))


@pytest.mark.parametrize(("grade", "kind"), [(2, "strengthen"), (0, "range_of_motion"), (None, "strengthen")])
def test_nothing_is_told_of_what_can_or_is_not_strengthened_or_not_known(client, record, ada, thea, grade, kind):
    if grade is not None:
        weakened(record, ada, grade)
    client.force_login(thea)
    client.post(at(record), typed(record, {"name": "Bend", "kind": kind, "part.upper_arm.right": "on"}))

    assert Programme.objects.count() == 1


def test_a_new_version_begins_on_its_day_and_the_old_one_stays(client, record, ada, thea, cleo):
    programme(record, thea, STRETCH, WALK)
    today = today_of(record)
    client.force_login(cleo)
    form = client.get(at(record)).context["form"]
    begins = {name: form.initial[name] for name in form.initial if name in ("1.name", "2.name", "2.minutes")}
    assert begins == {"1.name": "Ankle stretch", "2.name": "Walk", "2.minutes": 10}
    tomorrow = today + dt.timedelta(1)
    client.post(at(record), typed(record, {"name": "Balance"}, start=str(tomorrow)))
    found = programmes_of(record)

    assert [(each.number, each.row.author) for each in found.versions] == [(1, thea), (2, cleo)]
    assert [item.name for item in found.planned(today)] == ["Ankle stretch", "Walk"]
    assert [item.name for item in found.planned(tomorrow)] == ["Balance"]
    assert f"Version 2 begins on {tomorrow.day}" in shown(client.get(at(record, "programme")))


def test_an_exercise_is_left_out_added_and_taken_from_the_collection_and_nothing_typed_is_lost(
    client, record, thea, clinic
):
    neck = kept(clinic, thea, name="Neck", cells=["neck"], repetitions=5)
    client.force_login(thea)
    given = typed(record, {"name": "Walk", "minutes": "ten", "part.foot.left": "on"}, note="Slowly.", action="more")
    more = client.post(at(record), given)
    assert (more.status_code, Programme.objects.count()) == (200, 0)
    assert [row.title for row in more.context["form"].rows] == ["Walk", ""]
    assert 'value="ten"' in shown(more)
    taken = client.post(at(record), given | {"action": "take", f"take.{neck.pk}": "on"})
    assert [row.title for row in taken.context["form"].rows] == ["Walk", "Neck"]
    assert re.search(r'name="1.part.foot.left"[^>]* checked', shown(taken))
    saved = typed(record, {"name": "Walk", "out": "on"}, {"name": "Neck", "part.neck": "on"})
    client.post(at(record), saved)

    assert [(item.name, item.cells) for item in programmes_of(record).last.items] == [("Neck", ["neck"])]


def test_faults_are_told_together_and_nothing_is_saved(client, record, thea):
    client.force_login(thea)
    row = {"how": "No name.", "link": "http://example.org", "minutes": "0"}
    told = shown(client.post(at(record), typed(record, row, review="2020-01-01")))

    assert "Give this exercise a name." in told
    assert "Write a whole address that begins with https://." in told
    assert "This is before the first day." in told
    assert client.post(at(record), typed(record)).status_code == 422
    assert Programme.objects.count() == 0


def test_the_same_page_sent_twice_is_one_version(client, record, thea):
    client.force_login(thea)
    form = typed(record, {"name": "Walk"})
    assert [client.post(at(record), form).status_code for _ in range(2)] == [302, 302]
    assert client.post(at(record), form | {"1.name": "Run"}).status_code == 422
    assert Programme.objects.count() == 1


def test_a_programme_that_ended_asks_nothing_and_stays_on_record(client, record, ada, thea):
    programme(record, thea, STRETCH)
    client.force_login(thea)
    for _press in range(2):
        client.post(at(record, "end_programme"))
    client.force_login(ada)

    assert Programme.objects.count() == 2
    assert "No exercise programme has begun." in shown(client.get(page(record)))


def test_the_writer_holds_what_the_form_holds(record, ada, cleo):
    weakened(record, ada, 1)
    today, now = today_of(record), timezone.now()
    of = {"by": cleo, "source": "clinician", "now": now}
    for wanted in (
        Set(today, items=[STRETCH]),
        Set(today, today),
        Set(today, today - dt.timedelta(1), items=[STRETCH]),
        Set(today, today, items=[ARMS | {"kind": "strengthen"}]),
        Set(today, today, items=[STRETCH | {"link": "http://example.org"}]),
        Set(today, today, items=[STRETCH | {"effort": 11}]),
        Set(today, today, items=[STRETCH | {"cells": ["hand.left", "tail"]}]),
        Set(today, today, items=[STRETCH | {"days": ["someday"]}]),
        Set(today, today, items=[STRETCH] * 13),
        Set(today, ended=True, items=[STRETCH]),
    ):
        with pytest.raises(ValidationError):
            set_programme(record, wanted, **of)
    first = set_programme(record, Set(today, today, items=[STRETCH]), **of, id=uuid.uuid4()).entry
    again = set_programme(record, Set(today, today, items=[STRETCH]), **of, id=first.pk)
    assert (again.entry.pk, again.created) == (first.pk, False)
    with pytest.raises(IdInUse):
        set_programme(record, Set(today, today, items=[WALK]), **of, id=first.pk)


def test_the_collection_is_kept_changed_and_retired_and_changes_no_programme(client, record, clinic, thea):
    client.force_login(thea)
    new = reverse("new_exercise", args=[clinic.pk])
    assert client.post(new, {"kind": "stretch"}).status_code == 422
    client.post(new, {"name": "Neck", "kind": "stretch", "part.neck": "on"})
    neck = Exercise.objects.get()
    client.post(at(record), typed(record, {"name": neck.name, "part.neck": "on"}))
    client.post(reverse("exercise", args=[clinic.pk, neck.pk]), {"name": "Neck, slowly", "kind": "balance"})
    client.post(reverse("retire_exercise", args=[clinic.pk, neck.pk]))
    neck.refresh_from_db()

    assert (neck.name, neck.kind, neck.cells, neck.retired_at is None) == ("Neck, slowly", "balance", [], False)
    assert programmes_of(record).last.items[0].name == "Neck"
    assert "take." not in shown(client.get(at(record)))
    client.post(reverse("retire_exercise", args=[clinic.pk, neck.pk]), {"again": ""})
    assert f"take.{neck.pk}" in shown(client.get(at(record)))
