"""A bundle about a record that was merged into another is refused, and told which one goes on, as an archive is."""

import pytest

from exchange.fhir.write import bundle_of
from exchange.models import Import
from exchange.rows import CsvRefused
from people.models import Patient
from symptoms.models import FunctionCheck, Measurement
from symptoms.write import verbs
from tests.cast import NOW, TODAY, new_patient
from tests.exchange.assistant.pages import bring, choose
from tests.exchange.fhir.carrying import brought_in
from tests.exchange.fhir.test_of_others import ADA, bundle, scored

pytestmark = pytest.mark.django_db
GOES_ON = "Here this record was put together with another one of the same person, B-2. Write of that one."


@pytest.fixture
def merged(record, clinic, ada, cleo):
    """The bundle of Ada's record, which was merged into B-2 since."""
    verbs.record_measurement(record, TODAY, {"weight": 70}, by=ada, source="self", now=NOW)
    text = bundle_of(record)
    other = new_patient(clinic, "B-2")
    end = {"ended_on": TODAY, "ended_why": Patient.Ending.MERGED, "merged_into": other}
    Patient.objects.filter(pk=record.pk).update(**end)
    return text.replace('"value":70,', '"value":71,')


def kept():
    return (
        FunctionCheck.objects.count(),
        [float(weight) for weight in Measurement.objects.values_list("weight", flat=True)],
    )


def test_its_own_bundle_goes_into_neither_of_the_two(merged, clinic):
    with pytest.raises(CsvRefused) as caught:
        brought_in(merged, clinic)
    assert str(caught.value) == f"Entry 3, id: {GOES_ON}"
    assert (kept(), Import.objects.count()) == ((0, [70]), 0)


def test_nor_does_what_others_scored_under_its_reference(merged, clinic):
    with pytest.raises(CsvRefused) as caught:
        brought_in(bundle(ADA, scored("82940-8", 3)), clinic)
    assert str(caught.value) == f"Entry 2, patient: {GOES_ON}"
    assert (kept(), Import.objects.count()) == ((0, [70]), 0)


def test_the_page_says_which_record_goes_on(client, merged, clinic, cleo):
    client.force_login(cleo)
    page = choose(client, merged, clinic=clinic)
    assert [each.told for each in page.context["wrong"]] == [f"Entry 3, id: {GOES_ON}"]
    assert (bring(client, page).status_code, kept()) == (422, (0, [70]))
