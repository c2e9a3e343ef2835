"""A table as this site writes it, through the page: counted before it is kept, and refused line by line."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from people.models import Membership, Patient
from symptoms.models import CheckIn, Measurement
from tests.cast import person
from tests.exchange.assistant.pages import bring, choose, fields_of, press

GOOD = b"patient,date,source,weakness.hand.left\nA-1,2026-01-05,self,3\nB-2,2026-01-05,clinician,4\n"


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


def test_a_file_is_counted_first_and_then_taken_into_the_clinic(cleos, record, clinic):
    page = choose(cleos, GOOD, clinic=clinic)
    would = {name: page.context["would"][name] for name in ("new", "people", "created")}
    assert (would, CheckIn.objects.count()) == ({"new": 2, "people": 2, "created": ["B-2"]}, 0)
    done = bring(cleos, page).context["done"]

    assert {name: done[name] for name in would} == would
    assert CheckIn.objects.filter(patient=record).count() == 1


def test_every_wrong_line_is_told_and_nothing_is_written(cleos, record, clinic):
    page = choose(cleos, GOOD.replace(b"self,3", b"self,7").replace(b"clinician,4", b"clinician,y"), clinic=clinic)

    assert [each.told.partition(",")[0] for each in page.context["wrong"]] == ["Line 2", "Line 3"]
    assert CheckIn.objects.count() == 0


def test_a_cell_that_can_t_be_read_is_left_out_or_corrected_and_the_rest_comes_in(cleos, record, clinic):
    page = choose(cleos, GOOD.replace(b"self,3", b"self,7").replace(b"clinician,4", b"clinician,y"), clinic=clinic)
    page = press(cleos, page, **{"value.2.weakness.hand.left": "2"})
    assert [each.told.partition(",")[0] for each in page.context["wrong"]] == ["Line 3"]
    page = press(cleos, page, "leave_out")
    bring(cleos, page)

    assert list(CheckIn.objects.values_list("patient__reference", "weakness__hand_left")) == [("A-1", 2)]


def test_function_checks_too_close_to_each_other_are_told_with_their_line(cleos, clinic):
    file = b"patient,date,source,function.speech\nB-2,2026-01-01,self,4\nB-2,2026-01-14,caregiver,4\n"
    page = choose(cleos, file, clinic=clinic)

    told = "Line 3, column date: There is a function check for 2026-01-01; the next can be made 14 days after it."
    assert [each.told for each in page.context["wrong"]] == [told]
    assert (bring(cleos, page).status_code, Patient.objects.filter(reference="B-2").count()) == (422, 0)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04 and no more", b"%PDF-1.7\n"])
def test_a_file_that_is_no_table_is_refused_in_words(cleos, clinic, content):
    page = choose(cleos, content, clinic=clinic)

    assert (len(page.context["wrong"]), page.context["would"]) == (1, None)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(cleos, clinic, settings):
    settings.ALSWEAK_IMPORT_MAX_BYTES = 2_000_000
    response = choose(cleos, b"x" * 2_000_001, clinic=clinic)

    assert response.status_code == 413
    assert response.context["form"].errors["file"] == ["The file is larger than 2 MB. Send it in parts."]


def test_no_file_at_all_is_told(cleos, clinic):
    response = cleos.post(reverse("import_csv"), {"clinic": clinic.pk})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_only_those_who_write_for_a_whole_clinic_import(client, clinic, ada, dan):
    reader = person("Eve")
    Membership.objects.create(user=reader, clinic=clinic, role="clinician", access="read")
    for user in (ada, dan, reader):
        client.force_login(user)
        assert choose(client, GOOD, clinic=clinic).status_code == 403
    assert Patient.objects.filter(reference="B-2").count() == 0


def test_a_clinician_cannot_import_into_another_clinic(cleos, dan):
    elsewhere = dan.memberships.get().patient.clinic
    response = cleos.post(reverse("import_csv"), {"clinic": elsewhere.pk, "file": SimpleUploadedFile("a.csv", GOOD)})

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["clinic"])


def test_a_line_that_takes_back_what_a_file_said_does_so_also_beside_values_that_are_asked_back(cleos, clinic):
    bring(cleos, choose(cleos, GOOD, clinic=clinic))
    rows = "A-1,2026-01-05,self,yes,\nB-2,2026-01-05,self,,71\nB-2,2026-01-12,self,,155\n"
    file = f"patient,date,source,retract,weight\n{rows}"
    page = choose(cleos, file, clinic=clinic)
    assert (len(page.context["doubts"]), page.context["would"]) == (1, None)
    assert press(cleos, page, "bring").status_code == 422
    press(cleos, page, "right")

    assert list(CheckIn.objects.standing().values_list("patient__reference", flat=True)) == ["B-2"]
    assert list(Measurement.objects.order_by("day").values_list("weight", "confirmed")) == [(71, []), (155, ["weight"])]


def test_they_are_right_is_said_of_the_values_that_were_read_and_of_no_others(cleos, clinic):
    head = "patient,date,source,retract,weight\nB-2,2026-01-05,self,,71\n"
    first = choose(cleos, f"{head}B-2,2026-01-12,self,,155\n", clinic=clinic)
    other = choose(cleos, f"{head}B-2,2026-01-12,self,,156\n", clinic=clinic)
    sent = fields_of(other) | {"digest": first.context["outcome"].digest, "do": "right"}

    assert (cleos.post(reverse("import_look"), sent).status_code, Measurement.objects.count()) == (422, 0)


SPELT = b"patient,date,source,weakness.hand.left\na-1,2026-01-05,self,3\n"
TAKES_BACK = b"patient,date,source,retract\na-1,2026-01-05,self,yes\n"


def test_a_reference_in_another_spelling_is_asked_about(cleos, record, clinic):
    page = choose(cleos, SPELT, clinic=clinic)
    asked = [(each.sentence, [choice.value for choice in each.choices]) for each in page.context["questions"]]
    assert asked == [("Is “a-1” the same person as “A-1”?", ["A-1", "new"])]
    bring(cleos, press(cleos, page, **{"same.a-1": "A-1"}))

    assert list(CheckIn.objects.values_list("patient__reference", flat=True)) == ["A-1"]


def test_so_it_is_where_a_file_takes_back(cleos, record, clinic):
    bring(cleos, choose(cleos, GOOD, clinic=clinic))
    page = choose(cleos, TAKES_BACK, clinic=clinic)
    assert ([each.is_open for each in page.context["questions"]], page.context["would"]) == ([True], None)
    bring(cleos, press(cleos, page, **{"same.a-1": "A-1"}))

    assert list(CheckIn.objects.standing().values_list("patient__reference", flat=True)) == ["B-2"]


def test_the_command_asks_too_and_two_spellings_of_one_row_are_one(record, clinic, tmp_path):
    file = tmp_path / "ours.csv"
    file.write_bytes(SPELT + b"A-1,2026-01-05,self,3\n")
    with pytest.raises(CommandError, match=r"same\.a-1: Is “a-1” the same person as “A-1”\?") as caught:
        call_command("import_csv", str(file))
    assert (caught.value.returncode, CheckIn.objects.count()) == (3, 0)

    for command in ("import", "import_csv"):
        call_command(command, str(file), "--answer", "same.a-1=A-1")
    assert list(CheckIn.objects.values_list("patient__reference", flat=True)) == ["A-1"]
    file.write_bytes(SPELT + b"A-1,2026-01-05,self,2\n")
    with pytest.raises(CommandError, match="Line 3: It says something else than line 2"):
        call_command("import_csv", str(file), "--answer", "same.a-1=A-1")
