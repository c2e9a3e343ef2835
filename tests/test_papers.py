"""What the papers of docs/trust and SECURITY.md name is there: tests, files, tables, addresses, commands.

That their links lead somewhere is asked of all pages in test_references.py.
"""

import ast
import datetime as dt
import importlib
import re
import uuid
from functools import cache
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import get_commands, load_command_class
from django.test import Client
from django.utils import timezone

from people import handed, tokens
from people.invitations import Kind
from tests.people.invited import ask, gone
from tests.rights import routes

ROOT = Path(__file__).parent.parent
ROOMS = ("alsweak", "care", "clinical", "exchange", "people", "reports", "symptoms")
FOLDERS = (*ROOMS, "docs", "static", "templates", "tests", "locale", ".ci")
TEST = re.compile(r"\b(tests/[\w/]+\.py)::(\w+)")
CODE = re.compile(r"`([^`\n]+)`")
HAZARDS, RUNBOOK = "docs/trust/hazard-log.md", "docs/trust/breach-runbook.md"
# What the issue asks a hazard for, by words of its title.
ASKED = (
    *("wrong patient", "wrong side", "wrong day", "missed sign", "stale trend", "taken for the person's"),
    *("lost", "doubled", "units, half points", "misread", "import into", "merged", "e-mail", "link for a visit"),
    *("emergency access", "alarm fatigue", "more certain", "no alarm", "translation", "erased by mistake"),
    *("brings back", "clock"),
)


@cache
def papers() -> dict[str, str]:
    files = [*sorted((ROOT / "docs" / "trust").glob("*.md")), ROOT / "SECURITY.md"]
    return {str(file.relative_to(ROOT)): file.read_text() for file in files}


def named(pattern: str) -> set[str]:
    """What stands in code marks and is wholly of this form."""
    return {code for text in papers().values() for code in CODE.findall(text) if re.fullmatch(pattern, code)}


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text()) if (ROOT / file).exists() else ast.Module([], [])
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def missing_tests(text: str) -> list[str]:
    return [f"{file}::{test}" for file, test in TEST.findall(text) if test not in functions(file)]


def test_nothing_is_left_for_later_in_a_remark_that_nobody_sees():
    assert [name for name, text in papers().items() if "<!--" in text] == []


def test_every_test_that_a_paper_names_is_there():
    assert {name: lost for name, text in papers().items() if (lost := missing_tests(text))} == {}
    assert sum(len(TEST.findall(text)) for text in papers().values()) > 200


@pytest.mark.parametrize("lost", ["tests/test_papers.py::test_that_is_not", "tests/test_no_file.py::test_at_all"])
def test_a_test_that_is_not_there_is_found(lost):
    assert missing_tests(f"`{lost}` and `tests/test_papers.py::missing_tests`") == [lost]


def test_every_file_that_a_paper_names_is_there():
    files = named(rf"(?:{'|'.join(map(re.escape, FOLDERS))})/[\w./-]*|[\w.-]+\.(?:py|md|yml|toml|txt|lock)")
    assert [file for file in files if not (ROOT / file).exists()] == []
    assert len(files) > 50


def is_there(dotted: str) -> bool:
    """Whether a module is there, or a name in it."""
    module, _, name = dotted.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name) or bool(importlib.import_module(dotted))
    except ModuleNotFoundError:
        return False


def test_every_name_of_the_code_that_a_paper_names_is_there():
    names = named(rf"(?:{'|'.join(ROOMS)})(?:\.\w+)+")
    assert [name for name in names if not is_there(name)] == []
    assert "people.access.open_record" in names
    assert not is_there("people.access.close_record")


def test_every_table_of_ours_has_its_place_on_the_map_and_every_table_there_is_one():
    models = apps.get_models(include_auto_created=True)
    ours = {model._meta.db_table for model in models if model._meta.app_label in ROOMS and not model._meta.auto_created}
    others = "django|account|mfa|usersessions"
    assert ours - set(CODE.findall(papers()["docs/trust/data-flows.md"])) == set()
    assert named(rf"(?:{'|'.join(ROOMS)}|{others})_\w+") - {model._meta.db_table for model in models} == set()


def as_address(route: str) -> str:
    return "/" + re.sub(r"<[^>]+>|\{\w+\}", "{}", route).strip("/")


def test_every_address_that_a_paper_names_is_there():
    there = {as_address(route) for route in routes()}
    addresses = named(r"/[a-z][\w{}/.-]*")
    assert [address for address in addresses if as_address(address) not in there] == []
    assert len(addresses) > 20


