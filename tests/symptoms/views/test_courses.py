"""A treatment or an event is entered in presses, without a key being typed (CLINICAL 8; ACCESS 19)."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from clinical.courses import COURSES, exactly
from people.models import Membership
from symptoms.models import Event, Treatment
from symptoms.models.base import Recorded
from symptoms.wording.courses import GROUPS, course_name
from symptoms.wording.names import EVENTS, TREATMENTS
from tests.cast import NOW, TODAY

pytestmark = pytest.mark.django_db
MOST = 4  # presses


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, ada, ben, cleo):
    """Monday, the second of March."""
    Membership.objects.update(starts_at=NOW - dt.timedelta(days=90))
    monkeypatch.setattr(timezone, "now", lambda: NOW)


class Presser:
    """Whoever presses what stands on a page, by its words."""

    def __init__(self, client: Client, at: str) -> None:
        self.client, self.page, self.presses = client, client.get(at), 0

    def leads(self) -> dict[str, str]:
        html = self.page.content.decode()
        return {_plain(words): at for at, words in re.findall(r'<a class="choice[^"]*" href="([^"]+)">(.*?)</a>', html)}

    def saves(self) -> dict[str, tuple[str, str]]:
        html = self.page.content.decode()
        found = re.findall(r'<button class="choice[^"]*" name="(\w+)" value="([^"]*)"[^>]*>(.*?)</button>', html)
        return {_plain(words): (name, value) for name, value, words in found}

    def press(self, words: str) -> None:
        self.presses += 1
        here = self.page.request["PATH_INFO"]
        if words in self.leads():
            at = self.leads()[words].replace("&amp;", "&")
            self.page = self.client.get(at if at.startswith("/") else here + at)
            return
        name, value = self.saves()[words]
        id = re.search(r'name="id" value="([^"]+)"', self.page.content.decode())
        query = self.page.request["QUERY_STRING"]
        said = {name: value} | ({"id": id[1]} if id else {})
        self.page = self.client.post(f"{here}?{query}", said, follow=True)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", words.replace("&#x27;", "'")).split())


def to_kind(presser: Presser, kind: str) -> None:
    presser.press(str(GROUPS[COURSES[kind].group]))
    if sum(course.group == COURSES[kind].group for course in COURSES.values()) > 1:
        presser.press(str(TREATMENTS[kind]))


WAYS = [(kind, *part) for kind in COURSES for part in (exactly(kind) or (("", ""),)) if kind != "other"]


@pytest.mark.parametrize(("kind", "detail", "side"), WAYS)
def test_each_treatment_is_entered_in_four_presses(client, record, ada, kind, detail, side):
    client.force_login(ada)
    presser = Presser(client, reverse("treatment", args=[record.pk]))
    to_kind(presser, kind)
    if detail:
        presser.press(next(words for words, at in presser.leads().items() if _is(at, detail, side)))
    presser.press("Today")

    rows = [(row.kind, row.detail, row.side, row.label, row.start, row.source) for row in Treatment.objects.standing()]
    assert rows == [(kind, detail, side, "", TODAY, "self")]
    assert presser.presses <= MOST
    assert presser.page.request["PATH_INFO"] == reverse("treatment_shown", args=[record.pk, Treatment.objects.get().pk])
    assert presser.page.context["name"] == course_name(kind, detail, side)


def _is(at: str, detail: str, side: str) -> bool:
    return at.endswith(f"what={detail}{'.' if side else ''}{side}")


@pytest.mark.parametrize("kind", EVENTS)
def test_each_event_is_entered_in_four_presses(client, record, ben, kind):
    client.force_login(ben)
    presser = Presser(client, reverse("event", args=[record.pk]))
    if str(EVENTS[kind]) not in presser.leads():
        presser.press("Something else")
    presser.press(str(EVENTS[kind]))
    if kind in ("fall", "choking"):
        presser.press("Someone was hurt, or had to help")
    presser.press("Yesterday")

    rows = [(row.kind, row.serious, str(row.start), row.source) for row in Event.objects.standing()]
    assert rows == [(kind, kind in ("fall", "choking"), "2026-03-01", "caregiver")]
    assert presser.presses <= MOST


def test_a_power_wheelchair_has_one_home_and_leads_to_it(client, record, ada):
    client.force_login(ada)
    presser = Presser(client, reverse("event", args=[record.pk]))
    for words in ("Something else", "Power wheelchair", "Today"):
        presser.press(words)

    assert [(row.kind, row.detail) for row in Treatment.objects.standing()] == [("mobility_aid", "wheelchair_power")]
    assert not Event.objects.exists()


def test_the_days_say_which_day_is_kept_and_each_stands_once(client, record, ada):
    client.force_login(ada)
    presser = Presser(client, reverse("treatment", args=[record.pk]) + "?kind=riluzole")

    assert [*presser.saves()] == ["Today", "This month: from 1 March 2026", "Last month: from 1 February 2026"]
    presser.press("Last month: from 1 February 2026")
    assert str(Treatment.objects.get().start) == "2026-02-01"


@pytest.mark.parametrize(
    ("presses", "start"),
    [
        (("1 March", "Sunday 1 March"), "2026-03-01"),
        (("February 2026", "9 to 15 February", "Friday 13 February"), "2026-02-13"),
        (("Another month", "March 2025", "31 March", "Monday 31 March 2025"), "2025-03-31"),
    ],
)
@pytest.mark.parametrize(("way", "kind", "model"), [("treatment", "riluzole", Treatment), ("event", "surgery", Event)])
def test_any_day_is_pressed_without_a_key(client, record, ada, way, kind, model, presses, start):
    client.force_login(ada)
    presser = Presser(client, reverse(way, args=[record.pk]) + f"?kind={kind}")
    presser.press("Another day")
    for words in presses:
        presser.press(words)

    assert [str(row.start) for row in model.objects.standing()] == [start]
    assert presser.presses == 1 + len(presses)


def test_a_dose_of_one_day_ends_on_it(client, record, ada):
    client.force_login(ada)
    presser = Presser(client, reverse("treatment", args=[record.pk]) + "?kind=tofersen")
    presser.press("Yesterday")
    row = Treatment.objects.get()

    assert (str(row.start), str(row.stop)) == ("2026-03-01", "2026-03-01")


def test_the_same_press_twice_is_one_treatment(client, record, ada):
    client.force_login(ada)
    at = reverse("treatment", args=[record.pk]) + "?kind=riluzole"
    said = {"begins": "today", "id": client.get(at).context["id"]}
    for _press in range(2):
        client.post(at, said)

    assert Treatment.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "status"), [({"begins": "never"}, 422), ({"begins": "today", "id": "x"}, 422), ({"begins": "today"}, 422)]
)
def test_what_no_button_sends_is_refused(client, record, ada, said, status):
    client.force_login(ada)

    assert client.post(reverse("treatment", args=[record.pk]) + "?kind=riluzole", said).status_code == status
    assert not Treatment.objects.exists()


@pytest.mark.parametrize("asked", ["?kind=magic", "?kind=niv&what=peg", "?kind=orthosis&what=collar.left"])
def test_what_there_is_not_is_not_found(client, record, ada, asked):
    client.force_login(ada)

    assert client.get(reverse("treatment", args=[record.pk]) + asked).status_code == 404


def test_the_clinician_has_one_form_with_all_of_it(client, record, cleo):
    client.force_login(cleo)
    page = client.get(reverse("treatment", args=[record.pk]))
    said = {"id": page.context["form"]["id"].value(), "kind": "orthosis", "detail": "leg_brace", "side": "left"}
    said |= {"dose": "carbon", "start": "2026-01-05", "stop": "2026-02-05", "stop_reason": "hard_to_use"}
    client.post(reverse("treatment", args=[record.pk]), said)

    rows = Treatment.objects.values_list("detail", "side", "dose", "start", "stop", "stop_reason", "source", "status")
    days = [(str(row[3]), str(row[4])) for row in rows]
    assert [(*row[:3], *row[5:]) for row in rows] == [
        ("leg_brace", "left", "carbon", "hard_to_use", "clinician", Recorded.Status.STANDING)
    ]
    assert days == [("2026-01-05", "2026-02-05")]


def test_what_is_called_other_has_to_be_named(client, record, ada):
    client.force_login(ada)
    at = reverse("treatment", args=[record.pk]) + "?kind=other"
    page = client.get(at)
    said = {"id": page.context["form"]["id"].value(), "kind": "other", "start": "2026-03-02"}

    assert client.post(at, said).status_code == 422
    client.post(at, said | {"label": "Massage"})
    assert [row.label for row in Treatment.objects.all()] == ["Massage"]


def test_a_dose_is_added_and_all_else_is_kept(client, record, ada):
    client.force_login(ada)
    presser = Presser(client, reverse("treatment", args=[record.pk]) + "?kind=gastrostomy&what=peg")
    presser.press("Today")
    old = Treatment.objects.get()
    at = reverse("treatment", args=[record.pk]) + f"?changes={old.pk}"
    form = client.get(at).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    client.post(at, said | {"dose": "15 Fr"})

    rows = [(row.kind, row.detail, row.dose, row.start) for row in Treatment.objects.standing()]
    assert rows == [("gastrostomy", "peg", "15 Fr", TODAY)]
