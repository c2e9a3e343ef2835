import datetime as dt

from clinical.history import Span as Recorded
from reports.figures.data import named
from reports.figures.marks import Span
from reports.figures.words import KINDS
from symptoms.models import Event, Treatment


def test_a_treatment_goes_by_its_own_label_or_by_what_it_is_in_order_of_its_start():
    entries = [
        Recorded("niv", "", dt.date(2026, 2, 1)),
        Recorded("riluzole", "Riluzole 50 mg", dt.date(2026, 1, 1), dt.date(2026, 3, 1)),
    ]

    assert named(entries) == (
        Span(dt.date(2026, 1, 1), dt.date(2026, 3, 1), "Riluzole 50 mg", "riluzole"),
        Span(dt.date(2026, 2, 1), None, "Breathing machine (mask)", "niv"),
    )


def test_figures_call_every_kind_by_the_name_that_the_forms_give_it():
    assert {kind.value: str(kind.label) for kind in (*Treatment.Kind, *Event.Kind)} == KINDS
