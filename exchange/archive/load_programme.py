"""An exercise programme: its versions with their exercises, and what was said of them."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from care.models import ExerciseAnswer, Programme, ProgrammeItem
from care.programme.write import ITEM
from exchange.archive.load_care import Tables
from exchange.archive.load_people import told_wrong
from exchange.archive.load_rows import Into, load_rows
from exchange.archive.loaded import Loaded
from exchange.archive.programme_tables import EXERCISE_ANSWERS, PROGRAMME_ITEMS, PROGRAMMES
from exchange.archive.read import Line
from exchange.rows import Problems

HELD = ("place", *ITEM)


def load_programmes(tables: Tables, into: Into, problems: Mapping[str, Problems]) -> list[Loaded]:
    """A version is never changed: one that is here already says the same, or the file is refused. An exercise keeps its
    id, by which the answers name it."""
    wrong = problems[PROGRAMME_ITEMS.file]
    versions = {line.said["id"]: line for line in tables[PROGRAMMES.file]}
    there = {row.pk: row for row in ProgrammeItem.objects.filter(pk__in=[_id(each) for each in _items(tables)])}
    of_version: dict[uuid.UUID, dict[uuid.UUID, Any]] = defaultdict(dict)
    for line in _items(tables):
        version = versions.get(line.said["programme"])
        row = there.get(_id(line))
        if version is None or version.said["patient"] != line.said["patient"]:
            wrong.add(_("There is no such version of this person in programmes.csv."), line.line, "programme")
        elif _id(line) in of_version[version.said["id"]] or (row and row.programme_id != version.said["id"]):
            wrong.add(_("This id belongs to another entry."), line.line, "id")
        else:
            of_version[version.said["id"]][_id(line)] = tuple(line.said[name] for name in HELD)
    loaded = load_rows(
        Programme,
        PROGRAMMES,
        tables[PROGRAMMES.file],
        into,
        problems[PROGRAMMES.file],
        says=lambda row, line: _held(row) == of_version[line.said["id"]],
    )
    new = {row.pk: row for row in loaded.written}
    for line in tables[PROGRAMMES.file]:
        row = loaded.rows.get(line.said["id"])
        if row is not None and row.supersedes_id:
            told = _("This version is here already and says something else.")
            problems[PROGRAMMES.file].add(told, line.line)
    items: dict[uuid.UUID, ProgrammeItem] = dict(there)
    for line in _items(tables):
        programme = new.get(line.said["programme"])
        if programme is None or _id(line) not in of_version[line.said["programme"]]:
            continue
        item = ProgrammeItem(pk=_id(line), programme=programme, **{name: line.said[name] for name in HELD})
        told_wrong(item, line, wrong, PROGRAMME_ITEMS.header, {"programme"})
        items[item.pk] = item
        loaded.hanging.append((programme.patient_id, item))
    return [loaded, _answers(tables, items, into, problems[EXERCISE_ANSWERS.file])]


def _answers(tables: Tables, items: Mapping[uuid.UUID, ProgrammeItem], into: Into, problems: Problems) -> Loaded:
    kept = []
    for line in tables[EXERCISE_ANSWERS.file]:
        item = items.get(line.said["item"])
        if item is None or item.programme.patient_id != into.people[line.said["patient"]].pk:
            problems.add(_("There is no such exercise of this person in programme_items.csv."), line.line, "item")
        else:
            kept.append(line)
    return load_rows(
        ExerciseAnswer,
        EXERCISE_ANSWERS,
        kept,
        into,
        problems,
        slot=lambda row: (row.item_id, row.day, row.author_id, row.source),
        more=lambda line: {"item_id": line.said["item"]},
        leave=("item",),
    )


def _items(tables: Tables) -> list[Line]:
    return tables[PROGRAMME_ITEMS.file]


def _id(line: Line) -> uuid.UUID:
    found: uuid.UUID = line.said["id"]
    return found


def _held(row: Programme) -> dict[uuid.UUID, Any]:
    return {item.pk: tuple(getattr(item, name) for name in HELD) for item in row.items.all()}
