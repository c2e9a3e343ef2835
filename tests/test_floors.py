"""The arrows of DESIGN 1 hold: which room may import which, and which part of a room which."""

import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.bench.floors import ROOMS, floors

ROOT = Path(__file__).parent.parent
LIMIT = 9  # floors inside one room: more can't be held in the head


def test_the_import_contracts_are_kept():
    found = subprocess.run([Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True)

    assert found.returncode == 0, found.stdout


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph(*ROOMS, cache_dir=None, exclude_type_checking_imports=True)


@pytest.mark.parametrize("room", ROOMS)
def test_no_parts_of_a_room_stand_on_each_other(graph, room):
    assert set().union(*floors(graph, room)) == graph.find_children(room)


def test_the_floors_inside_symptoms_are_few(graph):
    assert len(floors(graph, "symptoms")) <= LIMIT


def test_what_shows_asks_for_no_rows_of_its_own():
    asking = re.compile(r"\.objects\b|^(from|import) django\.db\b", re.M)
    found = sorted(path.name for path in (ROOT / "reports").rglob("*.py") if asking.search(path.read_text()))

    assert found == ["0001_printout.py", "models.py", "run.py", "waiting.py"]  # of a PDF that somebody waits for
