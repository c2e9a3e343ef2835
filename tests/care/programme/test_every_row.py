"""Everything of CLINICAL 8.1 has a home: what it lists is entered, corrected, shown, printed, exported and brought in
again equal, and its texts are told as they are written there."""

import datetime as dt
import html
import re
from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import ExerciseAnswer, ProgrammeItem
from care.programme.read import programmes_of
from care.programme.shown import Card
from care.programme.way import OF_AN_ITEM
from care.programme.weeks import Line, lines
from care.programme.write import ITEM, SAID, answer
from care.programme_said import DO_LESS, KINDS, STOP_NOW
from clinical.exercise import AIM
from people.models import Clinic, Membership
from reports.sheet.exercise import exercise_lines
from symptoms.read.periods import period_of
from tests.care.programme.setting import WALK, page, programme, sore, step, today_of
from tests.care.programme.setting import said as say
from tests.care.treatments.test_every_row import ENTRIES, PAGE
from tests.cast import NOW, TODAY, new_patient, person
from tests.exchange.archive.carrying import carried, files_of, same_in_both
from tests.exchange.fhir.carrying import assert_carried
from tests.exchange.fhir.test_valid import exercised

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
TEXT = PAGE.read_text().split("\n### 8.1 ")[1].split("\n## ")[0]


@dataclass(frozen=True)
class Home:
    """``presses``: step by step, a wrong one first; ``kept``: what stands then; ``told``, ``line``: of it on the page
    and on paper; ``week``: of its week."""

    presses: tuple[tuple[str, str], ...]
    kept: dict[str, object]
    told: str
    line: str = "1 of 1 done, 0 in part"
    week: tuple[str, float] = ("done", 1)


DONE = ("card", "done")
# By the words of the list of what somebody logs; a fall is an event, as for CLINICAL 8.
LOGGED: dict[str, Home | None] = {
    "plan item": Home(
        (DONE, ("card", "part")), {"done": "part"}, "A part of it", "0 of 1 done, 1 in part", ("part", 1)
    ),
    "minutes": Home(
        (("card", "part"), ("minutes", "5"), ("minutes", "3")),
        {"done": "part", "minutes": 3},
        "3 minutes",
        "0 of 1 done, 1 in part",
        ("part", 1),
    ),
    "effort 0–10": Home((DONE, ("effort", "9"), ("effort", "3")), {"effort": 3}, "effort 3 of 10", week=("effort", 3)),
    "could talk yes/no": Home((DONE, ("talk", "yes"), ("talk", "no")), {"could_talk": False}, "could not talk"),
    "tired after 30 min yes/no": Home(
        (DONE, ("tired", "no"), ("tired", "yes")),
        {"tired": True},
        "tired 30 minutes after",
        "tired or sore after, days: 1",
        ("tired", 1),
    ),
    "sore next day yes/no": Home(
        (DONE, ("sore", "no"), ("sore", "yes")),
        {"sore": True},
        "sore the next day",
        "tired or sore after, days: 1",
        ("sore", 1),
    ),
    "breathless": Home(
        (("card", "stop"), ("card", "take_back"), ("card", "stop")),
        {"breathless": True},
        "breathless at rest, or chest pain",
        "stopped, breathless or chest pain, days: 1",
        ("breathless", 1),
    ),
    "fall": None,
}
# What the guidance asks of the person and of an exercise, and what the team sees beside the weeks.
GUIDED: dict[str, tuple[set[str], set[str], set[str]]] = {
    "Moderate, **sub-maximal**": ({"effort", "talk"}, {"stretch", "range_of_motion", "strengthen"}, set()),
    "Stop and tell the physiotherapist if fatigue lasts > 30 min after, or soreness > 24 h, or cramps/twitching clearly"
    " rise and stay up": ({"tired", "sore"}, set(), {"fatigue", "cramps"}),
    "NICE: consider a tailored exercise programme (range of motion, stiffness, function)": (
        set(),
        {"range_of_motion", "stretch", "strengthen"},
        set(),
    ),
    "Programme is set by a physiotherapist, not by the app": (set(), set(), set()),
}
# Of each part of an exercise: as it is typed, as it is kept, corrected, and in the words of the page.
HELD: dict[str, tuple[dict[str, str], object, dict[str, str], object, str]] = {
    "name": ({"name": "Walk"}, "Walk", {"name": "Walk slowly"}, "Walk slowly", "Walk slowly"),
    "how": ({"how": "On the spot"}, "On the spot", {"how": "Indoors"}, "Indoors", "Indoors"),
    "kind": ({"kind": "other"}, "other", {"kind": "endurance"}, "endurance", ""),
    "cells": (
        {"part.foot.left": "on"},
        ["foot.left"],
        {"part.neck": "on"},
        ["neck", "foot.left"],
        "Neck, Left lower leg and foot",
    ),
    "position": ({"position": "Sitting"}, "Sitting", {"position": "Standing"}, "Standing", "Standing"),
    "sets": ({"sets": "3"}, 3, {"sets": "2"}, 2, "2 rounds"),
    "repetitions": ({"repetitions": "9"}, 9, {"repetitions": "8"}, 8, "8 times"),
    "minutes": ({"minutes": "9"}, 9, {"minutes": "7"}, 7, "7 minutes"),
    "link": (
        {"link": "https://example.org/a"},
        "https://example.org/a",
        {"link": "https://example.org/b"},
        "https://example.org/b",
        'href="https://example.org/b"',
    ),
    "stop_if": ({"stop_if": "it hurts"}, "it hurts", {"stop_if": "a foot drags"}, "a foot drags", "a foot drags"),
    "days": ({"day.mon": "on"}, ["mon"], {"day.wed": "on"}, ["mon", "wed"], ""),
    "effort": ({"effort": "5"}, 5, {"effort": "3"}, 3, "How hard: 3 or less, of 10"),
    "reason": ({"reason": "With help"}, "With help", {"reason": "In water"}, "In water", ""),
}


