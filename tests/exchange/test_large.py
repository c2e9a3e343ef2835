"""Files that a worker brings in."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F

from exchange import large, running
from exchange.models import Import, LargeFile
from exchange.tables.propose import propose
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables
from people.models import AuditEvent, Patient
from symptoms.models import Measurement
from symptoms.record.columns import values_of
from tests.cast import NOW
from tests.symptoms.derive.test_tasks import wait_for

pytestmark = pytest.mark.django_db(transaction=True)
GOOD = b"subject_id;visit_date;weight_kg\nA-1;2026-02-27;70,5\nN-1;2026-02-27;80\n"
WRONG = b"subject_id;visit_date;weight_kg\nA-1;2026-02-27;heavy\n"
AGES = dt.timedelta(hours=1)


def kept(clinic, by, data=GOOD, *, accept=True, answers=None, **more):
    answers = {"source": "self"} if answers is None else answers
    return large.keep(data, clinic, by=by, now=NOW, name="weights.csv", accept=accept, answers=answers, **more)


def run(file, now=NOW):
    running.run(str(file.pk), now=now)
    file.refresh_from_db()
    return file


def weights():
    return sorted((entry.patient.reference, values_of(entry)["weight"]) for entry in Measurement.objects.standing())


def test_a_worker_brings_it_in(clinic, record, cleo, celery_worker_running):
    file = kept(clinic, cleo)

    assert wait_for(lambda: LargeFile.objects.filter(state="done").exists())
    file.refresh_from_db()
    assert weights() == [("A-1", 70.5), ("N-1", 80.0)]
    assert (file.rows, file.rows_done, file.data, file.tries) == (2, 2, None, 1)
    assert file.told["counts"] == {
        "patients": 2,
        "new": 2,
        "unchanged": 0,
        "corrected": 0,
        "repeated": 0,
        "confirmed": 0,
    }
    assert file.told["created"] == 1
    assert (file.imported, file.imported.by, file.imported.file_name) == (Import.objects.get(), cleo, "weights.csv")
    assert file.imported.size == file.size == len(GOOD)


def test_twice_is_once(clinic, record, cleo):
    file = run(kept(clinic, cleo))

    run(file)

    assert (file.state, file.tries, Import.objects.count()) == ("done", 1, 1)
    with pytest.raises(ValidationError, match="it is in already"):
        large.run_again(file, now=NOW)


def test_what_is_refused_is_told_in_the_language_of_who_sent_it(clinic, record, cleo):
    cleo.language = "de"
    cleo.save()

    file = run(kept(clinic, cleo, WRONG))

    assert (file.state, weights()) == ("refused", [])
    assert file.told["problems"] == [
        "Zeile 2, Spalte weight_kg: Gefunden wurde „heavy“. Erlaubt ist: eine Zahl von 20 bis 300 kg."
    ]


def test_what_is_asked_is_kept_with_its_answers_until_it_is_in(clinic, record, cleo):
    file = run(kept(clinic, cleo, accept=False, answers={}))

    assert (file.state, weights()) == ("asked", [])
    assert [question["key"] for question in file.told["questions"]][:1] == ["source"]
    assert file.told["questions"][0]["options"] == ["self", "helped", "caregiver", "clinician"]

    answers = {question["key"]: question["proposed"] for question in file.told["questions"]} | {"source": "self"}
    large.run_again(file, now=NOW, answers=answers)
    assert (file.state, file.told) == ("waiting", {})
    assert run(file).state == "done"
    assert weights() == [("A-1", 70.5), ("N-1", 80.0)]


def test_its_columns_mean_what_was_said_of_them(clinic, record, cleo):
    data = b"who;when;much\nA-1;2026-02-27;70,5\n"
    answers = {"means.who": "patient", "means.when": "day", "means.much": "weight", "source": "self"}
    mapping = propose(read_tables(data), Asker(answers, accept=True)).mapping

    file = run(kept(clinic, cleo, data, mapping=mapping))

    assert (file.state, weights()) == ("done", [("A-1", 70.5)])


def test_a_value_that_can_hardly_be_is_asked_back_and_kept_once_confirmed(clinic, record, cleo):
    data = b"subject_id;visit_date;weight_kg\nA-1;2026-02-20;70\nA-1;2026-02-27;140\n"
    file = run(kept(clinic, cleo, data))
    assert (file.state, weights()) == ("asked", [])

    large.run_again(file, now=NOW, confirm=True)

    assert run(file).state == "done"
    assert weights() == [("A-1", 70.0), ("A-1", 140.0)]


def test_who_began_before_keeps_nothing_once_somebody_else_is_at_it(clinic, record, cleo, monkeypatch):
    """A worker that was taken for dead comes back."""
    file = kept(clinic, cleo)
    real = running.bring

    def overtaken(*args, **options):
        done = real(*args, **options)
        LargeFile.objects.filter(pk=file.pk).update(tries=2)
        return done

    monkeypatch.setattr(running, "bring", overtaken)
    run(file)

    assert (file.state, weights()) == ("under way", [])
    assert not Import.objects.exists()


def test_one_that_is_under_way_is_left_alone_until_nobody_is_at_it(clinic, record, cleo):
    file = kept(clinic, cleo)
    LargeFile.objects.update(state="under way", seen_at=NOW, tries=1)

    assert run(file).tries == 1
    with pytest.raises(ValidationError, match="is under way"):
        large.run_again(file, now=NOW)
    large.run_again(file, now=NOW + AGES)
    assert run(file).state == "done"


def test_a_try_that_fails_leaves_nothing_and_is_run_again_with_one_press(clinic, record, cleo, monkeypatch):
    file = kept(clinic, cleo)
    with monkeypatch.context() as broken:
        broken.setattr("exchange.writing.write_days", lambda *args: 1 / 0)
        run(file)
    assert (file.state, weights(), Patient.objects.count()) == ("failed", [], 1)
    assert file.told == {"sentence": "Something went wrong here, and nothing was kept. Try it again."}

    large.run_again(file, now=NOW)

    assert run(file).state == "done"


def test_of_who_left_the_clinic_meanwhile_nothing_is_brought_in(clinic, record, cleo):
    file = kept(clinic, cleo)
    cleo.memberships.update(ends_at=F("starts_at"))
    run(file)

    assert (file.state, file.told) == (
        "failed",
        {"sentence": "Who sent this cannot write in this clinic any more, and nothing was kept."},
    )
    assert weights() == []
    assert AuditEvent.objects.filter(verb="refused", user=cleo, detail=f"large file {file.pk}").count() == 1


def test_its_letters_are_gone_after_a_day(clinic, record, cleo):
    file = run(kept(clinic, cleo, WRONG))

    large.look_after(NOW + large.KEPT)
    file.refresh_from_db()
    assert file.data is not None
    large.look_after(NOW + large.KEPT + dt.timedelta(seconds=1))

    file.refresh_from_db()
    assert (file.data, file.told) == (None, {})
    with pytest.raises(ValidationError, match="A file is kept for a day"):
        large.run_again(file, now=NOW + 2 * large.KEPT)


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"state": "waiting"}, True),  # the broker was away
        ({"state": "under way", "tries": 1, "seen_at": NOW}, True),
        ({"state": "under way", "tries": 2, "seen_at": NOW}, False),  # it brings workers down
        ({"state": "under way", "tries": 1, "seen_at": NOW + AGES}, False),
        ({"state": "failed"}, False),
    ],
)
def test_what_no_worker_is_at_is_asked_for_again(clinic, cleo, monkeypatch, fields, asked):
    file = kept(clinic, cleo)
    LargeFile.objects.update(**fields)
    sent = []
    monkeypatch.setattr(large.current_app, "send_task", lambda name, args: sent.append((name, args)))

    large.look_after(NOW + AGES)

    assert sent == ([("exchange.tasks.bring_large", [str(file.pk)])] if asked else [])


def test_only_what_takes_long_is_for_a_worker():
    assert not large.is_large(b"a" * 1_000_000)
    assert large.is_large(b"a" * 1_000_001)
