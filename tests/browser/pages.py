"""The pages on which people write, and what is looked at on each of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.targets import target_troubles

WIDER = (768, 1280)  # pixels across: a tablet, a desktop
AT_400_PERCENT = {"width": 320, "height": 256}  # of a desktop
CONTRAST = {"type": "rule", "values": ["color-contrast-enhanced"]}
STANDARDS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"type": "tag", "values": STANDARDS}
# As it comes, the rule for 7:1 passes what is below 4.5:1 (large: 3:1), as another's to tell: here it tells of all.
ENHANCED = """axe.configure({ checks: [{ id: "color-contrast-enhanced", options: {
  ignoreUnicode: true, ignoreLength: false, ignorePseudo: false, boldValue: 700, boldTextPt: 14, largeTextPt: 18,
  contrastRatio: { normal: { expected: 7 }, large: { expected: 4.5 } },
  pseudoSizeThreshold: 0.25, shadowOutlineEmMax: 0.1, textStrokeEmMin: 0.03,
} }] }); 0"""
AXE = f"{Axe().axe_script}\n{ENHANCED}"
BROKEN = """([fresh, options]) => axe.run(fresh ? window.fresh : document, options).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`)))"""
# Remember what is shown; `fresh` is the rest when this is asked for again, of a figure its outermost element.
FRESH = """() => {
  const before = window.shown;
  window.shown = new Set([...document.querySelectorAll("body *")].filter((it) => it.checkVisibility()));
  window.fresh = [...window.shown].filter((it) => before && !before.has(it) && !it.matches("svg *"));
  return window.fresh.length;
}"""
SAME = """() => document.documentElement.outerHTML
  .replace(/(csrf\\w*|nonce)"? (value|content)?="[^"]*"/g, "").replace(/[0-9a-f-]{36}/g, "")"""
COMES_WHEN_OPENED = "details [hx-trigger^=toggle]"
OPEN_ALL = "document.querySelectorAll('details').forEach((fold) => { fold.open = true })"
# Once htmx waits for nothing and nothing more has come for six frames. Playwright's "networkidle" is half a second in
# which nothing is asked for: on each page, that took longer than all that is looked at here.
SETTLED = """async () => {
  const told = () => performance.getEntriesByType("resource").length;
  for (let quiet = 0, had = told(); quiet < 6; had = told()) {
    await new Promise(requestAnimationFrame);
    quiet = document.querySelector(".htmx-request") || told() > had ? 0 : quiet + 1;
  }
}"""
SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
PASSED: set[str] = set()
ON_A_PHONE = pytest.mark.parametrize("page", ["phone"], indirect=True)
ON_A_DESKTOP = pytest.mark.parametrize("page", ["desktop"], indirect=True)
ANY_DAY = ("kind=niv&weeks=2021-08", "kind=niv&days=2021-08-09")  # a month of six weeks, a whole week
OF_A_RECORD = ("measurement", "treatment", "treatments", "event", "mark_cell", "remembered", "facts", "entries")


def addresses(record, *names):
    return [reverse(name, args=[record.pk]) for name in names]


def question(record, day, step, way="all"):
    return reverse("question", args=[record.pk, day, way, step])


def writing(record):
    """The pages of a person on which all but a day is written, and who may see it."""
    paths = addresses(record, *OF_A_RECORD, "sharing", "share", "access_log", "visit_links")
    return [
        *paths,
        f"{paths[0]}?breathing",
        f"{paths[0]}?oxygen",
        f"{paths[0]}?clinic",
        *(
            f"{paths[1]}?{asked}"
            for asked in ("kind=orthosis", "kind=orthosis&what=collar", "kind=niv&typed", *ANY_DAY)
        ),
        *(each for row in record.treatments.standing() for each in of_a_treatment(record, row)),
        reverse("account_change_password"),
    ]


def of_a_treatment(record, row):
    """One that somebody entered: what it is, how it is, and the way to stop it."""
    at = [record.pk, row.pk]
    stop = reverse("treatment_stop", args=at)
    troubles = reverse("treatment_day", args=[*at, row.start, "troubles"])
    return [reverse("treatment_shown", args=at), troubles, stop, f"{stop}?day={row.start}"]


def calendar(record, day):
    """What was written: months in the middle and of six weeks, where else one can go, a week, a day."""
    months = [f"{reverse('entries', args=[record.pk])}?month={month}" for month in ("2026-08", "2024-02")]
    elsewhere = f"{reverse('entries_elsewhere', args=[record.pk])}?month=2026-08"
    return [*months, elsewhere, *(reverse(name, args=[record.pk, day]) for name in ("entries_week", "entries_day"))]


def remembering(record):
    """Each step of when a part began, of one that was said within a quarter (``logged``)."""
    year = reverse("began", args=[record.pk, "hand.left"])
    closer = [reverse("began_closer", args=[record.pk, "hand.left", step]) for step in ("quarter", "month")]
    return [year, f"{year}?from=3", *closer]


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
        *addresses(
            record, "check_in", "function_check", "more", "plan", "topics", "reminder", "export", "device", "tick_sheet"
        ),
        reverse("offline"),
        reverse("settings"),
        reverse("language"),
        "/",
    ]


def troubles(page: Page, paths: list[str], rule: dict[str, float]) -> dict[str, list[str]]:
    """By page, whatever breaks a target rule at any width, a rule of axe in light or dark, or is too wide at 400 %.

    No rule of axe asks how wide the screen is: what a phone shows is asked about there, and what only a desktop shows,
    there. A page that is letter for letter one that has passed has passed.
    """
    found = {}
    page.add_init_script(f"if (!window.axe) {{ {AXE} }}")  # sent once, and compiled once for all pages
    own = page.viewport_size
    for path in paths:
        page.goto(path)
        told = target_troubles(page, rule)
        all_opened(page)
        page.evaluate(FRESH)
        same = page.evaluate(SAME)
        if same not in PASSED:
            broken = in_light_and_dark(page)
            told += broken
            PASSED.update([] if broken else [same])
        for width in WIDER:
            page.set_viewport_size(own | {"width": width})
            told += target_troubles(page, rule)
        if page.evaluate(FRESH):
            told += in_light_and_dark(page, fresh=True)
        page.set_viewport_size(AT_400_PERCENT)
        if page.evaluate(SIDEWAYS):
            told.append("wider than the screen at 400 %")
        page.set_viewport_size(own)
        if told:
            found[path] = told
    return found


def all_opened(page: Page) -> None:
    """Every fold, and those within what one of them brings; and what scripts ask for meanwhile."""
    for _within in range(2):
        page.evaluate(OPEN_ALL)
        page.evaluate(SETTLED)
    expect(page.locator(COMES_WHEN_OPENED)).to_have_count(0)


def in_light_and_dark(page: Page, *, fresh: bool = False) -> list[str]:
    told = violations(page, fresh=fresh)
    if page.locator("html[data-theme]").count():
        return told  # its colours are the ones that the person chose
    page.emulate_media(color_scheme="dark")
    told += violations(page, CONTRAST, fresh=fresh)
    page.emulate_media(color_scheme="light")
    return told


def violations(page: Page, rules: dict[str, object] = ALL_RULES, *, fresh: bool = False) -> list[str]:
    page.wait_for_load_state()  # after a press the page that answers may have begun and have nothing in it yet
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    implied = {"color-contrast": {"enabled": False}}  # by color-contrast-enhanced, which asks for more of the same
    return page.evaluate(BROKEN, [fresh, {"runOnly": rules, "rules": implied, "resultTypes": ["violations"]}])
