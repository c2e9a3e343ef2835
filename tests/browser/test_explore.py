"""Exploring a figure in the place of its picture, and taking it along, in a real browser."""

import re
import struct
from operator import itemgetter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from people.preferences import change
from reports.figures import FIGURES
from reports.figures.theme import colour
from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, violations
from tests.browser.targets import FEW, LARGE, target_troubles
from tests.browser.test_patient_pages import tab_to

LOADED = 30_000  # milliseconds in which Plotly comes
BOX = """(id) => {
  const { x, y, width, height } = document.getElementById(id).getBoundingClientRect();
  return { x, y: y + scrollY, width, height };
}"""
PAPER = "(id) => document.querySelector(`#${id} .js-plotly-plot`).layout.paper_bgcolor"
SHOWN = "(id) => document.querySelector(`#${id} .js-plotly-plot`).layout.xaxis.range.map((day) => day.slice(0, 10))"
NAMES = "(id) => document.querySelector(`#${id} .js-plotly-plot`)._context.locales.alsweak.format.shortMonths"
DAYS = "(id) => [...document.querySelectorAll(`#${id} .xtick text`)].map((words) => words.textContent)"


def picture(record, name: str) -> str:
    return reverse("picture", args=[record.pk, name])


def explored(page: Page, name: str) -> None:
    page.locator(f"#{name}-explore").click()
    expect(page.locator(f"#{name}-explored .main-svg").first).to_be_visible(timeout=LOADED)


def ranges(page: Page, name: str):
    return page.locator(f"#{name}-ranges")


@ON_A_DESKTOP
@pytest.mark.parametrize("name", FIGURES)
def test_it_takes_the_place_of_the_picture_and_gives_it_back(page, sign_in, shown, ada, name):
    sign_in(page, ada)
    page.goto(picture(shown, name))
    drawing, place = page.locator(f"#{name}-drawing"), page.locator(f"#{name}-explored")
    before = page.evaluate(BOX, f"{name}-drawing")
    explored(page, name)
    after = page.evaluate(BOX, f"{name}-explored")
    place_of = itemgetter("x", "y", "width")

    assert place_of(after) == pytest.approx(place_of(before))
    assert after["height"] >= before["height"] - 1
    expect(drawing).to_be_hidden()
    expect(page.locator(f"#{name}-explore")).to_be_hidden()
    expect(page.locator(f"#{name}-said")).to_contain_text("can be explored now")

    ranges(page, name).get_by_role("button", name="Back to the picture").click()
    expect(place).to_be_hidden()
    assert page.evaluate(BOX, f"{name}-drawing") == before
    expect(page.locator(f"#{name}-said")).to_have_text("The picture is as it was.")
    expect(page.locator(f"#{name}-explore")).to_be_focused()


