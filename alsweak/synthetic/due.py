"""What a synthetic clinic answered at its visits to what is looked at again; the same for the same record."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from care.due.write import answer_due
from care.models import DueAnswer
from people.models import Patient, User

Action = DueAnswer.Action
AGAIN = dt.timedelta(days=120)  # after a visit, of what is put off


def answer(patient: Patient, visits: Sequence[dt.date], *, by: User, made_at: Callable[[dt.date], dt.datetime]) -> None:
    """``visits``: their days. One in four never has an answer."""
    kind = sum(map(ord, patient.reference)) % 4
    if not visits or kind == 0:
        return

    def say(day: dt.date, task: str, action: str, **days: dt.date) -> None:
        id = uuid.uuid5(uuid.NAMESPACE_OID, f"{patient.pk} {day} {task}")
        answer_due(patient, task, action, by=by, now=made_at(day), id=id, **days)

    for number, day in enumerate(visits):
        say(day, "caregiver", Action.DONE, on=day)
        if number % 2 == 0:
            say(day, "mind", Action.DONE, on=day)
    first, last = visits[0], visits[-1]
    if kind == 1:
        say(first, "voice", Action.DECLINED)
    else:
        say(first, "voice", Action.DONE, on=first)
    if kind == 2:
        say(last, "planning", Action.NOT_NOW, until=last + AGAIN)
    elif kind == 3:
        say(last, "planning", Action.DONE, on=last)