@pytest.fixture
def client(client, monkeypatch, ada, ben, cleo):
    """On a Wednesday."""
    Membership.objects.update(starts_at=NOW - 90 * DAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW + 2 * DAY)
    return client


def shown(client, at):
    return html.unescape(" ".join(client.get(at).content.decode().split()))


def test_each_row_and_each_word_of_the_list_has_its_home():
    table = [line.split("|")[1].strip() for line in TEXT.splitlines() if line.startswith("| ")][1:]
    listed = re.sub(r" \([^)]*\)", "", TEXT.partition("Patient logs: ")[2].partition(".")[0]).split(", ")

    assert [row.split(";")[0] for row in table] == [*GUIDED]
    assert listed == [*LOGGED]
    assert ("fall", "", "") in ENTRIES
    assert {name for home in LOGGED.values() if home for name in home.kept} == {*SAID}
    assert {*HELD} == {*ITEM}
    for asked, kinds, beside in GUIDED.values():
        assert asked <= {*OF_AN_ITEM, "sore"}
        assert kinds <= {*KINDS}
        assert beside <= {*Line.__dataclass_fields__}


def test_its_texts_are_told_as_they_are_written(client, record, ada, cleo):
    item = programme(record, cleo, WALK).items.get()
    client.force_login(ada)
    assert re.findall('"(.+?)"', TEXT)[1:] == [f"{AIM} or less", str(DO_LESS)]
    assert Card(item).aim == f"How hard: {AIM} or less, of 10"
    for ago in (1, 2):
        say(record, ada, item, ago=ago, done="done", tired=True)
    say(record, ada, item, breathless=True)

    assert str(DO_LESS) in shown(client, page(record))
    assert str(STOP_NOW) in shown(client, page(record))
    assert client.get(reverse("set_programme", args=[record.pk])).status_code == 403