@ON_A_DESKTOP
def test_there_and_back_with_the_keyboard_alone(page, sign_in, shown, ada):
    sign_in(page, ada)
    page.goto(picture(shown, "function"))
    tab_to(page, "#function-explore")
    page.keyboard.press("Enter")
    expect(page.locator("#function-explored")).to_be_focused(timeout=LOADED)
    page.keyboard.press("Tab")
    expect(ranges(page, "function").get_by_role("button", name="1 month")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(ranges(page, "function").get_by_role("button", name="3 months")).to_have_attribute("aria-pressed", "true")
    tab_to(page, "#function-ranges [data-back]")
    page.keyboard.press("Enter")

    expect(page.locator("#function-explore")).to_be_focused()
    expect(page.locator("#function-drawing")).to_be_visible()


@ON_A_PHONE
@pytest.mark.parametrize("large", [False, True])
def test_while_it_is_explored_a_page_keeps_the_rules_of_access(page, sign_in, shown, ada, large):
    change(ada, large=large)
    sign_in(page, ada)
    page.goto(picture(shown, "function"))
    explored(page, "function")
    found = target_troubles(page, LARGE if large else FEW)

    assert (found, violations(page)) == ([], [])
    expect(page.locator("main nav a").first).to_be_hidden()
    ranges(page, "function").get_by_role("button", name="Back to the picture").click()
    expect(page.locator("main nav a").first).to_be_visible()


@pytest.mark.parametrize(("page", "scheme"), [("phone", "light"), ("desktop", "dark")], indirect=["page"])
def test_plotly_comes_with_the_first_press_and_draws_every_figure(page, sign_in, shown, cleo, address, scheme):
    sign_in(page, cleo)
    page.emulate_media(color_scheme=scheme)
    scripts = []
    page.on("request", lambda sent: scripts.append(sent.url) if "plotly" in sent.url and ".js" in sent.url else None)
    page.goto(address("dashboard"))
    assert scripts == []

    for name in FIGURES:
        page.locator(f"#{name}-summary").click()
        explored(page, name)

    assert len(scripts) == 1
    assert violations(page) == []


@ON_A_DESKTOP
@pytest.mark.parametrize(
    ("theme", "scheme", "drawn"),
    [("dark", "light", "dark"), ("light", "dark", "light"), ("auto", "dark", "dark"), ("auto", "light", "light")],
)
def test_it_wears_the_theme_that_was_chosen(page, sign_in, shown, cleo, address, theme, scheme, drawn):
    change(cleo, theme=theme)
    sign_in(page, cleo)
    page.emulate_media(color_scheme=scheme)
    page.goto(address("dashboard"))
    page.locator("#spread-summary").click()
    explored(page, "spread")

    assert page.evaluate(PAPER, "spread-explored") == colour("paper", drawn)


@ON_A_DESKTOP
def test_it_changes_with_the_theme_and_keeps_the_time_that_is_shown(page, sign_in, shown, ada):
    sign_in(page, ada)
    page.emulate_media(color_scheme="light")
    page.goto(picture(shown, "spread"))
    explored(page, "spread")
    ranges(page, "spread").get_by_role("button", name="3 months").click()
    before = page.evaluate(SHOWN, "spread-explored")

    def wears(mode):
        page.wait_for_function(f"(id) => ({PAPER})(id) === '{colour('paper', mode)}'", arg="spread-explored")
        return page.evaluate(SHOWN, "spread-explored")

    page.emulate_media(color_scheme="dark")
    assert wears("dark") == before
    page.evaluate("document.documentElement.dataset.theme = 'light'")
    assert wears("light") == before


@ON_A_DESKTOP
def test_buttons_say_how_much_time_is_shown_and_which(page, sign_in, shown, cleo):
    sign_in(page, cleo)
    page.goto(picture(shown, "spread"))
    explored(page, "spread")
    first, end = page.evaluate(SHOWN, "spread-explored")

    def shows(button: str) -> list[str]:
        ranges(page, "spread").get_by_role("button", name=button, exact=True).click()
        return page.evaluate(SHOWN, "spread-explored")

    month, quarter = shows("1 month"), shows("3 months")
    assert shows("1 year") == [first, end]  # there is not so much
    assert shows("3 months") == quarter
    assert (month[1], quarter[1]) == (end, end)
    assert first < quarter[0] < month[0] < end
    earlier = shows("Earlier")
    assert (earlier[0] < quarter[0], quarter[0] < earlier[1] < end) == (True, True)
    assert shows("Later") == quarter
    assert shows("All the time") == [first, end]
    expect(ranges(page, "spread").locator("[aria-pressed=true]")).to_have_text("All the time")


@ON_A_DESKTOP
@pytest.mark.parametrize(("language", "month"), [("en", "Mar"), ("de", "Mär"), ("es", "Mar")])
def test_days_are_in_the_words_of_the_language_or_iso_and_two_at_least_in_each_range(
    page, sign_in, shown, cleo, language, month
):
    change(cleo, language=language)
    sign_in(page, cleo)
    page.goto(picture(shown, "weight"))
    explored(page, "weight")
    for months in ("1", "3", "12", "0"):
        ranges(page, "weight").locator(f"[data-months='{months}']").click()
        assert len(page.evaluate(DAYS, "weight-explored")) >= 2, months

    assert page.evaluate(NAMES, "weight-explored")[2] == month
    ranges(page, "weight").locator("[data-iso]").click()
    expect(ranges(page, "weight").locator("[data-iso]")).to_have_attribute("aria-pressed", "true")
    days = page.evaluate(DAYS, "weight-explored")
    assert days == [day for day in days if day[:2] == "20" and day[4] == "-"] != []


@ON_A_DESKTOP
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", r"Twitches \(0 to 3\): [\d.]+ ?Week of \d+ \w+ \d{4}"),
        ("de", r"Muskelzucken \(0 bis 3\): [\d,]+ ?Woche vom \d+\. \w+ \d{4}"),
    ],
)
def test_who_points_at_a_value_reads_it_with_unit_and_day(page, sign_in, shown, cleo, language, told):
    change(cleo, language=language)
    sign_in(page, cleo)
    page.goto(picture(shown, "twitches"))
    explored(page, "twitches")
    bar = page.locator("#twitches-explored .bars .point path").nth(10)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    for step in (1, 0):
        page.mouse.move(box["x"] + box["width"] / 2 + step, box["y"] + box["height"] / 2)

    expect(page.locator("#twitches-explored .hovertext")).to_have_text(re.compile(told))


