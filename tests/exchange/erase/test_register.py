"""Every table has a line that says how its rows go."""

from django.apps import apps
from django.db.models import ForeignKey

from exchange.erase.register import REGISTER, model_of
from people.models import Patient

PLACES = ("record", "account", "clinic")


def labels():
    return {model._meta.label for model in apps.get_models(include_auto_created=True)}


def test_every_table_has_a_line_and_every_line_a_table():
    assert (labels() - REGISTER.keys(), REGISTER.keys() - labels()) == (set(), set())


def test_a_line_says_a_way_or_a_word():
    assert [
        label for label, line in REGISTER.items() if not (line.record or line.account or line.clinic or line.told)
    ] == []


def test_each_way_leads_to_what_it_says():
    wrong = set()
    for label, line in REGISTER.items():
        for place, target in zip(PLACES, ("people.Patient", "people.User", "people.Clinic"), strict=True):
            for way in getattr(line, place):
                model = model_of(label)
                for step in way.split("__"):
                    model = model._meta.get_field(step).related_model
                if model._meta.label != target:
                    wrong.add((label, way))
    assert wrong == set()


def test_what_points_at_a_record_goes_with_it():
    stays = {"people.AuditEvent", "exchange.EraseRequest", "people.Patient"}
    points = {
        (label, field.name)
        for label in labels() - stays
        for field in model_of(label)._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Patient
    }
    assert points == {(label, way) for label, line in REGISTER.items() for way in line.record if "__" not in way}
