"""The pages on which people write, and what is looked at on each of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from tests.browser.targets import target_troubles

TABLET = 768  # pixels across
CONTRAST = {"type": "rule", "values": ["color-contrast-enhanced"]}
STANDARDS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": STANDARDS}
AXE = Axe().axe_script
BROKEN = """(options) => axe.run(options).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""
ON_A_PHONE = pytest.mark.parametrize("page", ["phone"], indirect=True)
ON_A_DESKTOP = pytest.mark.parametrize("page", ["desktop"], indirect=True)
OF_A_RECORD = ("measurement", "treatment", "event", "mark_cell", "facts", "entries")


def addresses(record, *names):
    return [reverse(name, args=[record.pk]) for name in names]


def question(record, day, step, way="all"):
    return reverse("question", args=[record.pk, day, way, step])


def writing(record):
    """The pages of a person on which all but a day is written, and who may see it."""
    paths = addresses(record, *OF_A_RECORD, "sharing", "share", "access_log")
    return [*paths, f"{paths[0]}?breathing", f"{paths[0]}?clinic", reverse("account_change_password")]


def walking(record, day):
    """A page of every kind that one meets on the way through a day."""
    steps = ("weakness.hand.left", "asymmetry.hand", "fasciculation.neck", "twitches", "fatigue.now", "week", "weight")
    return [
        reverse("hub", args=[record.pk, day]),
        reverse("walk", args=[record.pk, day, "left_arm"]),
        reverse("walk", args=[record.pk, day, "twitches_and_cramps"]),
        *(question(record, day, step) for step in (*steps, "fatigue.recovery_minutes", "cramps.count", "signs.fever")),
        question(record, day, "weakness.hand.left") + "?why",
        question(record, day, "fatigue.now") + "?from=5",
        *(reverse("function_item", args=[record.pk, day, f"function.{item}"]) for item in ("gastrostomy", "walking")),
        reverse("function_end", args=[record.pk, day]),
        *addresses(record, "check_in", "function_check", "more", "plan", "topics", "reminder", "device", "tick_sheet"),
        reverse("offline"),
        reverse("settings"),
        reverse("language"),
        "/",
    ]


def troubles(page: Page, paths: list[str], rule: dict[str, int]) -> dict[str, list[str]]:
    """By page, whatever breaks a target rule, or a rule of axe in light or dark."""
    found = {}
    page.add_init_script(f"if (!window.axe) {{ {AXE} }}")  # sent once, and compiled once for all pages
    for path in paths:
        page.goto(path)
        told = target_troubles(page, rule) + violations(page)
        if page.viewport_size["width"] > TABLET:
            whole = page.viewport_size
            page.set_viewport_size(whole | {"width": TABLET})
            told += target_troubles(page, rule)
            page.set_viewport_size(whole)
        page.emulate_media(color_scheme="dark")
        told += violations(page, CONTRAST)
        page.emulate_media(color_scheme="light")
        if told:
            found[path] = told
    return found


def violations(page: Page, rules: dict[str, object] = ALL_RULES) -> list[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    implied = {"color-contrast": {"enabled": False}}  # by color-contrast-enhanced, which asks for more of the same
    return page.evaluate(BROKEN, {"runOnly": rules, "rules": implied, "resultTypes": ["violations"]})
