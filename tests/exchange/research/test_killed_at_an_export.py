"""A worker as a clinic runs it, which is killed while it makes an export for research."""

from django.core.management import call_command
from django.utils import timezone

from exchange import large
from exchange.models import ResearchExport, ResearchPart
from exchange.research import job
from people.models import AuditEvent
from tests import workers
from tests.exchange.research.giving import SECRET, agreed, files_of, person_of
from tests.symptoms.derive.test_tasks import wait_for


def test_a_worker_that_is_killed_gives_nothing_and_the_next_one_gives_all(clinic, cleo, start_worker, monkeypatch):
    monkeypatch.setenv("ALSWEAK_RESEARCH_SECRET", SECRET)
    for number in range(150):
        agreed(person_of(clinic, number % 60, cleo, reference=f"K-{number}"), cleo)
    first = start_worker()
    export = job.ask(None, now=timezone.now())

    assert wait_for(lambda: ResearchExport.objects.filter(state="under way").exists(), 60)
    workers.kill(first)

    assert not ResearchPart.objects.exists()
    assert not AuditEvent.objects.filter(verb="research export").exists()

    start_worker()
    job.look_after(timezone.now() + large.lost_after())
    ResearchExport.objects.update(seen_at=timezone.now() - large.lost_after() * 2)
    assert wait_for(lambda: ResearchExport.objects.filter(state="done", tries=2).exists(), 90)
    assert AuditEvent.objects.filter(verb="research export").count() == 150
    export.refresh_from_db()
    assert files_of(b"".join(job.pieces(export)))["person.csv"].count(b"\n") == 151


def test_the_command_fetches_what_a_worker_made(people, start_worker, monkeypatch, settings, tmp_path, capsys):
    monkeypatch.setenv("ALSWEAK_RESEARCH_SECRET", SECRET)
    start_worker()
    call_command("export_research", output=tmp_path / "research.zip")

    assert files_of((tmp_path / "research.zip").read_bytes())["person.csv"].count(b"\n") == 8
    assert "Given for research: 7 people" in capsys.readouterr().out
    assert not ResearchExport.objects.exists()
