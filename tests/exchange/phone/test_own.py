"""A phone's export through the pages: what was found, what of it is kept, and that it can be taken back."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from clinical.report import compute
from clinical.vocabulary import PHONE
from exchange.models import Import, KeptFile
from people.models import AuditEvent
from symptoms.models import Measurement
from symptoms.read.history import read_history
from symptoms.write import verbs
from tests.exchange.assistant.pages import bring, choose, press
from tests.exchange.phone.made import apple, limp, step, weigh
from tests.exchange.tables.bringing import kept

FIRST, SECOND = "2026-02-01", "2026-02-02"
BOTH = apple(
    weigh(f"{FIRST} 07:00:00 +0100", 71.2),
    step(f"{FIRST} 09:00:00 +0100", 4000),
    limp(f"{FIRST} 09:00:00 +0100", 0.04),
    step(f"{SECOND} 09:00:00 +0100", 3000),
)
ON_FIRST = {"weight": 71.2, "steps": 4000, "walking_asymmetry": 4}


def reported(record):
    return compute(read_history(record, dt.date(2026, 3, 1)), record.reference)


@pytest.fixture
def adas(client, ada):
    client.force_login(ada)
    return client


def test_ada_chooses_the_file_sees_what_was_found_and_presses_once(adas, record):
    page = choose(adas, BOTH, record=record, name="export.zip")
    phone = page.context["phone"]

    assert [(str(each.name), each.found, each.is_kept) for each in phone.measures] == [
        ("Weight", "1 day, 1 February 2026", True),
        ("Steps", "2 days, from 1 February 2026 to 2 February 2026", True),
        ("Walking asymmetry", "1 day, 1 February 2026", True),
    ]
    assert (phone.make, page.context["would"]["new"], phone.begins) == ("Apple Health", 2, "")
    assert page.context["would"]["notes"] == [
        "Of several weights of a day, the first is kept.",
        "Where a watch and a phone counted the same day, the steps of the one that counted most are kept.",
        "Of the walking asymmetry of a day, the mean is kept.",
        "The days go from 1 February 2026 to 2 February 2026.",
    ]
    assert not Measurement.objects.exists()
    bring(adas, page, record)

    assert kept(record.clinic) == {("A-1", FIRST, "self"): ON_FIRST, ("A-1", SECOND, "self"): {"steps": 3000}}
    noted = Import.objects.get()
    assert (noted.kind, noted.file_name, noted.size, noted.by.name) == ("phone", "export.zip", len(BOTH), "Ada")


def test_what_waits_is_the_days_alone(adas, record):
    choose(adas, BOTH, record=record)

    waits = KeptFile.objects.get()
    assert (b"HealthData" in bytes(waits.data), waits.phone["size"]) == (False, len(BOTH))


def test_what_is_not_wanted_is_left_out_and_the_counts_follow(adas, record):
    page = choose(adas, BOTH, record=record)
    page = press(adas, page, record=record, **{"keep.steps": "no", "keep.walking_asymmetry": "no"})
    assert [each.is_kept for each in page.context["phone"].measures] == [True, False, False]
    assert page.context["would"]["new"] == 1
    bring(adas, page, record)

    assert kept(record.clinic) == {("A-1", FIRST, "self"): {"weight": 71.2}}


def test_a_record_that_has_begun_takes_the_days_since_then_unless_all_are_wanted(adas, ada, record, clinic):
    begins = dt.date.fromisoformat(SECOND)
    verbs.record_measurement(record, begins, {"grip.left": 20}, by=ada, source="self", now=timezone.now())
    page = choose(adas, BOTH, record=record)
    counts = page.context["would"]
    assert (page.context["phone"].begins, counts["new"], counts["corrected"]) == (SECOND, 0, 1)
    every = press(adas, page, record=record, **{"from": "all"})
    assert (every.context["would"]["new"], every.context["would"]["corrected"]) == (1, 1)
    bring(adas, every, record)

    assert kept(clinic)["A-1", FIRST, "self"] == ON_FIRST


def test_nothing_chosen_is_nothing_kept(adas, record):
    page = choose(adas, BOTH, record=record)
    none = {f"keep.{name}": "no" for name in ("weight", *PHONE)}
    bring(adas, press(adas, page, record=record, **none), record)

    assert (kept(record.clinic), Import.objects.count()) == ({}, 0)


def test_the_same_export_again_changes_nothing_and_a_later_one_corrects_the_day_that_went_on(adas, record):
    bring(adas, choose(adas, BOTH, record=record), record)
    again = choose(adas, BOTH, record=record).context["would"]
    assert (again["new"], again["corrected"], again["unchanged"]) == (0, 0, 2)
    later = apple(step(f"{SECOND} 09:00:00 +0100", 3000), step(f"{SECOND} 19:00:00 +0100", 900))
    bring(adas, choose(adas, later, record=record), record)

    assert sorted(Measurement.objects.filter(day=SECOND).values_list("steps", flat=True)) == [3000, 3900]
    assert read_history(record, dt.date(2026, 3, 1)).phone["steps"].values.tolist() == [4000, 3900]


def test_a_weight_that_can_hardly_be_is_asked_back_with_its_day(adas, record):
    data = apple(*[weigh(f"2026-02-0{day} 07:00:00 +0100", kg) for day, kg in ((1, 71), (2, 157), (3, 71.4))])
    page = choose(adas, data, record=record)
    asked = page.context["asked"].sentence
    assert asked == "2 February 2026: 157 kg? The last weight was 71 kg on 1 February 2026. Pounds would be 71.2 kg."
    bring(adas, press(adas, page, record=record, **{"value.2.weight": "lb"}), record)

    assert [values["weight"] for _key, values in sorted(kept(record.clinic).items())] == [71, 71.2, 71.4]


@pytest.mark.parametrize(("who", "source"), [("ben", "caregiver"), ("cleo", "self")])
def test_a_caregiver_says_it_and_the_clinic_brings_in_what_the_person_s_phone_said(
    client, request, record, who, source
):
    client.force_login(request.getfixturevalue(who))
    bring(client, choose(client, BOTH, record=record), record)

    assert sorted(kept(record.clinic)) == [("A-1", FIRST, source), ("A-1", SECOND, source)]


def test_the_list_of_entries_says_who_measured(adas, record):
    bring(adas, choose(adas, BOTH, record=record), record)
    pages = [adas.get(reverse("entries_day", args=[record.pk, day])).content.decode() for day in (FIRST, SECOND)]

    told = " ".join(" ".join(pages).split())
    assert told.count("Measurement, Measured by the phone") == 2
    assert "Steps that day, measured by the phone" in told
    assert "Walking asymmetry that day, measured by the phone, %" in told


def test_it_is_taken_back_as_any_other_import(adas, record):
    bring(adas, choose(adas, BOTH, record=record), record)
    noted = Import.objects.get()
    adas.post(reverse("import_of", args=[noted.pk]))

    assert (kept(record.clinic), reported(record).series.phone) == ({}, {})


@pytest.mark.parametrize("cut", [BOTH[:-40], b"PK\x03\x04", apple("<Record")])
def test_a_broken_export_is_told_and_leaves_nothing(adas, record, cut):
    page = choose(adas, cut, record=record, name="export.zip")

    assert (page.status_code in (200, 422), kept(record.clinic)) == (True, {})
    assert "cut off" in page.content.decode()


def test_an_export_may_be_larger_than_a_table(adas, record, settings):
    settings.ALSWEAK_IMPORT_MAX_BYTES = 100
    assert choose(adas, BOTH, record=record).context["would"]["new"] == 2
    settings.ALSWEAK_PHONE_MAX_BYTES = len(BOTH) - 1

    assert choose(adas, BOTH, record=record).status_code == 413


def test_the_clinic_is_asked_whose_phone_it_is(client, cleo, record, clinic):
    client.force_login(cleo)
    page = choose(client, BOTH, clinic=clinic)
    assert [asked.is_open for asked in page.context["questions"]] == [True]
    page = press(client, page, patient="A-1")
    assert page.context["would"]["new"] == 2
    bring(client, page)

    assert kept(clinic)["A-1", FIRST, "self"] == ON_FIRST


def test_a_stranger_gets_no_page(client, dan, record):
    client.force_login(dan)

    assert choose(client, BOTH, record=record).status_code == 404
    assert AuditEvent.objects.filter(user=dan, verb="refused").exists()


def test_nothing_is_worked_out_from_what_a_phone_counts(adas, record):
    """No trend, no sign, no day that counts as one with an entry: with and without it the report is the same."""
    bring(adas, choose(adas, apple(weigh(f"{FIRST} 07:00:00 +0100", 71.2)), record=record), record)
    without = reported(record)
    data = apple(*[step(f"2026-02-{day:02d} 09:00:00 +0100", 5000 - 200 * day) for day in range(1, 25)])
    bring(adas, choose(adas, data, record=record), record)
    with_it = reported(record)

    assert len(with_it.series.phone["steps"]) == 24
    assert (with_it.report, with_it.facts) == (without.report, without.facts)
    assert (with_it.series.weeks, with_it.series.answered) == (without.series.weeks, without.series.answered)
