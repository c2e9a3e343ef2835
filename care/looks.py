"""Who last looked at whose record, and what stood there: what is new is told by it."""

import datetime as dt

from care.models import LastLook
from clinical.need import newest
from clinical.report import Report
from clinical.seen import Seen
from people.models import Patient, User
from symptoms.record.days import local_day


def looked(user: User, patient: Patient, now: dt.datetime, shown: Report | None, *, current: bool) -> None:
    """Somebody of the team has the page about a person before them. One query; the last look counts.

    ``shown``: the report on that page, None before the first; ``current``: it holds all that was entered.
    """
    day = local_day(patient, now)
    seen = Seen.of(shown.flags, newest(shown.spread), day) if shown else Seen(day, {})
    version = patient.data_version if current else -1  # of what was shown, as far as it matters: whatever comes is more
    LastLook.objects.bulk_create(
        [LastLook(user=user, patient=patient, at=now, version=version, seen=seen.to_json())],
        update_conflicts=True,
        unique_fields=["user", "patient"],
        update_fields=["at", "version", "seen"],
    )
