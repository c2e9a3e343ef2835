"""For whom a figure is drawn, and what of it they asked to see."""

from typing import Any

from django.http import HttpRequest

from people.access import Record
from reports.figures.context import Audience


def audience_of(record: Record) -> Audience:
    return "clinician" if record.for_clinician else "patient"


def switched_on(request: HttpRequest) -> dict[str, Any]:
    """A stage or a slope is shown to a person who asks to see it (CLINICAL 3.6, 13), on this page and this time."""
    return {f"show_{name}": True for name in ("stage", "slope") if name in request.GET}
