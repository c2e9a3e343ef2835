"""For each job of ours a state in which it has something to do; it returns what the job is called with.

``get`` gives one of the cast, as the tests have it.
"""

import datetime as dt
import uuid
import zoneinfo

from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import send_mail
from django.utils import timezone

from exchange import kept
from exchange.erase import asking
from exchange.handed import making
from exchange.models import LargeFile
from exchange.research import job
from people import audit, seals
from people.access import Verb, open_record
from reports.pdf import waiting
from reports.sheet import Asked
from symptoms.day import drafts, reminders
from symptoms.derive import maker
from symptoms.models import Draft
from tests.care.before.asking import visit_coming
from tests.care.test_overviews import filled
from tests.cast import new_patient
from tests.exchange.research.giving import SECRET, agreed, person_of
from tests.exchange.test_large import kept as large_file
from tests.symptoms.derive.test_tasks import check_in

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
# Tomorrow at the hour of letters: what the cast was given by the clock of the machine has begun.
AT = dt.datetime.combine(timezone.now().astimezone(BERLIN).date() + DAY, dt.time(18), BERLIN)


def nothing(get):
    pass


def a_report_to_make(get):
    check_in(get("record"), get("ada"), 3)
    return (str(get("record").pk),)


def reports_to_make(get):
    (first,) = a_report_to_make(get)
    return ([first, str(new_patient(get("clinic"), "A-2").pk)],)


def places_to_find(get):
    filled(get("clinic"), 2, get("ben"))


def a_view_to_make(get):
    filled(get("clinic"), 5, get("ben"))
    return (get("clinic").pk,)


def answers_that_wait(get):
    for by in (get("ada"), get("ben")):
        record = open_record(by, get("record").pk, Verb.WRITE)
        said = {"weakness.neck": 3, "weight": 70}
        drafts.keep(record, AT.date(), Draft.Kind.CHECK_IN, by=by, now=AT - 20 * MINUTE, answers=said)


def reminders_to_write(get):
    for by in (get("ada"), get("ben")):
        reminders.choose(get("record"), by, 18)


def a_visit_to_come(get):
    visit_coming(get("record"), get("cleo"), now=AT - MINUTE)
    reminders_to_write(get)


def letters_to_send(get):
    for name in ("one", "two"):
        send_mail(name, "text", None, [f"{name}@example.org"])


def sessions_that_are_over(get):
    for days in (-1, -2, 1):
        session = SessionStore()
        session.set_expiry(AT + days * DAY)
        session.create()


def events_to_seal(get):
    for verb in ("view", "print", "export"):
        audit.record(verb, user=get("ada"), patient=get("record"))
        if verb == "view":  # and no id below it is waited for
            seals.seal(AT + 2 * DAY)


def a_file_to_bring(get):
    get("record")
    file = large_file(get("clinic"), get("cleo"))
    LargeFile.objects.filter(pk=file.pk).update(sent_at=AT - MINUTE)
    return (str(file.pk),)


def an_export_to_make(get):
    get("settings").ALSWEAK_RESEARCH_SECRET = SECRET
    for number in range(5):
        agreed(person_of(get("clinic"), number, get("cleo")), get("cleo"))
    return (str(job.ask(None, now=AT - MINUTE).pk),)


def large_ones_that_are_old(get):
    for _each in range(2):
        file = large_file(get("clinic"), get("cleo"))
        LargeFile.objects.filter(pk=file.pk).update(sent_at=AT - 2 * DAY)
        job.ask(None, now=AT - 2 * DAY)


def files_of_links_that_are_over(get):
    record = open_record(get("ada"), get("record").pk, Verb.VIEW)
    for _each in range(2):
        start, ago = (AT - 9 * DAY).date(), AT - 2 * DAY
        making.make(record, by=get("ada"), start=start, days=1, press=uuid.uuid4(), now=ago)


def files_that_nobody_came_back_to(get):
    for patient in (get("record"), None):
        told = {"user": get("cleo"), "clinic": get("clinic"), "patient": patient}
        kept.keep(b"a", "a.csv", now=AT - 90 * MINUTE, **told)


def what_is_to_be_erased(get):
    record = open_record(get("ada"), get("record").pk, Verb.ERASE)
    asking.ask_for_record(record, by=get("ada"), basis="self", now=AT - 8 * DAY)
    asking.ask_for_account(get("ben"), with_records=False, now=AT - 8 * DAY)
    check_in(get("record"), get("ada"), 3)


def a_pdf(get, at):
    check_in(get("record"), get("ada"), 3)
    maker.refresh(get("record").pk, now=AT)
    return (str(waiting.ask(get("record"), get("ada"), Asked(), paper="a4", language="en", now=at).pk),)


def a_pdf_to_make(get):
    return a_pdf(get, AT - MINUTE)


def pdfs_to_look_after(get):
    for ago in (2 * DAY, 10 * MINUTE):
        a_pdf(get, AT - ago)


JOBS = {
    "alsweak.tasks.pulse": nothing,
    "care.tasks.ask_before_visits": a_visit_to_come,
    "care.tasks.catch_up": places_to_find,
    "care.tasks.make_overviews": a_view_to_make,
    "care.tasks.overview": a_view_to_make,
    "exchange.tasks.bring_large": a_file_to_bring,
    "exchange.tasks.drop_handed_files": files_of_links_that_are_over,
    "exchange.tasks.drop_kept_files": files_that_nobody_came_back_to,
    "exchange.tasks.erase_what_is_due": what_is_to_be_erased,
    "exchange.tasks.give_for_research": an_export_to_make,
    "exchange.tasks.look_after_large": large_ones_that_are_old,
    "people.tasks.drop_sessions": sessions_that_are_over,
    "people.tasks.seal_audit": events_to_seal,
    "people.tasks.send_mail": letters_to_send,
    "reports.tasks.look_after_pdfs": pdfs_to_look_after,
    "reports.tasks.make_pdf": a_pdf_to_make,
    "symptoms.day.tasks.record_waiting_drafts": answers_that_wait,
    "symptoms.day.tasks.remind": reminders_to_write,
    "symptoms.derive.tasks.refresh": a_report_to_make,
    "symptoms.derive.tasks.refresh_many": reports_to_make,
    "symptoms.derive.tasks.sweep_stale": reports_to_make,
}
