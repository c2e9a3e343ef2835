"""Every job and every command has a row that says by whose right it reads and writes: TRUST 1 and 3."""

from pathlib import Path

from django.core.management import get_commands

from alsweak.celery import app
from people.rights import RIGHTS, Channel, Of, Verb

OURS = ("alsweak", "care", "exchange", "people", "reports", "symptoms")
# By the site's own right: it shows nobody anything, and writes only what follows from rows that stand.
OF_THE_SITE = {
    "alsweak.tasks.pulse",
    "care.tasks.catch_up",
    "care.tasks.make_overviews",
    "care.tasks.overview",
    "exchange.tasks.drop_handed_files",
    "exchange.tasks.drop_kept_files",
    "exchange.tasks.look_after_large",
    "people.tasks.drop_sessions",
    "people.tasks.seal_audit",
    "people.tasks.send_mail",
    "reports.tasks.look_after_pdfs",
    "symptoms.derive.tasks.refresh",
    "symptoms.derive.tasks.refresh_many",
    "symptoms.derive.tasks.sweep_stale",
}
# By the right of who asked, or is written to, which is looked up when it runs: the test in which they have lost it.
OF_SOMEBODY = {
    "care.tasks.ask_before_visits": "care/before/test_letters.py::test_nobody_else_is_written_to",
    "exchange.tasks.bring_large": "exchange/test_large.py::test_of_who_left_the_clinic_meanwhile_nothing_is_brought_in",
    "exchange.tasks.erase_what_is_due": "exchange/erase/test_pages.py::test_who_may_not_any_more_asked_in_vain",
    "exchange.tasks.give_for_research": (
        "exchange/research/test_give.py::test_who_takes_it_back_while_it_is_made_is_not_in_it"
    ),
    "reports.tasks.make_pdf": (
        "reports/pdf/test_worker.py::test_a_right_that_is_withdrawn_before_the_worker_comes_to_it_is_refused"
    ),
    "symptoms.day.tasks.record_waiting_drafts": (
        "symptoms/day/test_drafts.py::test_answers_of_someone_whose_access_ended_are_not_recorded_and_not_thrown_away"
    ),
    "symptoms.day.tasks.remind": "symptoms/day/test_reminders.py::test_whose_access_ended_hears_nothing",
}
# What those of them ask a door that act for one person with one record or clinic; the others go by the grants, or the
# consent, that stand at that moment.
ASKS = {
    "exchange.tasks.bring_large": (Of.CLINIC, Verb.WRITE),
    "exchange.tasks.erase_what_is_due": (Of.RECORD, Verb.ERASE),
    "reports.tasks.make_pdf": (Of.RECORD, Verb.PRINT),
    "symptoms.day.tasks.record_waiting_drafts": (Of.RECORD, Verb.WRITE),
}
# By whoever may start programs on the machine of the site; what they read or write of a record is in the audit without
# an account.
OF_THE_OPERATOR = {
    "audit_months",
    "backup",
    "check_audit",
    "demo",
    "erase",
    "export",
    "export_csv",
    "export_fhir",
    "export_research",
    "grant_app_role",
    "import",
    "import_csv",
    "import_fhir",
    "import_table",
    "imports",
    "jobs",
    "open_clinic",
    "operator",
    "refresh",
    "report",
    "restore",
    "seed",
}
HERE = Path(__file__).parent


def test_every_job_has_a_row_and_every_row_a_job():
    app.loader.import_default_modules()
    found = {name for name in app.tasks if name.partition(".")[0] in OURS}

    assert found == OF_THE_SITE | OF_SOMEBODY.keys()


def test_the_table_lets_jobs_do_what_they_do_and_nothing_else():
    assert {right for right, row in RIGHTS.items() if Channel.JOB in row.channels} == set(ASKS.values())
    assert ASKS.keys() <= OF_SOMEBODY.keys()


def test_every_command_has_a_row_and_every_row_a_command():
    assert {name for name, room in get_commands().items() if room in OURS} == OF_THE_OPERATOR


def test_each_job_that_acts_for_somebody_is_held_by_a_test_in_which_they_may_not():
    named = {name: told.split("::") for name, told in OF_SOMEBODY.items()}

    assert {name for name, (file, test) in named.items() if f"def {test}(" in (HERE / file).read_text()} == set(named)
