"""The rules of bandit, which ruff applies (``S``): each exception says why where it stands (TRUST 30)."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("alsweak", "care", "clinical", "exchange", "people", "reports", "symptoms")
EXCEPTION = re.compile(r"# noqa: (?:[A-Z]+\d+, ?)*S\d{3}(?P<rest>.*)")
REASON = re.compile(r"[ ,A-Z0-9]*(?: -| #)? +\w+ \w+")


def without_reason(source: str) -> list[str]:
    found = (EXCEPTION.search(line) for line in source.splitlines())
    return [each[0] for each in found if each and not REASON.match(each["rest"])]


def test_each_exception_in_the_code_says_why():
    files = [file for room in (*ROOMS, "tests") for file in (ROOT / room).rglob("*.py") if file != Path(__file__)]

    assert [line for file in files for line in without_reason(file.read_text())] == []
    assert without_reason("run(it)  # noqa: S603\nrun(it)  # noqa: S603  our own words") == ["# noqa: S603"]


def test_the_rules_hold_for_all_of_the_site_but_for_assertions_that_types_need():
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]

    assert "S" in ruff["select"]
    assert {rule for rule in ruff["ignore"] if rule.startswith("S")} == {"S101"}
    assert set(ruff["per-file-ignores"]) == {"tests/*", ".ci/*"}