def press(client, record, item, name, pressed):
    """On the page that asks it; of being sore, a day later."""
    if name != "sore":
        return client.post(step(record, item, name), {"answer": pressed})
    row = ExerciseAnswer.objects.standing().get()
    return client.post(sore(record), {"answer": pressed if pressed == "no" else str(row.pk)})


@pytest.mark.parametrize("name", [name for name, home in LOGGED.items() if home])
def test_it_is_entered_corrected_shown_and_printed(client, monkeypatch, record, ada, ben, cleo, name):
    home = LOGGED[name]
    item = programme(record, cleo, WALK | {"days": ["wed"]}, ago=2).items.get()
    client.force_login(ada)
    for at, pressed in home.presses:
        if at == "sore":
            monkeypatch.setattr(timezone, "now", lambda: NOW + 3 * DAY)
        assert press(client, record, item, at, pressed).status_code == 302
    today = today_of(record)
    row = ExerciseAnswer.objects.standing().get()

    assert {said: getattr(row, said) for said in home.kept} == home.kept
    (week,) = [line.week for line in lines(record, programmes_of(record), today)]
    assert (week.planned, getattr(week, home.week[0])) == (1, home.week[1])
    (printed,) = exercise_lines(record, period_of(record, today - 2 * DAY, today))
    assert home.line in printed.text
    monkeypatch.setattr(timezone, "now", lambda: NOW + 2 * DAY)
    client.force_login(ben)
    (told,) = re.findall(r"<dt>Ada: Walk</dt><dd>(.*?)</dd>", shown(client, page(record)))
    assert home.told in told


def test_all_that_an_exercise_holds_is_entered_corrected_and_shown(client, monkeypatch, record, ada, cleo):
    client.force_login(cleo)
    sent = {"start": str(today_of(record)), "review": str(today_of(record) + DAY), "action": "save"}
    at = reverse("set_programme", args=[record.pk])
    for typed in (0, 2):
        monkeypatch.setattr(timezone, "now", lambda minutes=typed: NOW + 2 * DAY + dt.timedelta(minutes=minutes))
        form = client.get(at).context["form"]
        said = form.initial | {f"1.{field}": value for held in HELD.values() for field, value in held[typed].items()}
        assert client.post(at, said | sent).status_code == 302
    first, last = (version.items[0] for version in programmes_of(record).versions)
    team = shown(client, reverse("programme", args=[record.pk]))
    client.force_login(ada)
    person_sees = shown(client, step(record, last))

    assert {name: getattr(first, name) for name in HELD} == {name: held[1] for name, held in HELD.items()}
    assert {name: getattr(last, name) for name in HELD} == {name: held[3] for name, held in HELD.items()}
    assert [name for name, held in HELD.items() if held[4] not in person_sees] == []
    assert [word for word in ("Endurance", "Monday, Wednesday", "In water") if word not in team] == []


def all_of_it():
    """Each kind, each part and each answer; one answer corrected, one taken back; and that it ended."""
    record = new_patient(Clinic.objects.create(name="North Clinic", time_zone="Europe/Berlin"), "A-1")
    ada = person("Ada")
    exercised(record, ada, person("Cleo"))
    how = {"by": ada, "source": "self", "now": NOW}
    answer(record, ProgrammeItem.objects.first(), TODAY - 2 * DAY, {"done": "part", "effort": 5, "tired": True}, **how)


def test_all_of_it_goes_out_as_an_archive_and_comes_in_equal():
    archive, summaries, again, elsewhere, done = carried(all_of_it)

    assert elsewhere == summaries
    assert same_in_both(again) == same_in_both(archive)
    assert (done.new, done.corrected) == (0, 0)
    assert len(files_of(archive)["programme_items.csv"].splitlines()) == 1 + len(KINDS) + 2


def test_all_of_it_goes_out_as_a_bundle_and_comes_in_equal():
    assert_carried(all_of_it)