def test_every_command_that_a_paper_names_is_there_with_its_options():
    said = [each for text in papers().values() for each in re.findall(r"manage\.py (\w+)([^`\n]*)", text)]
    assert {name for name, _ in said} - set(get_commands()) == set()
    for name, rest in said:
        taken = load_command_class(get_commands()[name], name).create_parser("manage.py", name).format_help()
        assert [option for option in re.findall(r"--[\w-]+", rest) if option not in taken] == [], name
    assert len(said) > 5


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading of the hazard log, its first line left out."""
    below = papers()[HAZARDS].partition(f"\n## {heading}\n")[2].partition("\n#")[0]
    table = [line.strip("|").split("|") for line in below.splitlines() if re.match(r"\|(?!-)", line)]
    return [[cell.strip() for cell in line] for line in table][1:]


def hazard(number: str) -> str:
    return papers()[HAZARDS].partition(f"\n### {number} ")[2].partition("\n### ")[0]


def test_every_hazard_that_was_asked_for_has_a_row_with_a_test():
    titles = {number: title.lower() for number, title, *_ in rows("Overview")}
    assert [asked for asked in ASKED if not any(asked in title for title in titles.values())] == []
    assert [each for each in titles if not TEST.search(hazard(each))] == []


def test_hazards_are_numbered_and_each_says_all_of_it():
    numbers = [number for number, *_ in rows("Overview")]
    parts = ("Cause", "Effect", "Controls", "Tests", "Residual")
    assert numbers == [f"H{number:02}" for number in range(1, len(numbers) + 1)]
    assert numbers == re.findall(r"^### (H\d\d) ", papers()[HAZARDS], re.M)
    assert [(each, part) for each in numbers for part in parts if f"- **{part}.** " not in hazard(each)] == []


def risks() -> dict[str, list[tuple[int, ...]]]:
    """By hazard severity, likelihood and risk, before its controls and after."""
    said = {number: [before, after] for number, _, before, after, _ in rows("Overview")}
    return {number: [tuple(map(int, re.findall(r"\d", each))) for each in both] for number, both in said.items()}


def test_a_risk_is_that_of_the_matrix_and_no_control_raises_it():
    matrix = {
        (severity, int(row[0][0])): int(cell) for row in rows("Matrix") for severity, cell in enumerate(row[1:], 1)
    }
    said = [each for both in risks().values() for each in both]
    assert len(matrix) == 25
    assert [each for each in said if matrix[each[:2]] != each[2]] == []
    assert [number for number, (before, after) in risks().items() if after[2] > before[2]] == []


def test_the_safety_case_counts_the_hazards_of_the_log_and_names_what_is_not_acceptable():
    left = {number: after[2] for number, (_, after) in risks().items()}
    at = {risk: sorted(number for number in left if left[number] == risk) for risk in (3, 4, 5)}
    case = " ".join(papers()["docs/trust/safety-case.md"].split())
    low = len(left) - sum(map(len, at.values()))
    assert f"{len(left)} hazards were found; with the controls in place {low} are at risk 2 or 1, " in case
    assert f", {len(at[3])} at 3 (" in case
    assert f" and {len(at[4])} at 4 (" in case
    residual = case.partition("## 7. Residual risk")[2].partition(" ## ")[0]
    assert re.findall(r"\*\*(H\d\d)\*\*", residual) == at[5] + at[4] + at[3]
    groups = case.partition("## 5. Hazards in short")[2].partition(" ## ")[0]
    assert sorted(re.findall(r"H\d\d", groups)) == sorted(left)


def test_every_line_of_the_requirements_has_its_place_in_the_status():
    lines = re.findall(r"^(\d+)\. ", (ROOT / "docs" / "trust.md").read_text(), re.M)
    status = papers()["docs/trust/README.md"].partition("## How each line of TRUST stands")[2]
    said = re.findall(r"^\| (\d+) \| (met|in part|prepared|not) \| ", status, re.M)
    assert [number for number, _ in said] == lines
    whole = [line for line in status.splitlines() if re.match(r"\| \d+ \| met ", line)]
    assert [line for line in whole if not TEST.search(line)] == []


def test_the_lines_of_the_runbook_close_what_they_say(record, ada, ben, cleo, client):
    now = timezone.now()
    client.force_login(ada)
    day = dt.date(2026, 3, 1)
    link = handed.make(record, by=ada, start=day, end=day, days=7, press=uuid.uuid4(), now=now)
    _, secret = tokens.make(ben, "Scale", scope="read", patients=None, lasts=tokens.USUAL, two_factors=False, now=now)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    asked = ask(Kind.HELP, ada, patient=record, email="fay@example.org")
    Authenticator.objects.create(user=cleo, type="totp", data={"secret": "kept"})
    assert client.get("/account/").status_code == 200
    assert program.get("/api/v1/patients/").status_code == 200

    lines = [code for code in CODE.findall(papers()[RUNBOOK]) if code.startswith("from ")]
    for line in lines:
        exec(line.replace("ADDRESS", cleo.email), {})  # noqa: S102  # as the shell of the server runs it

    cleo.refresh_from_db()
    assert not cleo.is_active
    assert client.get("/account/").headers["Location"].startswith("/accounts/login/")
    assert not Session.objects.exists()
    assert program.get("/api/v1/patients/").status_code == 401
    assert handed.open_handed(link.secret, link.code, timezone.now()) is None
    assert gone(asked) == "This invitation was withdrawn. Ask whoever invited you for a new one."
    assert not Authenticator.objects.exists()
    assert len(lines) == 6
