"""``manage.py export_research``: in this process, and by a worker that may be killed."""

import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from exchange.models import ResearchExport, ResearchPart
from exchange.research import job
from exchange.research.sheets import Sheet
from people.models import AuditEvent
from tests.exchange.research.giving import SECRET, files_of, given

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(settings):
    settings.REDIS_URL = ""


def test_it_is_made_in_this_process_where_there_is_no_broker(people, tmp_path, capsys):
    output = tmp_path / "research.zip"
    call_command("export_research", output=output)

    assert files_of(output.read_bytes()).keys() == files_of(given()).keys()
    assert f"Given for research: 7 people, written to {output}. Rows: 7 of person," in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["research.zip"]


def test_without_pyarrow_it_says_so_and_writes_csv_alone(people, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("exchange.research.write.can_write_parquet", lambda: False)
    output = tmp_path / "research.zip"
    call_command("export_research", output=output)

    assert {name.rpartition(".")[2] for name in files_of(output.read_bytes())} == {"csv", "txt", "json"}
    assert "Only CSV: for Parquet beside it install pyarrow" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "secret", "sentence"),
    [
        (
            {"clinic": "Nowhere"},
            SECRET,
            "There is no clinic “Nowhere”. Name one of these with --clinic: “North Clinic”.",
        ),
        ({}, "short", "Set ALSWEAK_RESEARCH_SECRET to 50 or more random characters"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence_and_no_file_is_made(
    people, tmp_path, settings, options, secret, sentence
):
    settings.ALSWEAK_RESEARCH_SECRET = secret
    with pytest.raises(CommandError, match=sentence):
        call_command("export_research", output=tmp_path / "research.zip", **options)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_on_the_way_leaves_no_file_and_notes_nothing(people, tmp_path, monkeypatch):
    def broken(self):
        raise RuntimeError

    monkeypatch.setattr(Sheet, "done", broken)
    with pytest.raises(RuntimeError):
        call_command("export_research", output=tmp_path / "research.zip")

    assert list(tmp_path.iterdir()) == []
    assert not AuditEvent.objects.filter(verb="research export").exists()


def test_a_job_twice_is_a_job_once(people):
    export = job.ask(None, now=timezone.now())
    for _time in range(2):
        job.run(str(export.pk), now=timezone.now())
    export.refresh_from_db()

    assert (export.state, export.tries, export.told["people"]) == ("done", 1, 7)
    assert files_of(b"".join(job.pieces(export))).keys() == files_of(given()).keys()
    assert AuditEvent.objects.filter(verb="research export").count() == 7 * 2  # of the job, and of the line above


def test_a_job_that_nobody_waits_for_any_more_gives_nothing(people, monkeypatch):
    export = job.ask(None, now=timezone.now())
    made = tempfile.TemporaryFile

    def left(*args, **kwargs):
        ResearchExport.objects.all().delete()
        return made(*args, **kwargs)

    monkeypatch.setattr(job.tempfile, "TemporaryFile", left)
    job.run(str(export.pk), now=timezone.now())

    assert not ResearchPart.objects.exists()
    assert not AuditEvent.objects.filter(verb="research export").exists()


def test_what_is_refused_is_told_to_who_waits(people, settings):
    settings.ALSWEAK_RESEARCH_SECRET = ""
    export = job.ask(None, now=timezone.now())
    job.run(str(export.pk), now=timezone.now())
    export.refresh_from_db()

    assert export.state == "refused"
    assert export.told["sentence"].startswith("Set ALSWEAK_RESEARCH_SECRET")


def test_what_was_not_fetched_is_forgotten_after_a_day(people):
    export = job.ask(None, now=timezone.now())
    job.run(str(export.pk), now=timezone.now())
    job.look_after(timezone.now())
    assert ResearchPart.objects.filter(export=export).exists()

    job.look_after(timezone.now() + job.KEPT)
    assert not ResearchExport.objects.exists()
    assert not ResearchPart.objects.exists()


def test_nothing_of_it_lies_about_on_the_disk(people, tmp_path, monkeypatch):
    """The tables on their way have no names, so that nothing is left of a process that is killed."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = []
    done = Sheet.done

    def looked(self):
        seen.append(list(Path(tmp_path).iterdir()))
        return done(self)

    monkeypatch.setattr(Sheet, "done", looked)
    given()
    assert len(seen) == 14
    assert not any(seen)
