"""What a clinic looks at again and again: when it was last on record."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinical.due import Due, Task, due
from clinical.report import Series
from reports.figures.language import Words
from reports.figures.words import short_date

TASKS = Words(
    {
        Task.BREATHING_TEST: gettext_lazy("Breathing test"),
        Task.WEIGHT: gettext_lazy("Weight"),
        Task.SWALLOWING: gettext_lazy("Swallowing, tube talk"),
        Task.COMMUNICATION: gettext_lazy("Communication aid"),
        Task.MIND: gettext_lazy("Thinking and mood"),
        Task.CAREGIVER: gettext_lazy("Caregiver"),
    }
)
BEGUN = Words(
    {
        Task.SWALLOWING: gettext_lazy("tube since %(day)s"),
        Task.COMMUNICATION: gettext_lazy("device since %(day)s"),
    }
)


@dataclass(frozen=True)
class Box:
    task: str
    title: str
    last: str
    overdue: bool
    every: str


def boxes(series: Series, today: dt.date) -> tuple[Box, ...]:
    return tuple(_box(found) for found in due(series, today))


def _box(found: Due) -> Box:
    every = _("NICE: 2–3 monthly") if found.task is Task.BREATHING_TEST else ""
    return Box(str(found.task), TASKS[found.task], _last(found), found.overdue, every)


def _last(found: Due) -> str:
    if found.last is None:
        return _("not on record")
    if found.task in BEGUN:
        return BEGUN[found.task] % {"day": short_date(found.last)}
    return _("last %(day)s") % {"day": short_date(found.last)}
