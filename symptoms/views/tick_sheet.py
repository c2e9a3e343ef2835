"""Blank sheets to print and tick by hand, entered later by whoever helps (ACCESS 30, ``sheet_entry``)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinical.vocabulary import Region
from people.access import Verb, open_record
from people.requests import SignedIn
from symptoms import wording
from symptoms.day.sheet import rows
from symptoms.read.plans import plan_of
from symptoms.record.days import local_day
from symptoms.record.roles import source_of, voice_of
from symptoms.wording import Text
from symptoms.wording.names import REGIONS, capital


@require_safe
def tick_sheet(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Two weeks: the items of a day as rows, the days as columns, without the topics that the person leaves out. It
    holds no answer, so opening it is no look."""
    record = open_record(request.user, patient_id, Verb.LOG)
    left_out = plan_of(record.patient, local_day(record.patient, timezone.now())).left_out
    groups = rows.without(rows.two_weeks(source_of(record), voice_of(record)), left_out)
    parts, sides, cramps, tired, numbers, twitches, week = groups
    pages = {
        "parts": _filled(parts, sides),
        "letters": _filled(parts),
        "body": _filled(cramps, tired, numbers, twitches),
        "week": _filled(week),
    }
    context = {
        "record": record,
        "days": range(1, rows.DAYS + 1),
        "pages": [name for name, there in pages.items() if there],
        **pages,
        "key": _key(parts),
        "sides": sides.rows,
        "twitches": twitches.rows,
        "recovery": tired.rows[-1:],
        "yes_no": [row for row in week.rows if row.answers],
        "not_known": [(letter, wording.NOT_KNOWN[why]) for letter, why in rows.NOT_KNOWN.items()],
    }
    return render(request, "symptoms/sheet/two_weeks.html", context)


@require_safe
def tick_sheet_first(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """How everything is on the first day."""
    record = open_record(request.user, patient_id, Verb.LOG)
    parts, began, check = rows.first_day(source_of(record), voice_of(record))
    head, rest = _cut(parts, 0, 8), (*_cut(parts, 8, None), began)
    pages = [head, rest, _cut(check, 0, 5), _cut(check, 5, 10), _cut(check, 10, None)]
    not_known = [(letter, wording.NOT_KNOWN[why]) for letter, why in rows.NOT_KNOWN.items()]
    context = {"record": record, "pages": pages, "not_known": not_known, "frame": wording.FRAME}
    return render(request, "symptoms/sheet/first_day.html", context)


def _filled(*groups: rows.Group) -> tuple[rows.Group, ...]:
    return tuple(group for group in groups if group.rows)


def _key(parts: rows.Group) -> list[tuple[str, Text, rows.Row]]:
    """What the letters stand for: of both sides of a part once, with the codes of its rows."""
    found: dict[str, list[rows.Row]] = {}
    for row in parts.rows:
        found.setdefault(row.step.split(".")[1], []).append(row)
    return [
        (", ".join(row.code for row in both), capital(REGIONS[Region(region)]), both[0])
        for region, both in found.items()
    ]


def _cut(group: rows.Group, start: int, stop: int | None) -> tuple[rows.Group, ...]:
    return (rows.Group(group.title, group.rows[start:stop], group.note if not start else ""),)
