import datetime as dt

from reports.figures.marks import Span
from reports.figures.words import KINDS
from reports.spans import named
from symptoms.models import Event, Treatment


def test_a_treatment_goes_by_its_own_label_or_by_what_it_is_in_order_of_its_start():
    entries = [
        {"kind": "niv", "label": "", "start": "2026-02-01", "end": None},
        {"kind": "riluzole", "label": "Riluzole 50 mg", "start": "2026-01-01", "end": "2026-03-01"},
    ]

    assert named(entries) == [
        Span(dt.date(2026, 1, 1), dt.date(2026, 3, 1), "Riluzole 50 mg", "riluzole"),
        Span(dt.date(2026, 2, 1), None, "Breathing machine (mask)", "niv"),
    ]


def test_figures_call_every_kind_by_the_name_that_the_forms_give_it():
    assert {kind.value: str(kind.label) for kind in (*Treatment.Kind, *Event.Kind)} == KINDS
