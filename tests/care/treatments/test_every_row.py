"""Every row of the table of treatments in CLINICAL 8 has a home: it is entered, corrected, drawn, printed, exported and
brought in again equal."""

import datetime as dt
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import TreatmentDay
from care.treatments.way import HOURS_OF_NIV, OFFERED, TROUBLES, steps_of
from care.treatments.write import say_of_day
from clinical.courses import COURSES
from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Clinic, Membership
from reports.figures import FIGURES
from reports.figures.data import named
from reports.sheet.care import treatment_lines
from reports.summary import summary_for
from symptoms.models import Event, Measurement, Treatment
from symptoms.models.base import Source
from symptoms.read.periods import period_of
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient, person
from tests.exchange.archive.carrying import carried, files_of, same_in_both
from tests.exchange.fhir.carrying import assert_carried

pytestmark = pytest.mark.django_db
OVER_TIME = ("spread", "function", "asymmetry", "fatigue", "twitches", "breathing", "weight", "phone")
DAY = dt.timedelta(days=1)
CAPTION = "A change after a treatment started does not show that the treatment caused it."
PAGE = Path("docs/clinical.md")
# By the words of the first cell of a row: what it is entered as; a treatment with its detail, or events.
HOMES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Riluzole": (("riluzole", "", ""),),
    "Edaravone": (("edaravone", "iv", ""), ("edaravone", "oral", "")),
    "Tofersen (SOD1 only)": (("tofersen", "", ""),),
    "NIV": (("niv", "nose_mouth", ""),),
    "Cough assist, suction, breath stacking": (
        ("cough_assist", "cough_machine", ""),
        ("cough_assist", "suction", ""),
        ("cough_assist", "breath_stacking", ""),
    ),
    "Gastrostomy": (("gastrostomy", "peg", ""), ("gastrostomy", "rig", "")),
    "Speech devices / AAC, voice banking": (("aac", "eye_gaze", ""), ("aac", "voice_banking", "")),
    "Ankle-foot brace, hand splint, collar": (
        ("orthosis", "leg_brace", "left"),
        ("orthosis", "hand_splint", "both"),
        ("orthosis", "collar", ""),
    ),
    "Stick, frame, wheelchair (manual/power), hoist, bed": (
        *(("mobility_aid", aid, "") for aid in ("stick", "frame", "wheelchair_manual", "wheelchair_power")),
        ("mobility_aid", "hoist", ""),
        ("mobility_aid", "bed", ""),
    ),
    "Physiotherapy / own exercise plan": (("physiotherapy", "therapist", ""), ("physiotherapy", "own", "")),
    "Symptom medicines (cramp, spasm, saliva, mood, PBA)": tuple(
        ("symptom_medicine", what, "") for what in ("cramps", "spasm", "saliva", "mood", "laughing_crying")
    ),
    "Botulinum toxin, radiotherapy for saliva": (
        ("saliva_treatment", "botulinum", ""),
        ("saliva_treatment", "radiotherapy", ""),
    ),
    "Hospital stay, infection, fall with injury, surgery": (
        *((kind, "", "") for kind in ("hospital_stay", "infection", "fall", "surgery")),
    ),
    "Trial": (("trial", "", ""),),
}
ENTRIES = [home for homes in HOMES.values() for home in homes]
TREATMENTS = [home for home in ENTRIES if home[0] in COURSES]


def rows_of_the_table() -> list[str]:
    table = PAGE.read_text().split("\n## 8. ")[1].split("\n\n")[0]
    return [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")][1:]


@pytest.fixture
def client(client, monkeypatch, ada):
    """Ada's, on the day."""
    Membership.objects.update(starts_at=NOW - 90 * DAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    client.force_login(ada)
    return client


def test_each_row_of_the_table_has_its_home():
    assert rows_of_the_table() == [*HOMES]
    assert {kind for kind, *_ in TREATMENTS} == set(COURSES) - {"other"}


def enter(client, record, kind, detail, side):
    """Through the page, as the person does."""
    if kind not in COURSES:
        client.post(f"{reverse('event', args=[record.pk])}?kind={kind}&serious=no", _pressed(client, record, kind))
        return Event.objects.standing().get()
    what = ".".join(filter(None, (detail, side)))
    at = f"{reverse('treatment', args=[record.pk])}?kind={kind}" + (f"&what={what}" if what else "")
    client.post(at, {"begins": "today", "id": client.get(at).context["id"]})
    return Treatment.objects.standing().get()


def _pressed(client, record, kind):
    at = f"{reverse('event', args=[record.pk])}?kind={kind}&serious=no"
    return {"begins": "today", "id": client.get(at).context["id"]}


def correct(client, record, row):
    """A name is added on the form, and all else is kept."""
    page = "treatment" if isinstance(row, Treatment) else "event"
    at = f"{reverse(page, args=[record.pk])}?changes={row.pk}"
    form = client.get(at).context["form"]
    said = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False, "")}
    client.post(at, said | {"label": f"Own name of {row.kind}"})
    return type(row).objects.standing().get()


