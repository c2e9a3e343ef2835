"""A new form cannot read numbers or days in a way of its own: there is one field for each (``people.forms``)."""

import ast

import pytest
from django import forms

from alsweak import urls  # noqa: F401  brings in every page, and with it every form
from people.forms import DayField, NumberField, PlainForm, WholeField
from tests.site import ROOT

OF_DJANGO = {
    "IntegerField",
    "FloatField",
    "DecimalField",
    "DateField",
    "DateTimeField",
    "TimeField",
    "SplitDateTimeField",
}
ROOMS = ("people", "symptoms", "care", "reports", "exchange", "alsweak")


def every_form():
    found = [forms.Form]
    for each in found:
        found += each.__subclasses__()
    return sorted(
        {each for each in found if each.__module__.split(".")[0] in ROOMS}, key=lambda form: form.__qualname__
    )


def source_files():
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "migrations" not in path.parts]


def fields_made(source: str):
    """In which lines a file makes a field of Django for a number or a day that is typed."""
    for node in ast.walk(ast.parse(source)):
        made = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if made and node.func.attr in OF_DJANGO and getattr(node.func.value, "id", "") == "forms":
            widget = next((ast.unparse(each.value) for each in node.keywords if each.arg == "widget"), "")
            if widget != "forms.HiddenInput":
                yield node.lineno


def test_every_number_and_day_of_every_form_is_read_in_the_one_place():
    theirs = (
        forms.IntegerField,
        forms.FloatField,
        forms.DecimalField,
        forms.DateField,
        forms.DateTimeField,
        forms.TimeField,
    )
    others = {
        f"{form.__qualname__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if isinstance(field, theirs)
        and not isinstance(field, (NumberField, WholeField, DayField))
        and not field.widget.is_hidden
    }
    assert others == set()
    assert len(every_form()) >= 30


def test_no_form_makes_another_field_for_them_as_it_begins():
    made = {path.relative_to(ROOT): list(fields_made(path.read_text())) for path in source_files()}

    assert {str(path): lines for path, lines in made.items() if lines} == {}


def test_what_would_be_another_field_is_found():
    odd = (
        "forms.IntegerField(label='x')\nforms.DateField(widget=DayInput)\nforms.IntegerField(widget=forms.HiddenInput)"
    )

    assert list(fields_made(odd)) == [1, 2]


@pytest.mark.parametrize("kind", [NumberField, WholeField])
def test_a_number_is_typed_as_text_so_that_no_browser_drops_its_comma(kind):
    class Asked(PlainForm):
        number = kind()

    assert Asked()["number"].field.widget.input_type == "text"


def test_no_template_asks_for_a_number_in_a_way_of_its_own():
    assert [str(path) for path in (ROOT / "templates").rglob("*.html") if 'type="number"' in path.read_text()] == []
