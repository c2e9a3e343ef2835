"""The one screen of a clinician, in a real browser: all within 1280 x 800, nothing cut, each question answered."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from alsweak.synthetic.demo import populate
from people.models import Clinic, Membership, Patient, User
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.care.programme.setting import programme
from tests.cast import new_patient
from tests.reports.crowded import crowd
from tests.reports.people import followed

SCREEN = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NAME = "Maximiliana Wilhelmina Friederike Antoinette Wolkenstein-Hohenlohe zu Oberammerg"  # 80 letters
# What reaches out of its place: an element wider or higher than its box, a word of a drawing outside of its band, a
# band that is covered by the next one; and where the last band ends.
CUT = """() => {
  const bands = document.querySelector(".bands"), found = [], near = 1.5;
  for (const it of bands.querySelectorAll("*")) {
    if (it.closest("svg, .visually-hidden")) continue;
    const told = it.textContent.trim().slice(0, 60);
    if (it.clientWidth && it.scrollWidth > it.clientWidth + near) found.push(`wide ${it.className} ${told}`);
    if (it.clientHeight && it.scrollHeight > it.clientHeight + near) found.push(`high ${it.className} ${told}`);
  }
  for (const drawing of bands.querySelectorAll(".drawn > svg")) {
    const place = drawing.closest("section, .body-part").getBoundingClientRect();
    if (drawing.checkVisibility()) for (const words of drawing.querySelectorAll("text")) {
      const box = words.getBoundingClientRect();
      const within = box.left >= place.left - 4 && box.right <= place.right + 4 && box.bottom <= place.bottom + near;
      if (!within || box.top < place.top - near) found.push(`drawn outside ${words.textContent}`);
    }
  }
  const last = document.querySelector(".band-foot").getBoundingClientRect();
  if (innerWidth === 1280 && last.bottom > 800 + near) found.push(`ends at ${last.bottom}`);
  if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
  return found;
}"""


def seen(page: Page, patient: Patient, size: dict[str, int] = SCREEN) -> list[str]:
    page.set_viewport_size(size)
    page.goto(reverse("dashboard", args=[patient.pk]))
    return page.evaluate(CUT)


def said(page: Page) -> str:
    """All that the first screen says, without a press: its words, and those in its drawings."""
    return " ".join(page.locator(".bands").inner_text().split())


@pytest.fixture
def page(open_page) -> Page:
    return open_page("desktop")


def named(clinic: Clinic, reference: str, name: str = "", days: int = 0, *who: User) -> Patient:
    patient = new_patient(clinic, reference, name=name, birth_date=dt.date(1960, 5, 1), height=170)
    now = timezone.now()
    if days:
        return followed(patient, *who, days, now)
    maker.refresh(patient.pk, now=now)
    return patient


@pytest.fixture
def edges(clinic, ada, cleo) -> list[Patient]:
    crowded = named(clinic, "E-all", NAME, 400, ada, cleo)
    crowd(crowded, ada, timezone.now())  # thirty signs, every part at once, long labels
    short = named(clinic, "E-1", "", 1, ada, cleo)
    for patient in (short, crowded):
        programme(patient, cleo, ago=400, review=-1)
    return [
        named(clinic, "E-0"),
        short,
        named(clinic, "E-3653", "", 3653, ada, cleo),
        crowded,
        named(clinic, "E-name", NAME, 200, ada, cleo),
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_edge_of_a_record_stands_on_one_screen_with_nothing_cut(page, sign_in, cleo, edges, theme):
    sign_in(page, cleo)
    page.emulate_media(color_scheme=theme)

    assert {patient.reference: cut for patient in edges if (cut := seen(page, patient))} == {}


def test_each_of_the_twelve_people_stands_on_one_screen_and_on_a_telephone(page, sign_in, cleo):
    populate(Path("no-register.csv"), now=timezone.now())
    clinic = Clinic.objects.exclude(name="North Clinic").get()
    Membership.objects.create(user=cleo, clinic=clinic, role="clinician", access="write")
    sign_in(page, cleo)
    people = list(clinic.patients.all())
    for patient in people:
        maker.refresh(patient.pk, now=timezone.now())

    assert len(people) == 12
    assert {patient.reference: cut for patient in people if (cut := seen(page, patient))} == {}
    assert [patient.reference for patient in people if page_is_wide(page, patient)] == []


def page_is_wide(page: Page, patient: Patient) -> bool:
    page.set_viewport_size(PHONE)
    page.goto(reverse("dashboard", args=[patient.pk]))
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.mark.parametrize("language", ["de", "es"])
def test_other_languages_have_room_too(page, sign_in, cleo, edges, language):
    cleo.language = language
    cleo.save()
    sign_in(page, cleo)

    assert {patient.reference: cut for patient in edges[1:3] if (cut := seen(page, patient))} == {}
    expect(page.locator("html")).to_have_attribute("lang", language)


QUESTIONS = {
    "which part is newest?": r"Newest part: speech, \d+ \w+ \d{4} \(\d+ \w+ to \d+ \w+\)",
    "did the other side join, when, how sure?": r"Both arms since \d+ \w+ \d{4} "
    r"\(\d+ \w+( \d{4})? to \d+ \w+( \d{4})?\), [\d.]+ to [\d.]+ months after the left arm",
    "is breathing in question?": r"FVC \d+ % \(\d+ \w+\), line 50\. SNIP \d+ cmH2O \(\d+ \w+\), line 40\. "
    r"Hard lying flat \d of 7 days",
    "who wrote it?": r"Days logged by: person \d+, person with help \d+",
    "how long since onset?": r"\d+ months since onset \(\w+ \d{4}\)",
    "how complete is it?": r"\d+ of \d+ days with entries since \d+ \w+",
    "what waits for an answer?": r"Signs: \d+ wait for an answer \w+ \w",
    "weight against usual?": r"[\d.]+ kg \(\d+ \w+\), [\d.]+ % below the usual 74 kg",
    "what is on treatment?": r"NIV: since 1 \w+ \d{4}\. Tube: no record\. Speech device: no record\. "
    r"Riluzole 50 mg since",
    "function since last visit?": r"self-reported, each of 12\. Within the 5 points",
    "what is due?": r"Swallowing, tube talk Due, not on record .*Breathing test Last \d+ \w+ \d{4}",
    "last entry?": r"Last entry today",
}


def test_the_first_screen_answers_twelve_questions_without_a_press(page, sign_in, record, ada, cleo):
    now = timezone.now()
    day = local_day(record, now)
    Patient.objects.filter(pk=record.pk).update(usual_weight=74)
    niv = (day - dt.timedelta(100)).replace(day=1)
    verbs.record_treatment(record, by=cleo, source="clinician", now=now, kind="niv", start=niv)
    record.refresh_from_db()
    followed(record, ada, cleo, 400, now)
    sign_in(page, cleo)
    assert seen(page, record) == []
    told = said(page)

    assert [question for question, answer in QUESTIONS.items() if not re.search(answer, told)] == [], told


def test_an_empty_record_says_what_is_missing_in_the_same_places(page, sign_in, clinic, cleo):
    sign_in(page, cleo)
    assert seen(page, named(clinic, "E-0")) == []
    told = said(page)

    for missing in (
        "No entry yet",
        "No function check yet.",
        "Nothing listed was logged.",
        "Signs: none waits for an answer",
        "No question was written.",
        "Not on record: FVC, SNIP. Lying flat: no answer.",
        "No weight recorded yet.",
        "Speech: no answer.",
        "Tiredness: no answer.",
        "Breathing test Due, not on record",
    ):
        assert missing in told
    assert page.locator(".drawn > svg.fig-wide").count() == 7


def test_the_menu_opens_by_keyboard_and_without_a_script(browser, live_server, page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#menu-summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#menu").get_by_role("link", name="Patients")).to_be_visible()
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(address("dashboard"))
    plain.locator("#menu-summary").click()
    plain.locator("#menu").get_by_role("link", name="Help").click()
    expect(plain).to_have_url(re.compile("/help/"))
    plain.goto(address("dashboard"))
    plain.locator("#weight-summary").click()
    plain.locator("#weight a").click()
    expect(plain).to_have_url(re.compile("/pictures/weight/"))
    context.close()


def test_a_figure_has_an_address_that_opens_it(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(f"{address('dashboard')}#weight")

    expect(page.locator("#weight svg.fig-wide")).to_be_visible()
    expect(page.locator("#spread svg")).to_have_count(0)


def test_it_prints_on_one_landscape_sheet(page, sign_in, edges, cleo):
    sign_in(page, cleo)
    for patient in edges:
        seen(page, patient)
        printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        assert len(printed) == 1, patient.reference
        assert [round(float(side)) for side in printed[0].mediabox[2:]] == [842, 595]
        assert "Not a diagnosis" in " ".join(printed[0].extract_text().split())
