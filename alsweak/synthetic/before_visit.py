"""What the helper of the demo's first person said before her next visit, which is near; she herself is still asked."""

import datetime as dt

from alsweak.synthetic.accounts import EMAILS
from care.before.write import say as say_before
from care.before_said import Said
from people.models import Patient, User
from symptoms.models.base import Source

WEEKS = 12  # from her last visit to the next
SAID = (
    Said("changed", ("eating",), "She chokes on tea now."),
    Said("tasks", ("washing", "dressing")),
    Said("nights", ("2",)),
    Said("choking", ("some",)),
    Said("behaviour", ("a_little",)),
    Said("strain", ("6",)),
    Said("matter_1", ("aids",)),
)


def say(patient: Patient, *, now: dt.datetime) -> None:
    by = User.objects.get(email=EMAILS["caregiver"])
    for said in SAID:
        say_before(patient, said, by=by, source=Source.CAREGIVER, now=now)