def said_of(row):
    return {
        name: getattr(row, name)
        for name in ("kind", "detail", "side", "dose", "start", "stop", "end", "stop_reason", "serious", "source")
        if hasattr(row, name)
    }


@pytest.mark.parametrize(("kind", "detail", "side"), ENTRIES)
def test_it_is_entered_corrected_drawn_and_printed(client, record, ada, kind, detail, side):
    row = enter(client, record, kind, detail, side)
    named_row = correct(client, record, row)
    logged(record, ada)
    summary = summary_for(record, TODAY)
    spans = named((*summary.series.treatments, *summary.series.events))

    assert (row.kind, getattr(row, "detail", ""), getattr(row, "side", "")) == (kind, detail, side)
    assert said_of(named_row) == said_of(row)
    assert [(span.kind, span.label) for span in spans] == [(kind, f"Own name of {kind}")]
    drawn = {name: FIGURES[name](summary.report, summary.series) for name in OVER_TIME}
    over = {name: {span for panel in figure.panels for span in panel.spans} for name, figure in drawn.items()}
    assert over == {name: {*spans} for name in OVER_TIME}
    assert [name for name, figure in drawn.items() if CAPTION not in figure.caption] == []
    if kind in COURSES:
        begun = treatment_lines(summary, period_of(record, TODAY - DAY, TODAY))[0].text
        assert begun == f"Own name of {kind}, 2 Mar"


def logged(record, ada):
    """Something for each chart with days."""
    how = {"by": ada, "source": Source.SELF, "now": NOW}
    day = {"weakness.hand.left": 3, "weakness.hand.right": 4, "fasciculation.neck": 1, "fatigue.now": 5}
    verbs.record_check_in(record, TODAY, day, **how)
    verbs.record_function_check(record, TODAY, {f"function.{item}": 3 for item in FUNCTION_ITEMS}, **how)
    verbs.record_measurement(record, TODAY, {"weight": 70, "niv_hours": 5, "steps": 900}, **how)


def test_each_chart_with_days_is_looked_at(client, record, ada):
    logged(record, ada)
    summary = summary_for(record, TODAY)
    drawn = {name: describe(summary.report, summary.series) for name, describe in FIGURES.items()}

    assert {name for name, figure in drawn.items() if figure.start} - {"body"} == {*OVER_TIME}


def presses(row, step):
    """One that the page offers."""
    return COURSES[row.kind].troubles[0] if step == TROUBLES else str(OFFERED[step][1])


@pytest.mark.parametrize(("kind", "detail", "side"), [home for home in TREATMENTS if home[0] != "trial"])
def test_what_the_table_asks_day_by_day_is_said_without_typing(client, record, ada, kind, detail, side):
    row = enter(client, record, kind, detail, side)
    for step in steps_of(row):
        at = reverse("treatment_day", args=[record.pk, row.pk, TODAY, step])
        offered = [
            answer.value for page in (at, f"{at}?from=5") for answer in client.get(page).context["asked"].answers
        ]
        assert presses(row, step) in offered
        client.post(at, {"answer": presses(row, step)})

    asked = {*steps_of(row)} - {HOURS_OF_NIV}
    found = [{name for name in asked if getattr(said, name)} for said in TreatmentDay.objects.standing()]
    assert found == ([asked] if asked else [])
    measured = [float(each.niv_hours) for each in Measurement.objects.standing()]
    assert measured == ([1] if kind == "niv" else [])


def all_of_it():
    """Each row of the table, corrected, stopped for a reason or going on; and a day of each."""
    clinic = Clinic.objects.create(name="North Clinic", time_zone="Europe/Berlin")
    record, ada = new_patient(clinic, "A-1"), person("Ada")
    how = {"by": ada, "source": Source.SELF, "now": NOW}
    for n, (kind, detail, side) in enumerate(ENTRIES):
        start = TODAY - (n + 9) * DAY
        if kind not in COURSES:
            verbs.record_event(record, kind=kind, start=start, **how)
            continue
        course, said = COURSES[kind], {"kind": kind, "detail": detail, "side": side, "start": start}
        row = verbs.record_treatment(record, **said, **how).entry
        said |= {"dose": "as written"} if kind != "trial" else {}
        said |= {"stop": TODAY - DAY, "stop_reason": "own_wish"} if n % 2 and not course.once else {}
        row = verbs.record_treatment(record, **said, supersedes=row, **how).entry
        day = dict.fromkeys(course.counts, 1) | ({"troubles": course.troubles[:1]} if course.troubles else {})
        say_of_day(row, start, day | {"words": "so it was"}, **how)


def test_all_of_it_goes_out_as_an_archive_and_comes_in_equal():
    archive, summaries, again, elsewhere, done = carried(all_of_it)

    assert elsewhere == summaries
    assert same_in_both(again) == same_in_both(archive)
    assert (done.new, done.corrected) == (0, 0)
    assert len(files_of(archive)["treatment_days.csv"].splitlines()) == 1 + len(TREATMENTS)


def test_all_of_a_treatment_goes_out_as_a_bundle_and_comes_in_equal():
    assert_carried(all_of_it)
