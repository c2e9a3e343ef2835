"""Colours: named in one file, readable, even in grey, the same in the style sheet."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

import reports.figures
from reports.figures.theme import ROLES, TONES, css

ROOM = Path(reports.figures.__file__).parent
SHEET = ROOM.parent.parent / "static" / "css" / "figures.css"
MODES = ("light", "dark", "printed")


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(mode: str, one: str, other: str) -> float:
    low, high = sorted(luminance(getattr(TONES[tone], mode)) for tone in (one, other))
    return (high + 0.05) / (low + 0.05)


def test_style_sheet_is_the_one_that_the_theme_writes():
    assert SHEET.read_text() == css()


def test_no_other_file_names_a_colour():
    sources = [path for path in ROOM.rglob("*.py") if path.name != "theme.py"]
    colour = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|\b(white|black|red|green|blue|grey|gray|orange)\b")
    assert [path.name for path in sources for line in path.read_text().splitlines() if colour.search(line)] == []


@pytest.mark.parametrize("mode", MODES)
def test_words_reach_a_contrast_of_seven_to_one(mode: str):
    assert {tone: contrast(mode, tone, "paper") >= 7 for tone in ("ink", "soft", "accent")} == {
        "ink": True,
        "soft": True,
        "accent": True,
    }


@pytest.mark.parametrize("mode", MODES)
def test_grades_can_be_read_on_their_cells(mode: str):
    assert [grade for grade in range(5) if contrast(mode, f"on-grade-{grade}", f"grade-{grade}") < 4.5] == []


@pytest.mark.parametrize("mode", MODES)
def test_lines_and_marks_reach_three_to_one(mode: str):
    assert [tone for tone in ("line", "edge", "accent") if contrast(mode, tone, "paper") < 3] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("role", ["day", "visit", "span", "crossing"])
def test_marks_of_a_day_can_be_seen_on_every_paper(role: str, mode: str):
    assert contrast(mode, ROLES[role]["stroke"], "paper") >= 3


@pytest.mark.parametrize("mode", MODES)
def test_grades_darken_step_by_step_in_grey_too(mode: str):
    shades = [luminance(getattr(TONES[f"grade-{grade}"], mode)) for grade in (4, 3, 2, 1, 0)]
    steps = [(light + 0.05) / (dark + 0.05) for light, dark in pairwise(shades)]
    assert min(steps) > 1.25


def test_on_dark_paper_each_grade_stands_out_and_they_run_evenly_to_the_darkest():
    on_paper = [round(contrast("dark", f"grade-{grade}", "paper"), 1) for grade in (4, 3, 2, 1, 0)]
    steps = [round(contrast("dark", f"grade-{grade}", f"grade-{grade - 1}"), 1) for grade in (4, 3, 2, 1)]
    parted = [contrast("dark", f"grade-{grade}", "grade-edge") >= 3 for grade in range(5)]

    assert (on_paper, steps, parted) == ([13.3, 9.3, 6.4, 4.5, 3.1], [1.4] * 4, [True] * 5)


@pytest.mark.parametrize("mode", ["light", "printed"])
def test_on_light_paper_each_grade_stands_out_by_itself_or_by_its_edge(mode: str):
    edge = contrast(mode, "grade-edge", "paper") >= 3

    assert [grade for grade in range(5) if not edge and contrast(mode, f"grade-{grade}", "paper") < 3] == []


def test_every_role_is_worn_by_a_mark():
    sources = "".join(path.read_text() for path in (ROOM / "svg").rglob("*.py"))
    named = {role for role in ROLES if f'"{role}"' in sources}
    made = {role for role in ROLES if role.startswith(("grade-", "on-grade-"))} | {"known-range", "new-range"}
    assert set(ROLES) == named | made
