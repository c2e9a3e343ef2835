import datetime as dt
import hashlib

import pytest
from django.core.management import call_command

from exchange.models import Import
from people.models import User
from people.records import came_in_a_file
from symptoms.models import Measurement
from tests.cast import NOW
from tests.symptoms.write.bringing import DAY, bring_in


def test_a_file_is_noted_with_what_came_of_it(clinic, record, tmp_path):
    path = tmp_path / "weights.csv"
    path.write_text(f"patient,date,source,weight\nA-1,{DAY},self,70\nN-1,{DAY},self,80\n")

    call_command("import_csv", str(path), clinic="North Clinic")

    noted = Import.objects.get()
    assert (noted.clinic, noted.by, noted.kind, noted.file_name) == (clinic, None, "csv", "weights.csv")
    assert (noted.checksum, noted.size) == (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size)
    assert noted.counts == {"patients": 2, "new": 2, "unchanged": 0, "corrected": 0, "repeated": 0, "confirmed": 0}
    assert sorted(noted.patients.values_list("reference", flat=True)) == ["A-1", "N-1"]
    assert noted.created == [str(noted.patients.get(reference="N-1").pk)]
    assert set(Measurement.objects.values_list("author", flat=True)) == {noted.account_id}


def test_each_file_writes_as_an_author_of_its_own(clinic, record):
    bring_in(clinic, f"A-1,{DAY},self,70,,")
    bring_in(clinic, f"A-1,{DAY},self,71,,", now=NOW + dt.timedelta(minutes=1))

    accounts = [noted.account for noted in Import.objects.all()]
    assert len(set(accounts)) == 2
    assert all(came_in_a_file(account) for account in accounts)


def test_a_file_that_changes_nothing_leaves_no_note(clinic, record):
    bring_in(clinic, f"A-1,{DAY},self,70,,")
    accounts = User.objects.count()

    bring_in(clinic, f"A-1,{DAY},self,70,,")

    assert (Import.objects.count(), User.objects.count()) == (1, accounts)


def test_a_dry_run_leaves_no_note(clinic, record, tmp_path, capsys):
    path = tmp_path / "weights.csv"
    path.write_text(f"patient,date,source,weight\nA-1,{DAY},self,70\n")

    call_command("import_csv", str(path), clinic="North Clinic", dry_run=True)

    assert not Import.objects.exists()
    assert "This was a dry run: nothing was written." in capsys.readouterr().out


@pytest.mark.parametrize("again", [False, True])
def test_what_a_table_says_of_a_person_is_noted_with_what_was_there_before(clinic, record, tmp_path, again):
    record.birth_date = dt.date(1960, 1, 1) if again else None
    record.save()
    path = tmp_path / "people.csv"
    path.write_text("subject_id;visit_date;weight_kg;birth_date\nA-1;2026-02-27;70,5;1962-05-28\n")
    answers = ["--answer=source=self", *(["--answer=fact.A-1.birth_date=file"] if again else [])]

    call_command("import_table", str(path), "--clinic=North Clinic", "--accept", *answers)

    before = "1960-01-01" if again else None
    noted = Import.objects.get()
    assert noted.facts == [{"patient": str(record.pk), "name": "birth_date", "before": before, "after": "1962-05-28"}]
    assert noted.mapping["columns"]["weight_kg"] == {"means": "weight", "decimal": ","}
    assert noted.counts["facts"] == 1
