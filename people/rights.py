"""What each role may do with a record, and with a clinic: the table behind the one door."""

from enum import StrEnum

from people.models import AccessToken, Membership

Role = Membership.Role


class Verb(StrEnum):
    """What someone wants with a record."""

    VIEW = "view"
    PRINT = "print"
    EXPORT = "export"
    LOG = "log"  # open a form to write with: many of them show what was said before
    WRITE = "write"
    MANAGE = "manage"  # say who else may see it
    CLOSE = "close"  # say that it ends, or goes on again
    ERASE = "erase"  # ask that nothing of it is left, and call that off
    PROGRESS = "progress"  # ask whether a report is ready: shows no health data, so it leaves no trace

    @property
    def writes(self) -> bool:
        return self in {Verb.LOG, Verb.WRITE, Verb.MANAGE, Verb.CLOSE, Verb.ERASE}

    @property
    def audited(self) -> bool:
        # What a write changed is recorded by the service that changes it.
        return self not in {Verb.PROGRESS, Verb.WRITE, Verb.CLOSE, Verb.ERASE}


READING = frozenset({Verb.VIEW, Verb.PRINT, Verb.PROGRESS})
WRITING = READING | {Verb.EXPORT, Verb.LOG, Verb.WRITE}

# Of a grant that can look and write; one that can only look does none of what writes.
MAY: dict[str, frozenset[Verb]] = {
    Role.PATIENT: WRITING | {Verb.MANAGE, Verb.CLOSE, Verb.ERASE},
    Role.CAREGIVER: WRITING | {Verb.CLOSE},  # only where no clinic keeps it (``people.access``)
    Role.CLINICIAN: WRITING | {Verb.MANAGE, Verb.CLOSE, Verb.ERASE},  # ERASE: of the clinic that keeps it
    Role.THERAPIST: WRITING - {Verb.EXPORT},
    Role.READER: READING,
    Role.ADMIN: frozenset(),  # runs the clinic and opens no record; who does both has two grants
}

# Of these what a program may do at most, by its scope, one of a clinic being a clinician before the record: it never
# says who sees a record, or that one ends.
BY_PROGRAMS: dict[str, frozenset[Verb]] = {
    AccessToken.Scope.READ: READING | {Verb.EXPORT},
    AccessToken.Scope.WRITE: WRITING,
}

READ_ONLY = (Role.READER,)
NO_FINDINGS = (Role.THERAPIST,)  # of those who write: says no diagnosis, and marks no part as involved
INVITED_TO_A_CLINIC = (Role.CLINICIAN, Role.THERAPIST, Role.READER, Role.ADMIN)
# What can still be done with a record that was closed; by family for as long as its clinic says.
AFTER_THE_END = frozenset(
    {Verb.VIEW, Verb.PRINT, Verb.EXPORT, Verb.PROGRESS, Verb.MANAGE, Verb.CLOSE, Verb.ERASE},
)


def may(role: str, access: str, verb: Verb) -> bool:
    return verb in MAY[role] and not (verb.writes and access != Membership.Access.WRITE)