@ON_A_DESKTOP
def test_a_figure_that_does_not_come_is_told_in_words(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(address("dashboard"))
    page.route("**/figures/spread/**", lambda route: route.abort())
    page.locator("#spread-summary").click()
    page.locator("#spread-explore").click()

    expect(page.locator("#spread-trouble")).to_contain_text("This did not open")
    expect(page.locator("#spread-drawing")).to_be_visible()
    expect(page.locator("#spread-explored")).to_be_hidden()

    page.unroute("**/figures/spread/**")
    explored(page, "spread")
    expect(page.locator("#spread-trouble")).to_be_hidden()


@ON_A_DESKTOP
def test_on_paper_there_is_the_picture(page, sign_in, shown, ada):
    sign_in(page, ada)
    page.goto(picture(shown, "weight"))
    explored(page, "weight")
    page.emulate_media(media="print")

    expect(page.locator("#weight-drawing")).to_be_visible()
    expect(page.locator("#weight-explored")).to_be_hidden()
    expect(ranges(page, "weight")).to_be_hidden()


def taken(page: Page, link: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=link).click()
    file = download.value
    assert file.suggested_filename == f"alsweak-spread.{link.rpartition('(')[2][:3].lower()}"
    return Path(file.path())


@ON_A_DESKTOP
def test_a_figure_is_saved_as_drawing_numbers_and_picture(page, sign_in, shown, ada):
    sign_in(page, ada)
    page.goto(picture(shown, "spread"))
    page.get_by_role("link", name="Save it as a file").click()
    svg = ElementTree.parse(taken(page, "Save the picture for print (SVG)")).getroot()  # noqa: S314  our own text
    width, height = (float(svg.get(side, "")) for side in ("width", "height"))
    png = taken(page, "Save the picture (PNG)").read_bytes()
    lines = taken(page, "Save the numbers (CSV)").read_text().splitlines()

    assert [element.tag for element in svg.iter() if element.tag.endswith("script")] == []
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == pytest.approx((2 * width, 2 * height), abs=2)
    assert lines[0].startswith("Body part,Order,")
    assert len(lines) == 14
    page.get_by_role("link", name="Back to the picture").click()
    expect(page.locator("#spread-drawing")).to_be_visible()


@ON_A_DESKTOP
def test_staff_save_it_where_they_look_at_it(page, sign_in, shown, cleo, address):
    sign_in(page, cleo)
    page.goto(f"{address('dashboard')}#spread")

    assert taken(page, "Save the picture (PNG)").read_bytes()[:4] == b"\x89PNG"
    assert taken(page, "Save the numbers (CSV)").read_text().startswith("Body part,")


@ON_A_PHONE
def test_without_a_script_there_are_links_to_drawing_and_numbers(page, browser, live_server, sign_in, shown, ada):
    sign_in(page, ada)
    context = browser.new_context(
        base_url=live_server.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(picture(shown, "spread"))
    expect(plain.get_by_role("button", name="Explore")).to_have_count(0)
    plain.get_by_role("link", name="Save it as a file").click()

    assert taken(plain, "Save the picture for print (SVG)").read_text().startswith("<svg ")
    assert taken(plain, "Save the numbers (CSV)").read_text().startswith("Body part,")
    expect(plain.get_by_role("link", name="Save the picture (PNG)")).to_have_count(0)
    context.close()
