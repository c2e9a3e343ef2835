"""What each role may do with a record, and with a clinic: the table behind the one door."""

from enum import StrEnum

from people.models import Membership

Role = Membership.Role


class Verb(StrEnum):
    """What someone wants with a record."""

    VIEW = "view"
    PRINT = "print"
    EXPORT = "export"
    LOG = "log"  # open a form to write with
    WRITE = "write"
    MANAGE = "manage"  # say who else may see it, and whether it goes on
    PROGRESS = "progress"  # ask whether a report is ready: shows no health data, so it leaves no trace

    @property
    def writes(self) -> bool:
        return self in {Verb.LOG, Verb.WRITE, Verb.MANAGE}

    @property
    def audited(self) -> bool:
        # What a write changed is recorded by the service that changes it.
        return self not in {Verb.PROGRESS, Verb.LOG, Verb.WRITE}


READING = frozenset({Verb.VIEW, Verb.PRINT, Verb.PROGRESS})
WRITING = READING | {Verb.EXPORT, Verb.LOG, Verb.WRITE}

# Of a grant that can look and write; one that can only look does none of what writes.
MAY: dict[str, frozenset[Verb]] = {
    Role.PATIENT: WRITING | {Verb.MANAGE},
    Role.CAREGIVER: WRITING,
    Role.CLINICIAN: WRITING | {Verb.MANAGE},
    Role.THERAPIST: WRITING - {Verb.EXPORT},
    Role.READER: READING,
    Role.ADMIN: frozenset(),  # runs the clinic and opens no record; who does both has two grants
}

READ_ONLY = (Role.READER,)
INVITED_TO_A_CLINIC = (Role.CLINICIAN, Role.THERAPIST, Role.READER, Role.ADMIN)
# When a record was closed only these still read it, and family for as long as its clinic says.
AFTER_THE_END = frozenset({Verb.VIEW, Verb.PRINT, Verb.EXPORT, Verb.PROGRESS, Verb.MANAGE})


def may(role: str, access: str, verb: Verb) -> bool:
    return verb in MAY[role] and not (verb.writes and access != Membership.Access.WRITE)
