"""A clinic's people together: on a telephone and a desktop, in light and dark, with each table opened."""

import pytest
from django.urls import reverse
from django.utils import timezone

from care.models import Overview
from clinical.cohort.view import VERSION, overview
from tests.browser.pages import SIDEWAYS, troubles
from tests.browser.targets import STAFF
from tests.clinical.cohorts import checked, some


def stored(clinic, people):
    view = overview(people)
    said = {"people": len(people), "version": VERSION, "said": view.to_json() if view else None}
    Overview.objects.update_or_create(clinic=clinic, defaults=said | {"made_at": timezone.now()})


@pytest.fixture
def full(clinic):
    """Every chart has something to show, one of them in three columns."""
    people = checked(30, start=4.0, checks=8, step=4.0)
    people += some(18, "bulbar", "arm", "leg.same", opm="O1", reached="P1", weeks=12, answered=(0, 3, 9))
    people += some(9, "arm.left", "arm.other", "several", opm="O2d", reached="P0", kept=0.8)
    people += some(7, "leg.right", "none", opm="O4p", reached="P0", kept=0.3) + some(2, "breathing", "none")
    stored(clinic, people)


@pytest.mark.parametrize("page", ["phone", "desktop"], indirect=True)
def test_it_is_open_to_everybody_and_fits(page, sign_in, clinic, cleo, full):
    sign_in(page, cleo)
    address = reverse("overview", args=[clinic.pk])

    assert troubles(page, [address], STAFF) == {}
    page.goto(address)
    assert page.locator(".drawing svg:visible").count() == page.locator("section.figure .drawing").count() >= 8
    assert not page.evaluate(SIDEWAYS)


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_what_cannot_be_shown_says_so_in_words(page, sign_in, clinic, cleo):
    stored(clinic, some(3, "bulbar", "none"))
    sign_in(page, cleo)

    assert troubles(page, [reverse("overview", args=[clinic.pk])], STAFF) == {}


@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_no_text_of_a_drawing_is_cut_or_lies_on_another(page, sign_in, clinic, cleo, full):
    sign_in(page, cleo)
    page.goto(reverse("overview", args=[clinic.pk]))
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVERLAPPING) == []


# Of each drawing that is seen: texts that reach beyond it, and pairs that touch.
OVERLAPPING = """() => [...document.querySelectorAll(".drawing svg")].flatMap((svg) => {
  if (!svg.checkVisibility()) return [];
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")].map((it) => [it.textContent, it.getBoundingClientRect()]);
  const out = texts.filter(([, box]) => box.left < frame.left - 2 || box.right > frame.right + 2);
  const on = texts.filter(([, a], n) => texts.some(([, b], m) => m > n
    && a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3));
  return [...out, ...on].map(([words]) => `${svg.getAttribute("aria-labelledby")}: ${words}`);
})"""
