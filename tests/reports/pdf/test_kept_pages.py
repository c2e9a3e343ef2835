"""The pages of a PDF look as they did when somebody looked at them."""

from pathlib import Path

import numpy as np
import pytest

from reports.pdf import make
from tests.cast import NOW
from tests.reports.crowded import hard_to_print
from tests.reports.pdf.pages import of
from tests.reports.pdf.pictures import LIMIT, PIECE, drawn, grey, moved
from tests.reports.people import followed

pytestmark = [pytest.mark.django_db, pytest.mark.looks]

KEPT = Path(__file__).parent / "kept"
LINE, TWO_MM = PIECE[0], 5  # dots


def kept(name: str) -> list[Path]:
    return sorted(KEPT.glob(f"{name}-*.png"))


def looks_as_kept(name: str, pdf: bytes) -> None:
    pages = drawn(pdf)
    if not kept(name):
        KEPT.mkdir(exist_ok=True)
        for number, page in enumerate(pages, start=1):
            (KEPT / f"{name}-{number}.png").write_bytes(page)
        raise AssertionError(f"The pages of {name} were not kept yet: look at them, and commit them.")
    apart = [moved(grey(one), grey(other)) for one, other in zip(kept(name), pages, strict=True)]
    assert [share for share in apart if share >= LIMIT] == []


@pytest.mark.parametrize("language", ["en", "de", "es"])
def test_a_year_of_answers_looks_as_it_was_kept(record, ada, cleo, language):
    followed(record, ada, cleo, 400)

    made = of(record, cleo, language=language, slope=True, stage=True)

    looks_as_kept(f"year-{language}", make.pdf_of(made, language, "a4"))


@pytest.mark.parametrize(("reference", "name"), [("P-0", "no-answer"), ("P-all", "crowded")])
def test_the_least_and_the_most_look_as_they_were_kept(clinic, ada, cleo, reference, name):
    made = of(hard_to_print(reference, clinic, ada, cleo, NOW), cleo, slope=True, stage=True)

    looks_as_kept(name, make.pdf_of(made, "en", "a4"))


@pytest.mark.parametrize("by", [TWO_MM, LINE])
def test_a_line_of_a_page_that_is_moved_is_seen(by):
    """Each line alone, and each with all that stands below it."""
    (page,) = map(grey, kept("no-answer")[:1])
    unseen = []
    for top, end in lines_of(page):
        alone, below = page.copy(), page.copy()
        alone[top:end] = 1
        alone[top + by : end + by] = np.minimum(alone[top + by : end + by], page[top:end])
        below[top : top + by] = 1
        below[top + by :] = page[top:-by]
        unseen += [(top, share) for share in (moved(page, alone), moved(page, below)) if share < LIMIT]

    assert len(lines_of(page)) > 20
    assert unseen == []


def test_letters_that_are_drawn_a_little_otherwise_are_not_seen():
    """All of a page a third of a dot lower and a tenth lighter."""
    for page in map(grey, kept("no-answer")):
        lower = (2 * page + np.roll(page, 1, axis=0)) / 3
        assert moved(page, 1 - (1 - lower) * 0.9) < LIMIT / 2


def lines_of(page: np.ndarray) -> list[tuple[int, int]]:
    """First row and end of each line of print: rows with ink between rows without."""
    inked = np.flatnonzero(np.diff(((page < 0.6).sum(1) > 4).astype(int), prepend=0, append=0))
    return [(int(top) - 1, int(end) + 1) for top, end in inked.reshape(-1, 2) if end - top >= LINE // 3]
