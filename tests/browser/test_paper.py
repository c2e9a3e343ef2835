"""The summary on paper, as a browser prints it."""

import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from clinical.vocabulary import CELL_NAMES
from people.models import Clinic, Patient
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.pages import ON_A_DESKTOP
from tests.cast import new_patient
from tests.reports.people import followed


def sheets(page: Page, paper: str) -> list[str]:
    """The text of each printed page."""
    printed = PdfReader(io.BytesIO(page.pdf(format=paper)))
    return [" ".join(sheet.extract_text().split()) for sheet in printed.pages]


@pytest.fixture
def people(clinic: Clinic, ada, cleo) -> list[Patient]:
    """Somebody without an answer, some with a little, one with three years, one with as much as a form can hold; of a
    clinic that says all that it can of itself."""
    now = timezone.now()
    numbers = ("telephone", "out_of_hours", "emergency_number", "crisis_line")
    said = dict.fromkeys(numbers, "+44 20 7946 0100") | {"reading_hours": "Mondays, Wednesdays and Fridays, 9 to 12"}
    Clinic.objects.filter(pk=clinic.pk).update(**said)
    clinic.refresh_from_db()
    days = {"P-0": 0, "P-1": 1, "P-40": 40, "P-1096": 1096, "P-all": 400}
    found = [new_patient(clinic, reference, name=f"Person {reference}", height=170) for reference in days]
    for patient, long in zip(found, days.values(), strict=True):
        if long:
            followed(patient, ada, cleo, long, now)
        else:
            maker.refresh(patient.pk, now=now)
    crowd(found[-1], ada)
    return found


def crowd(patient: Patient, by) -> None:
    """Every sign at its highest, every rule raised, long labels, every kind of treatment twice."""
    now = timezone.now()
    today = local_day(patient, now)
    Patient.objects.filter(pk=patient.pk).update(name="N" * 40 + " " + "M" * 40, usual_weight=95.5)
    week = {"breathless_lying_flat", "morning_headache", "unrefreshing_sleep", "cannot_clear_phlegm", "long_meals"}
    week |= {"coughing_with_food", "choking_needed_help", "saliva_trouble"}
    values = {f"signs.{name}": 6 for name in week} | {"signs.daytime_sleepiness": 10, "falls": 20}
    measured = {"svc_percent": 66.5, "mip": 44.5, "spo2": 93.5, "niv_hours": 23.5, "weight": 61.5}
    verbs.record_check_in(patient, today, values, by=by, source="self", now=now)
    verbs.record_measurement(patient, today, measured, by=by, source="self", now=now)
    for kind in ("riluzole", "niv", "gastrostomy", "aac", "orthosis", "mobility_aid", "symptom_medicine", "other"):
        for start in ("2020-01-01", today.isoformat()):
            label = f"{kind} with a long name of its own " * 2
            verbs.record_treatment(
                patient, by=by, source="self", now=now, kind=kind, start=today.fromisoformat(start), label=label.strip()
            )
    maker.refresh(patient.pk, now=now)
    row = Report.objects.get(patient=patient)
    row.report |= {
        "involvement": [
            entry | {"status": "involved", "onset": "2026-01-01", "on_or_before": True, "by": "clinician"}
            for entry in row.report["involvement"]
        ],
        "flags": [
            {"rule": f"R{n:02}", "level": "soon", "since": "2026-01-01", "last": "2026-01-31", "state": "acknowledged"}
            for n in range(1, 32)
        ],
        "asymmetry": [
            {"region": region, "date": f"2026-01-0{n}", "grade_difference": 3}
            for n, region in enumerate(("upper_arm", "hand", "thigh", "foot"), start=1)
        ],
    }
    crossed = {"state": "bilateral", "first_side": "right", "bilateral_on": "2025-09-28", "days": 999, "at_least": True}
    row.report["spread"] |= {"first": list(CELL_NAMES), "pairs": {"arm": crossed, "leg": crossed}}
    row.save()


@ON_A_DESKTOP
def test_the_summary_is_two_pages_of_paper_at_most_with_nothing_cut(page, sign_in, people, cleo):
    sign_in(page, cleo)
    for patient in people:
        page.goto(reverse("summary", args=[patient.pk]) + "?slope=1&stage=1&from=2025-06-01")
        for paper in ("A4", "Letter"):
            first, second = sheets(page, paper)

            assert re.search(r"1 What matters to me at this visit.* 5 Function check", first), (patient, paper)
            assert second.startswith("6 Weakness and spread") or "6 Weakness and spread" in second, (patient, paper)
            assert "Mondays, Wednesdays and Fridays, 9 to 12. Nobody reads an entry at once." in second, (
                patient,
                paper,
            )
            assert second.endswith("Not a diagnosis."), (patient, paper)


@ON_A_DESKTOP
def test_no_letter_on_paper_is_smaller_than_eleven_points(page, sign_in, people, cleo):
    sign_in(page, cleo)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 695, "height": 1000})  # the width between the margins of A4
    page.goto(reverse("summary", args=[people[3].pk]))

    points = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .map((element) => {
              const scale = element.closest("svg") ? element.getScreenCTM().a : 1;
              return parseFloat(getComputedStyle(element).fontSize) * scale * 0.75;
            })"""  # noqa: E501
    )

    assert min(points) >= 10.99


@ON_A_DESKTOP
def test_the_tools_of_the_screen_stay_off_the_paper(page, sign_in, shown, ada, address):
    sign_in(page, ada)
    page.goto(address("summary"))
    expect(page.get_by_role("button", name="Print")).to_be_visible()

    assert not any("With the estimated stage" in sheet for sheet in sheets(page, "A4"))
