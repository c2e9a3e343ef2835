import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from alsweak import staff
from care.models import Visit, VisitDraft
from care.visits import drafts
from care.visits.read import said_of
from symptoms.models import Measurement
from symptoms.record.days import local_day
from symptoms.write.transaction import IdInUse
from tests.care.said import entered
from tests.care.test_visit_pages import address, send
from tests.cast import NOW, person
from tests.filled import Form
from tests.reports.opened import opened, signed_in, text


@pytest.fixture
def today(record):
    return local_day(record, timezone.now())


def keep(record, by, id=None, revision=0, **typed):
    return drafts.keep(record, typed, by=by, now=NOW, id=id or uuid.uuid4(), revision=revision)


def by_itself(client, record, **typed):
    """What the page sends without a press."""
    said = client.post(
        address("new_visit", record), {"action": "keep", **typed}, headers={"Accept": "application/json"}
    )
    return said.status_code, json.loads(said.content)


def test_what_was_typed_is_there_again_whatever_it_was_and_says_since_when(record, cleo, today):
    client = signed_in(cleo)
    kept = send(client, record, action="keep", day="soon", weight="7O", note="a\0b", **{"mrc.elbow_flexion.left": "4?"})
    page = client.get(kept.headers["Location"])

    assert "Kept as a draft. " in text(page)
    assert f"You began this visit on {today.day} {today:%B}, " in text(page)
    values = page.context["form"].initial
    assert [values[name] for name in ("day", "weight", "note", "mrc.elbow_flexion.left")] == ["soon", "7O", "ab", "4?"]
    assert 'value="7O"' in page.content.decode()
    assert Visit.objects.count() == 0


def test_a_draft_is_seen_by_its_author_alone(record, clinic, cleo, today):
    thea = person("Thea")
    thea.memberships.create(clinic=clinic, role="therapist", access="write")
    send(signed_in(cleo), record, action="keep", day=str(today), note="mine")

    assert "You began a visit" in text(opened(cleo, "visits", record))
    assert "You began" not in text(opened(thea, "visits", record)) + text(opened(thea, "new_visit", record))
    send(signed_in(thea), record, action="keep", day=str(today), note="hers")
    assert sorted(draft.typed["note"] for draft in VisitDraft.objects.all()) == ["hers", "mine"]


def test_saving_ends_the_draft_and_the_visit_has_its_id(record, cleo, today):
    client = signed_in(cleo)
    send(client, record, action="keep", day=str(today), weight="70")
    draft = VisitDraft.objects.get()
    send(client, record, day=str(today), weight="70")

    assert (Visit.objects.get().pk, VisitDraft.objects.count()) == (draft.visit_id, 0)


def test_a_draft_is_thrown_away_by_a_press(record, cleo, today):
    client = signed_in(cleo)
    send(client, record, action="keep", day=str(today), note="no")
    client.post(address("new_visit", record), {"action": "discard"})

    assert VisitDraft.objects.count() == 0


def test_the_page_keeps_by_itself_and_says_which_draft_it_is(record, cleo, today):
    client, id = signed_in(cleo), str(uuid.uuid4())
    first = by_itself(client, record, id=id, revision="0", weight="70")
    second = by_itself(client, record, id=id, revision="1", weight="")

    assert first == (200, {"id": id, "revision": 1, "stale": False})
    assert second == (200, {"id": id, "revision": 2, "stale": False})
    assert VisitDraft.objects.get().typed["weight"] == ""


def test_what_two_pages_typed_is_put_together_and_asked_about_before_it_is_saved(record, cleo, today):
    client, ids = signed_in(cleo), [str(uuid.uuid4()) for _ in range(2)]
    by_itself(client, record, id=ids[0], revision="0", day=str(today), weight="70", snip="60", note="first")
    later = by_itself(client, record, id=ids[1], revision="0", day=str(today), weight="71", note="")
    assert later[1]["stale"]

    said = {"id": ids[1], "revision": "0", "day": str(today), "weight": "71", "action": "save"}
    asked = client.post(address("new_visit", record), said)
    assert (asked.status_code, Visit.objects.count()) == (409, 0)
    assert "You filled in more of this visit on another page." in text(asked)
    form = asked.context["form"].initial
    assert [form[name] for name in ("weight", "snip", "note")] == ["71", "60", "first"]

    shown = {name: form[name] for name in ("id", "revision", "day", "weight", "snip", "note")}
    client.post(address("new_visit", record), shown | {"action": "save"})
    assert said_of(Visit.objects.get()).measured == {"weight": 71, "snip": 60}


def test_of_a_field_that_both_pages_filled_in_the_last_stands_and_is_named(record, cleo):
    first = keep(record, cleo, weight="70", note="a")
    kept = keep(record, cleo, weight="71", note="")

    assert (first.stale, kept.stale, kept.elsewhere) == (False, True, ("weight",))
    assert kept.draft.typed == {"weight": "71", "note": "a"}


def test_a_page_that_is_open_after_the_visit_was_saved_begins_no_second_draft(record, cleo, today):
    client, id = signed_in(cleo), str(uuid.uuid4())
    entered(record, cleo, today, id=uuid.UUID(id), measured={"weight": 70.0}, now=timezone.now())

    assert by_itself(client, record, id=id, revision="3", day=str(today), weight="70") == (409, {"saved": True})
    said = {"id": id, "revision": "3", "day": str(today), "action": "save"}
    assert client.post(address("new_visit", record), said | {"weight": "70"}).status_code == 302
    other = client.post(address("new_visit", record), said | {"weight": "75"})
    assert (other.status_code, "This page was sent before" in text(other)) == (422, True)
    assert (VisitDraft.objects.count(), Measurement.objects.count()) == (0, 1)
    with pytest.raises(IdInUse):
        keep(record, cleo, id=uuid.UUID(id))


def test_what_was_typed_outlasts_the_end_of_the_session(record, cleo, today, settings):
    """The page meets the end by itself, then a button is pressed: what was on it last is kept, and a press sends it."""
    settings.STAFF_IDLE_SECONDS = 900
    client, id = signed_in(cleo), str(uuid.uuid4())
    path = address("new_visit", record)
    client.get(path)
    by_itself(client, record, id=id, revision="0", day=str(today), weight="70")
    session = client.session
    session[staff.SEEN_AT] -= 901
    session.save()

    said = {"id": id, "revision": "1", "day": str(today), "weight": "70"}
    ended = client.post(path, said | {"snip": "60", "action": "keep"}, headers={"Accept": "application/json"})
    assert ended.headers["Location"] == f"{reverse('account_login')}?next={path}"
    client.post(path, said | {"snip": "61", "action": "save"})
    client.force_login(cleo)

    page = client.get(path)
    assert "What you had filled in stands here again" in text(page)
    assert VisitDraft.objects.get().typed["weight"] == "70"
    client.post(path, Form(page.content.decode()).filled | {"action": "save"})
    assert said_of(Visit.objects.get()).measured == {"weight": 70, "snip": 61}
