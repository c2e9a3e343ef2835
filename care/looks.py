"""Who last looked at whose record, and what stood there: what is new is told by it."""

import datetime as dt

from care.models import LastLook
from clinical.need import Facts
from clinical.seen import Seen
from people.models import Patient, User
from symptoms.models import Report
from symptoms.record.days import local_day


def looked(user: User, patient: Patient, now: dt.datetime) -> None:
    """Somebody of the team has the whole record before them. Two queries; the last look counts."""
    report = Report.objects.filter(patient=patient).values_list("facts", "data_version").first()
    facts, version = (Facts.from_json(report[0]), report[1]) if report else (Facts(), 0)
    seen = Seen.of(facts, local_day(patient, now)).to_json()
    LastLook.objects.bulk_create(
        [LastLook(user=user, patient=patient, at=now, version=version, seen=seen)],
        update_conflicts=True,
        unique_fields=["user", "patient"],
        update_fields=["at", "version", "seen"],
    )
