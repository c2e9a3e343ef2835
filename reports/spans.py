"""Treatments and events by the names that people use for them."""

from typing import Any

from reports.figures.data import date_of
from reports.figures.marks import Span
from symptoms.models import Event, Treatment

Json = dict[str, Any]

NAMES = {**dict(Treatment.Kind.choices), **dict(Event.Kind.choices)}


def named(entries: list[Json]) -> list[Span]:
    """In order of their start, each with its own label, else the name of its kind."""
    found = [
        Span(date_of(entry["start"]), date_of(entry["end"]), entry["label"] or str(NAMES[entry["kind"]]), entry["kind"])
        for entry in entries
    ]
    return sorted(found, key=lambda span: span.start)
