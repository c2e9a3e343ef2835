"""The looking itself, at pages that break a rule of access."""

import pytest
from django.urls import reverse

from tests.browser.pages import ON_A_PHONE, troubles
from tests.browser.targets import FEW

HARD_TO_READ = "color: #777 !important; background: #888 !important;"
BROKEN = {
    "in light": (f"h1 {{ {HARD_TO_READ} }}", "color-contrast-enhanced: <h1"),
    "a little": ("h1 { color: #888 !important; background: #fff !important; }", "color-contrast-enhanced: <h1"),
    "in the dark": (
        f"@media (prefers-color-scheme: dark) {{ h1 {{ {HARD_TO_READ} }} }}",
        "color-contrast-enhanced: <h1",
    ),
    "on a desktop": (
        f"footer p {{ {HARD_TO_READ} }} @media (max-width: 1000px) {{ footer {{ display: none; }} }}",
        "color-contrast-enhanced: <p",
    ),
    "at 400 %": ("@media (max-width: 330px) { h1 { width: 600px; } }", "wider than the screen"),
    "on a tablet": ("@media (min-width: 700px) and (max-width: 800px) { h1 { font-size: 9px; } }", "9px"),
}


@ON_A_PHONE
@pytest.mark.parametrize("where", BROKEN)
def test_what_breaks_a_rule_anywhere_is_told(page, db, where):
    style, told = BROKEN[where]

    def with_style(route):
        sheet = route.fetch()
        route.fulfill(response=sheet, body=sheet.text() + style)

    page.route("**/base*.css", with_style)
    found = troubles(page, [reverse("help")], FEW)[reverse("help")]

    assert any(line.startswith(told) for line in found)
    assert len(found) <= 4
