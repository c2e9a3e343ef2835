"""The gate for advisories: what lets a change through, and that it says so where it could not ask."""

import datetime as dt
import runpy
import stat
import subprocess
import sys
from pathlib import Path

import pytest

GATE = Path(__file__).parent.parent / ".ci/advisories.py"
problems = runpy.run_path(str(GATE))["problems"]
TODAY = dt.date(2026, 11, 28)
DJANGO = {
    "name": "django",
    "version": "5.2",
    "vulns": [{"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["5.3"]}],
}
NAMED = {"id": "CVE-1", "level": "high", "found": TODAY, "until": TODAY + dt.timedelta(days=7), "reason": "Not called."}
OPEN = "PYSEC-1: django 5.2, mended in 5.3."


@pytest.mark.parametrize(
    ("packages", "exceptions", "said"),
    [
        ([{"name": "redis", "version": "6", "vulns": []}], [], []),
        ([DJANGO], [], [OPEN]),
        ([DJANGO], [NAMED], []),
        ([DJANGO], [NAMED | {"id": "CVE-2"}], [OPEN]),
        ([DJANGO], [NAMED | {"level": "critical"}], ["CVE-1: critical may wait for 2 days.", OPEN]),
        (
            [DJANGO],
            [NAMED | {"found": TODAY - dt.timedelta(8), "until": TODAY - dt.timedelta(1)}],
            ["CVE-1: its time was over on 2026-11-27.", OPEN],
        ),
        ([DJANGO], [NAMED | {"reason": " "}], ["CVE-1: no reason is given.", OPEN]),
    ],
)
def test_an_advisory_fails_unless_it_is_named_with_a_reason_and_in_time(packages, exceptions, said):
    assert list(problems(packages, exceptions, TODAY)) == said


@pytest.mark.parametrize(
    ("prints", "code", "said"),
    [
        ('{"dependencies": [{"name": "x", "version": "1", "vulns": []}]}', 0, ""),
        (
            '{"dependencies": [{"name": "x", "skip_reason": "not found"}, {"name": "y", "version": "1", "vulns": []}]}',
            0,
            "Advisories could NOT be looked up: 1 of 2 packages are not known to the service.",
        ),
        ("", 0, "Advisories could NOT be looked up: no answer."),
        (
            '{"dependencies": [{"name": "x", "version": "1", "vulns": [{"id": "PYSEC-9", "fix_versions": []}]}]}',
            1,
            "PYSEC-9: x 1, mended in no version yet.",
        ),
    ],
)
def test_what_was_not_asked_is_said(tmp_path, prints, code, said):
    asked = tmp_path / "pip-audit"
    asked.write_text(f"#!/bin/sh\ncat <<'END'\n{prints}\nEND\n")
    asked.chmod(asked.stat().st_mode | stat.S_IXUSR)
    result = subprocess.run([sys.executable, GATE, asked, "requirements.txt"], capture_output=True, text=True)
    assert (result.returncode, result.stdout.strip()) == (code, said)
