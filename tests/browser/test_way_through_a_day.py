"""The way through a day in a real browser: targets, axe in every look, 400 %, nothing that moves."""

import pytest
from django.conf import settings
from django.urls import reverse

from people.models import User
from tests.browser.pages import ON_A_PHONE, question, troubles, walking, writing
from tests.browser.targets import FEW, LARGE, WALKED

BASE_DIR = settings.BASE_DIR
SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
LAYOUT = """[...document.querySelectorAll("body *")].filter((it) => !it.matches(".skip-link") && it.checkVisibility())
  .map((it) => {
    const box = it.getBoundingClientRect();
    return [it.tagName, ...[box.x, box.y + scrollY, box.width, box.height].map(Math.round)].join();
  }).join(" ")"""

KINDS = "all => all.map((it) => `${it.parentElement.className} ${it.tagName} ${it.className}`)"


@ON_A_PHONE
def test_the_way_through_a_day_keeps_the_rules_of_access(page, sign_in, record, ada, logged, today):
    sign_in(page, ada)

    assert troubles(page, walking(record, today), WALKED) == {}


@ON_A_PHONE
def test_with_answers_of_today_it_does_so_too(page, sign_in, record, ada, logged, today):
    sign_in(page, ada)
    page.goto(question(record, today, "weakness.hand.left"))
    page.get_by_role("button", name="No finger moves").click()

    assert troubles(page, walking(record, today), WALKED) == {}


@ON_A_PHONE
@pytest.mark.parametrize("looks", [{"large": True}, {"calm": True, "hide_charts": True, "theme": "dark"}])
def test_in_every_look_it_does_so_too(page, sign_in, record, ada, logged, today, looks):
    User.objects.filter(pk=ada.pk).update(**looks)
    sign_in(page, ada)

    assert troubles(page, walking(record, today), LARGE if "large" in looks else FEW) == {}


@ON_A_PHONE
def test_nothing_moves_after_it_was_loaded_and_nothing_happens_on_hover(page, sign_in, record, ada, logged, today):
    sign_in(page, ada)
    page.add_init_script(SHIFTS)
    moved, hovered = {}, set()
    # Their scripts show what fits the device, in room that was there before (walk.css): only shifts count.
    shown_by_script = (reverse("device", args=[record.pk]), reverse("offline"))
    for path in [*walking(record, today), *writing(record)]:
        page.goto(path)
        before = page.evaluate(LAYOUT)
        targets = page.locator(":is(a[href], button, input):visible")
        for place, kind in enumerate(targets.evaluate_all(KINDS)):
            if kind not in hovered and "skip-link" not in kind:  # what a style says it says of all of a kind
                targets.nth(place).hover()
                hovered.add(kind)
        if page.evaluate("window.shifts") or (page.evaluate(LAYOUT) != before and path not in shown_by_script):
            moved[path] = page.evaluate("window.shifts")

    assert moved == {}


def test_there_is_no_tip_no_drag_no_timer_and_no_key_of_its_own():
    """What a page would need for it stands in no template and script of a patient's pages (ACCESS 5, 7, 11, 17)."""
    scripts = [(BASE_DIR / "static" / "js" / name).read_text() for name in ("walk.js",)]
    pages = [path.read_text() for path in (BASE_DIR / "templates" / "symptoms").rglob("*.html")]
    words = ("dragstart", "touchmove", "pointermove", "keydown", "setTimeout", "setInterval", "http-equiv", " title=")

    assert [(word, text[:60]) for text in scripts + pages for word in words if word in text] == []
