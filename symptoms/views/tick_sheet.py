"""The questions of a day on paper, to be ticked by hand and entered later by whoever helps (ACCESS 30)."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinical.vocabulary import CELL_NAMES
from people.access import Verb, open_record
from people.requests import SignedIn
from symptoms import wording
from symptoms.day.questions import asked
from symptoms.record.roles import source_of
from symptoms.wording.day import RECOVERY, TOPICS

SCALE = [str(n) for n in range(11)]


@require_safe
def tick_sheet(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """The same items as on the screen, from the same wording. It holds no answer, so opening it is no look."""
    record = open_record(request.user, patient_id, Verb.LOG)
    parts = [asked(f"weakness.{name}", {}, {}) for name in CELL_NAMES]
    rows = [(part.title, [answer.text for answer in part.answers]) for part in parts]
    tired = [(wording.DAILY[f"fatigue.{name}"], SCALE) for name in ("now", "worst", "after_small_effort")]
    context = {
        "record": record,
        "rows": rows,
        "others": [
            (_("Twitches: how often? Write the part of the body beside it."), wording.TWITCHES),
            (wording.DAILY["cramps.count"], []),
            (wording.DAILY["cramps.worst_pain"], SCALE),
            *tired,
            (_("How long did you rest until that passed?"), list(RECOVERY.values())),
        ],
        "week": list(wording.week_of(source_of(record)).values()),
        "week_title": TOPICS["week"],
    }
    return render(request, "symptoms/tick_sheet.html", context)
