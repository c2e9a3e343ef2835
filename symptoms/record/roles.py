"""As who someone writes in a record."""

from people.access import Record
from people.models import STAFF, Membership
from symptoms.models.base import Source
from symptoms.wording.voice import PERSON, Voice

SOURCE_OF = {
    Membership.Role.PATIENT: Source.SELF,
    Membership.Role.CAREGIVER: Source.CAREGIVER,
    **dict.fromkeys(STAFF, Source.CLINICIAN),
}


def source_of(record: Record, *, helped: bool = False) -> str:
    """Only the person themselves can be helped."""
    source = SOURCE_OF[record.role]
    return Source.HELPED if helped and source == Source.SELF else source


def is_own(record: Record) -> bool:
    return record.role == Membership.Role.PATIENT


def same_voice(source: str) -> tuple[str, ...]:
    """The sources of one voice: the person's own is one, alone or with help."""
    own = (str(Source.SELF), str(Source.HELPED))
    return own if source in own else (str(source),)


def voice_of(record: Record) -> Voice:
    """To whom the pages of a record speak. Who only presses for the person ("someone helps me") signs in as them."""
    return Voice(record.patient.name) if record.role == Membership.Role.CAREGIVER else PERSON
