"""How a clinic reads files: kept under a name, proposed first where it fits, renamed and deleted by its writers."""

import pytest
from django.urls import reverse

from exchange.models import KeptMapping
from people.models import Clinic, Membership
from tests.exchange.assistant.asking_of import asked
from tests.exchange.assistant.pages import bring, choose, fields_of, press
from tests.exchange.tables.bringing import kept

FIRST = "date;kilos;breath\n03/04/2024;71,5;-\n"
LATER = "date;kilos;breath\n05/06/2024;70,5;88\n"


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


@pytest.fixture
def mapping(cleos, clinic):
    """Kept with the first file."""
    page = choose(cleos, FIRST, clinic=clinic)
    answers = {"order.date": "dmy", "patient": "N-1", "source": "clinician"}
    page = press(cleos, page, **{"means.kilos": "weight", "means.breath": "fvc_percent"}, **answers)
    page = press(cleos, page, **answers)
    assert page.context["would"]
    cleos.post(reverse("import_look"), fields_of(page) | {"do": "bring", "keep_as": "Ward sheet"}, follow=True)
    return KeptMapping.objects.get()


def test_a_mapping_is_kept_without_whose_record_it_was(mapping, clinic, cleo):
    assert (mapping.name, mapping.clinic, mapping.by) == ("Ward sheet", clinic, cleo)
    assert mapping.said == {
        "name": "Ward sheet",
        "columns": {
            "date": {"means": "day", "order": "dmy"},
            "kilos": {"means": "weight", "decimal": ","},
            "breath": {"means": "fvc_percent"},
        },
        "source": "clinician",
        "missing": ["-"],
    }


def test_a_later_file_with_its_columns_is_read_with_it_and_asks_only_whose_it_is(mapping, cleos, clinic):
    page = choose(cleos, LATER, clinic=clinic)
    assert asked(page) == ["Whose record is it? Write the clinic's reference."]
    bring(cleos, press(cleos, page, patient="N-2"))

    found = kept(clinic)
    assert found["N-2", "2024-06-05", "clinician"] == {"weight": 70.5, "fvc_percent": 88}


def test_a_column_can_be_chosen_otherwise_this_once(mapping, cleos, clinic):
    page = press(cleos, choose(cleos, LATER, clinic=clinic), **{"means.breath": "out"}, patient="N-2")
    bring(cleos, page)

    assert kept(clinic)["N-2", "2024-06-05", "clinician"] == {"weight": 70.5}
    assert KeptMapping.objects.get().said == mapping.said


def test_it_is_left_aside_where_that_is_chosen(mapping, cleos, clinic):
    page = choose(cleos, LATER, clinic=clinic)
    page = cleos.post(reverse("import_look"), fields_of(page) | {"mapping": "", "do": "show"}, follow=True)

    assert page.context["kept"].mapping is None
    assert page.context["columns"][1].means == "out"


def test_it_is_not_for_another_clinic(mapping, cleos, cleo):
    east = Clinic.objects.create(name="East Clinic")
    Membership.objects.create(user=cleo, clinic=east, role="clinician", access="write")

    assert choose(cleos, LATER, clinic=east).context["kept"].mapping is None


def test_it_is_renamed_and_deleted(mapping, cleos):
    at = reverse("import_mappings")
    cleos.post(at, {"mapping": mapping.pk, "name": "  Ward   sheet 2 "})
    assert KeptMapping.objects.get().name == "Ward sheet 2"
    cleos.post(at, {"mapping": mapping.pk, "do": "delete"})

    assert not KeptMapping.objects.exists()


@pytest.mark.parametrize(("name", "told"), [("", "Give it a name."), ("Other", "There is one of this name already.")])
def test_a_name_that_can_t_be_is_refused_beside_its_field(mapping, cleos, clinic, cleo, name, told):
    KeptMapping.objects.create(clinic=clinic, name="Other", said=mapping.said, by=cleo, made_at=mapping.made_at)
    page = cleos.post(reverse("import_mappings"), {"mapping": mapping.pk, "name": name})

    errors = [form.errors["name"] for kept, form in page.context["forms"] if kept.pk == mapping.pk]
    assert (page.status_code, errors) == (422, [[told]])


def test_nobody_renames_that_of_another_clinic(mapping, client, dan):
    east = Clinic.objects.create(name="East Clinic")
    Membership.objects.create(user=dan, clinic=east, role="clinician", access="write")
    client.force_login(dan)

    assert client.post(reverse("import_mappings"), {"mapping": mapping.pk, "name": "Mine"}).status_code == 404
    assert KeptMapping.objects.get().name == "Ward sheet"
