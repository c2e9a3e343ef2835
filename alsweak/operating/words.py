"""What each job of the site does, and what went wrong with one, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TITLES: dict[str, Promise] = {
    "alsweak.tasks.pulse": _("Say each minute that jobs are done"),
    "care.tasks.ask_before_visits": _("Ask people by e-mail what matters before a visit"),
    "care.tasks.catch_up": _("Bring the order of the list of patients up to date"),
    "care.tasks.make_overviews": _("Begin to count the people of each clinic together"),
    "care.tasks.overview": _("Count the people of one clinic together"),
    "exchange.tasks.bring_large": _("Bring in a large file"),
    "exchange.tasks.drop_handed_files": _("Clear away files of links that are over"),
    "exchange.tasks.drop_kept_files": _("Clear away files that nobody went on with"),
    "exchange.tasks.erase_what_is_due": _("Erase what was asked for and is due"),
    "exchange.tasks.give_for_research": _("Make an export for research"),
    "exchange.tasks.look_after_large": _("Look after large files that stopped"),
    "people.tasks.drop_sessions": _("Clear away sign-ins that are over"),
    "people.tasks.seal_audit": _("Seal what was done, for the audit"),
    "people.tasks.send_mail": _("Send letters"),
    "reports.tasks.look_after_pdfs": _("Look after PDFs that stopped"),
    "reports.tasks.make_pdf": _("Make a PDF"),
    "symptoms.day.tasks.record_waiting_drafts": _("Save the answers of a day that is over"),
    "symptoms.day.tasks.remind": _("Send reminders"),
    "symptoms.derive.tasks.refresh": _("Work out the report of one person"),
    "symptoms.derive.tasks.refresh_many": _("Work out the reports of several people"),
    "symptoms.derive.tasks.sweep_stale": _("Look for reports that are behind"),
}
OTHER = _("Work of another version of the site")

_AWAY = _("The database did not answer.")
_LONG = _("It took too long and was stopped.")
KINDS: dict[str, Promise] = {
    "OperationalError": _AWAY,
    "InterfaceError": _AWAY,
    "SoftTimeLimitExceeded": _LONG,
    "TimeLimitExceeded": _LONG,
    "WorkerLostError": _("Its process ended in the middle of it. There may not be enough memory."),
    "MemoryError": _("There was not enough memory."),
}
FAULT = _("A fault that the program did not expect. The log of the worker says more.")


def title_of(task: str) -> Promise:
    return TITLES.get(task, OTHER)


def kind_of(error: str) -> Promise:
    """Of the class of an error."""
    return KINDS.get(error, FAULT)
