""" "Is that right?": a value that can hardly be is asked back on a page of its own, and nothing is written until then.

What was typed goes along unseen. "Yes, keep it" confirms these very values: one that was changed since is asked anew.
"""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render

from people.access import Record
from people.requests import SignedIn
from symptoms.record.roles import voice_of
from symptoms.wording.doubts import asked_back
from symptoms.wording.voice import PERSON
from symptoms.write.asking import InDoubt, code_of

CONFIRM, CHANGE = "confirm", "change"
NOT_TYPED = ("csrfmiddlewaretoken", CONFIRM, CHANGE)


def confirmed_in(request: SignedIn) -> list[str]:
    """What "Yes, keep it" confirmed: ``["weight=157"]``."""
    return request.POST.get(CONFIRM, "").split()


def wants_change(request: SignedIn) -> bool:
    """Whether "Change it" was pressed: the form is shown again as it was sent, and nothing is saved."""
    return CHANGE in request.POST


def ask(
    request: SignedIn,
    doubtful: InDoubt,
    record: Record | None = None,
    typed: Mapping[str, str] | None = None,
    **context: object,
) -> HttpResponse:
    """``typed``: what goes along, where it is not all that was sent."""
    codes = [*confirmed_in(request), *(code_of(doubt) for doubt in doubtful.doubts)]
    sent = typed.items() if typed else ((name, value) for name, all in request.POST.lists() for value in all)
    voice = voice_of(record) if record else PERSON
    context |= {
        "record": record,
        "questions": [asked_back(doubt, doubtful.day, voice) for doubt in doubtful.doubts],
        "codes": " ".join(codes),
        "typed": [(name, value) for name, value in sent if name not in NOT_TYPED],
    }
    return render(request, "symptoms/is_that_right.html", context, status=422)
