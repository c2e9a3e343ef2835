"""The twelve histories of the room's README, built from the page and asked what is due."""

import datetime as dt
import re
from pathlib import Path

import pytest

import clinical
from clinical.due import Action, Answer, Asked, State, Task, Why, due
from clinical.history import History, Span
from clinical.report import compute
from tests.clinical.records import daily, on, readings

PAGE = (Path(clinical.__file__).parent / "README.md").read_text()
HISTORIES = re.findall(r"^\*\*(\d+)\. .+?\*\*(.+?)^Due: (.+?)\.\nNot due: (.+?)\.$", PAGE, re.M | re.S)
MEASURES = {"fvc": "fvc_percent", "weight": "weight"}


def code(text: str) -> list[str]:
    return [" ".join(found.split()) for found in re.findall(r"`([^`]+)`", text)]


def asked(told: str) -> tuple[History, list[Answer], dict, dt.date]:
    *events, day = code(told)
    at, answers, how, wishes = dt.date.fromisoformat(day), [], {}, []
    measured: dict[str, list] = {}
    spoken: list[tuple[str, float]] = []
    treatments: list[Span] = []
    for event in events:
        when, what, *rest = event.split()
        if event == "european set":
            how["guideline"] = "european"
        elif what == "entry":
            spoken.append((when, 4))
        elif what == "speech":
            spoken.append((when, float(rest[0])))
        elif what in MEASURES and rest[0] != "done":
            measured.setdefault(MEASURES[what], []).append((when, float(rest[0])))
        elif what in ("gastrostomy", "aac"):
            treatments.append(Span(what, "", dt.date.fromisoformat(when)))
        elif what == "review":
            how["review"] = dt.date.fromisoformat(when)
        elif what == "wish":
            wishes.append(Asked(Task.PLANNING, Why.WISH, dt.date.fromisoformat(when)))
        else:
            said, until = dt.date.fromisoformat(when), dt.date.fromisoformat(rest[2]) if rest[1:] else None
            done = said if rest[0] == "done" else None
            answers.append(Answer(Task(what), Action(rest[0]), said, done, until))
    history = History(
        at,
        weakness=daily("weakness", on(*(when for when, _ in spoken)), speech=[grade for _, grade in spoken]),
        measurements={
            name: readings(on(*(when for when, _ in rows)), [value for _, value in rows], "clinician")
            for name, rows in measured.items()
        },
        treatments=tuple(treatments),
    )
    return history, sorted(answers, key=lambda each: each.said), how | {"wishes": wishes}, at


def test_the_page_works_out_twelve():
    assert [int(number) for number, *_rest in HISTORIES] == list(range(1, 13))


@pytest.mark.parametrize(("number", "told", "dues", "others"), HISTORIES, ids=[found[0] for found in HISTORIES])
def test_what_is_due_is_what_the_page_works_out(number, told, dues, others):
    history, answers, how, at = asked(told)
    record = compute(history, number).facts.due.asking(*how.pop("wishes"))

    found = due(record, answers, at, **how)

    assert [f"{each.task} {each.since}" for each in found if each.state is State.DUE] == code(dues)
    rest = [each for each in found if each.state not in (State.DUE, State.NOTHING)]
    assert [f"{each.task} {each.state}" + (f" {each.since}" if each.since else "") for each in rest] == code(others)
