import datetime as dt
import re

from care.visits.strength import strength_of
from care.visits.write import retract_visit
from symptoms.write import verbs
from tests.care.said import DAY, entered
from tests.cast import NOW, TODAY
from tests.reports.figures.drawn import SVG, parsed
from tests.reports.opened import opened, text


def said(record, by, day, source="self", **grades):
    values = {name.replace("__", "."): grade for name, grade in grades.items()}
    verbs.record_check_in(record, day, values, by=by, source=source, now=NOW)


def rows(table):
    """By label what stands at each visit, right and left; own grades under "own" and the region."""
    found = {}
    for part in table.parts:
        found |= {row.label: row.grades for row in part.muscles}
        found |= {f"own {part.label}": part.own.grades} if part.own else {}
    return found


def test_grades_stand_by_muscle_and_side_with_the_persons_own_in_rows_of_their_own(record, ada, ben, cleo):
    strength = {("wrist_extension", "right"): "5", ("wrist_extension", "left"): "4-", ("neck_flexion", ""): "3+"}
    entered(record, cleo, TODAY - 90 * DAY, strength=strength)
    entered(record, cleo, TODAY, strength=strength | {("wrist_extension", "left"): "3", ("Gluteus", "left"): "4"})
    said(record, ada, TODAY - 120 * DAY, weakness__hand__left=4)
    said(record, ada, TODAY - 2 * DAY, weakness__hand__left=2, weakness__neck=3)
    said(record, ben, TODAY - DAY, "caregiver", weakness__hand__right=3)
    said(record, cleo, TODAY, "clinician", weakness__hand__left=0)

    table = strength_of(record.pk)

    assert table.days == (TODAY - 90 * DAY, TODAY)
    assert rows(table) == {
        "Neck flexion": (("3+", "3+"), ("3+", "3+")),
        "own Neck": (("", ""), ("3", "3")),
        "Wrist extension": (("5", "4-"), ("5", "3")),
        "own Hand and fingers": (("", ""), ("3", "2")),
        "Gluteus": (("", ""), ("", "4")),
    }


def test_the_newest_four_visits_with_a_grade_are_shown_and_the_others_counted(record, cleo):
    for n in range(6):
        entered(record, cleo, TODAY - 30 * n * DAY, strength={("hip_flexion", "left"): "4"})
    entered(record, cleo, TODAY - DAY)

    table = strength_of(record.pk)
    assert (table.days, table.left_out) == (tuple(TODAY - 30 * n * DAY for n in (3, 2, 1, 0)), 2)


def test_without_a_grade_that_counts_there_is_no_table(record, cleo):
    visit = entered(record, cleo, strength={("hip_flexion", "left"): "4"})
    retract_visit(visit, by=cleo)

    assert strength_of(record.pk) is None
    assert "No strength was graded at a visit yet." in text(opened(cleo, "visits", record))


def test_the_page_of_visits_shows_both_scales_and_says_that_they_are_two(record, ada, cleo):
    entered(record, cleo, dt.date(2026, 2, 2), strength={("hip_flexion", "left"): "4-", ("hip_flexion", "right"): "5"})
    said(record, ada, dt.date(2026, 2, 1), weakness__thigh__left=3)
    page = text(opened(cleo, "visits", record))

    assert "Two scales: never converted or averaged." in page
    assert "Hip flexion 5 4-" in page
    assert "Own grade: Hip and thigh – 3" in page


def drawn(page):
    """Of the wide picture: names and codes as they stand, and where the marks of each row are, filled or hollow."""
    svg = parsed(re.search(r'<svg[^>]*class="fig fig-wide".*?</svg>', page.content.decode(), re.DOTALL).group())
    rows = []
    for row in svg.findall(f"{SVG}g"):
        words = " ".join(text.text for text in row.findall(f"{SVG}text"))
        marks = [
            (group.get("class"), shape.tag.removeprefix(SVG), float(shape.get("cx") or float(shape.get("x")) + 5.5))
            for group in row.findall(f"{SVG}g")
            for shape in group
        ]
        rows.append((words, marks))
    return rows


def test_the_picture_has_the_grades_of_the_table_each_on_its_own_scale(record, ada, cleo):
    strength = {("wrist_extension", "right"): "5", ("wrist_extension", "left"): "4", ("neck_flexion", ""): "3"}
    entered(record, cleo, TODAY - 90 * DAY, strength=strength)
    entered(record, cleo, TODAY, strength=strength | {("wrist_extension", "left"): "2"})
    said(record, ada, TODAY, weakness__hand__left=2)

    page = opened(cleo, "visits", record)
    scale = {"right": (252.0, 474.0), "left": (532.0, 754.0)}  # where a scale begins and ends

    def at(side, value, top):
        left, right = scale[side]
        return round(left + (right - left) * value / top, 1)

    new, old = "fig-bar", "fig-hollow"
    assert drawn(page) == [
        ("Neck flexion 3", [(new, "circle", at("right", 3, 5))]),
        (
            "Wrist extension 5 2",
            [
                (new, "circle", at("right", 5, 5)),
                (old, "circle", at("left", 4, 5)),
                (new, "circle", at("left", 2, 5)),
            ],
        ),
        ("Own grade: Hand and fingers – 2", [(new, "rect", at("left", 2, 4))]),
    ]
