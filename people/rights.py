"""Who may do what: the one table that every door asks (TRUST 1).

A row is a thing and a verb: as whom, and by which ways in. ``people.access`` puts the question, at the moment of the
act, for pages, API and jobs alike; what a view decides beyond it is of one entry, and never of who stands before it.
"""

from dataclasses import dataclass
from enum import StrEnum

from people.models import STAFF, AccessToken, Membership

Role = Membership.Role


class Verb(StrEnum):
    """What someone wants with a record, or with a clinic."""

    VIEW = "view"
    PRINT = "print"
    EXPORT = "export"
    LOG = "log"  # open a form to write with: many of them show what was said before
    WRITE = "write"
    MANAGE = "manage"  # say who else may see it
    CLOSE = "close"  # say that it ends, or goes on again
    ERASE = "erase"  # ask that nothing of it is left, and call that off
    PROGRESS = "progress"  # ask whether a report is ready: shows no health data, so it leaves no trace
    RUN = "run"  # decide on the team and the settings of a clinic, on the jobs of the site

    @property
    def writes(self) -> bool:
        return self in {Verb.LOG, Verb.WRITE, Verb.MANAGE, Verb.CLOSE, Verb.ERASE}

    @property
    def audited(self) -> bool:
        # What a write changed is recorded by the service that changes it.
        return self not in {Verb.PROGRESS, Verb.WRITE, Verb.CLOSE, Verb.ERASE}


class Of(StrEnum):
    """What it is done with."""

    RECORD = "record"  # the diary and its picture, which everybody with access sees
    FINDINGS = "findings"  # a diagnosis, and parts that are marked
    ASKED = "asked"  # what the person is asked, and who helps them: medicines, exercises, questions before a visit
    TEAM = "team"  # what a care team says and reads among itself: visits, signs, what is due, who looks after whom
    OWN = "own"  # what nobody else can say for a person: a first day, by which clock they live
    CLINIC = "clinic"  # all its records as one: the list, what begins there, whose is whose; its team and settings
    EXERCISES = "exercises"  # the collection of a clinic
    EMERGENCY = "emergency"  # a record of this site that nobody opened to them
    SITE = "site"  # how it runs: what is late, which jobs failed


class Channel(StrEnum):
    """By which somebody comes. Over the API a session opens what it opens on a page. A command is started by whoever
    runs the site, who may all of it; the audit names no account."""

    SESSION = "session"
    READING_PROGRAM = "reading program"
    WRITING_PROGRAM = "writing program"
    JOB = "job"  # that acts for somebody, in whose right it is asked again when it runs
    LINK = "link"  # for a visit; whoever holds it is a reader


class Only(StrEnum):
    """Where alone somebody may."""

    NO_TEAM = "no team"  # no team opens the record
    OF_THE_CLINIC = "of the clinic"  # as one of the clinic that keeps it, not by a grant of their own
    NO_ACCOUNT = "no account"  # the person has none, so that whoever writes down their word says it


@dataclass(frozen=True)
class Right:
    """``only``: of a role, where it may alone."""

    roles: tuple[str, ...]
    channels: tuple[Channel, ...] = (Channel.SESSION,)
    only: tuple[tuple[str, Only], ...] = ()


@dataclass(frozen=True)
class Standing:
    """As what somebody stands before a record, or a clinic, at a moment."""

    role: str
    access: str = Membership.Access.WRITE  # one that can only look does none of what writes
    channel: Channel = Channel.SESSION
    meets: frozenset[Only] = frozenset()


PATIENT, CAREGIVER, CLINICIAN, THERAPIST = Role.PATIENT, Role.CAREGIVER, Role.CLINICIAN, Role.THERAPIST
READING = (PATIENT, CAREGIVER, *STAFF)  # ADMIN runs the clinic and opens no record; who does both has two grants
WRITING = (PATIENT, CAREGIVER, CLINICIAN, THERAPIST)
TAKING = (PATIENT, CAREGIVER, CLINICIAN)
WRITING_STAFF = (CLINICIAN, THERAPIST)
HOME = (PATIENT, CAREGIVER)
OPERATOR = "operator"  # who looks after the site: a mark of an account, and no grant (``people.operators``)

# A program of a clinic stands before its records as a clinician.
PROGRAMS = (Channel.READING_PROGRAM, Channel.WRITING_PROGRAM)
LOOKED = (Channel.SESSION, *PROGRAMS)
WRITTEN = (Channel.SESSION, Channel.WRITING_PROGRAM)
ASKED_FOR = (Channel.SESSION, Channel.JOB)

RIGHTS: dict[tuple[Of, Verb], Right] = {
    (Of.RECORD, Verb.VIEW): Right(READING, (*LOOKED, Channel.LINK)),
    (Of.RECORD, Verb.PRINT): Right(READING, (*LOOKED, Channel.JOB)),
    (Of.RECORD, Verb.PROGRESS): Right(READING, LOOKED),
    (Of.RECORD, Verb.EXPORT): Right(TAKING, LOOKED),
    (Of.RECORD, Verb.LOG): Right(WRITING, WRITTEN),
    (Of.RECORD, Verb.WRITE): Right(WRITING, (*WRITTEN, Channel.JOB)),
    (Of.RECORD, Verb.MANAGE): Right((PATIENT, CLINICIAN)),
    (Of.RECORD, Verb.CLOSE): Right(TAKING, only=((CAREGIVER, Only.NO_TEAM),)),
    (Of.RECORD, Verb.ERASE): Right((PATIENT, CLINICIAN), ASKED_FOR, only=((CLINICIAN, Only.OF_THE_CLINIC),)),
    (Of.FINDINGS, Verb.LOG): Right(TAKING, WRITTEN),
    (Of.FINDINGS, Verb.WRITE): Right(TAKING, WRITTEN),
    (Of.ASKED, Verb.LOG): Right(HOME, WRITTEN),
    (Of.ASKED, Verb.WRITE): Right(HOME, WRITTEN),
    (Of.ASKED, Verb.PROGRESS): Right(HOME),
    (Of.TEAM, Verb.VIEW): Right(STAFF, LOOKED),
    (Of.TEAM, Verb.LOG): Right(WRITING_STAFF, WRITTEN),
    (Of.TEAM, Verb.WRITE): Right(WRITING_STAFF, WRITTEN),
    (Of.OWN, Verb.LOG): Right((PATIENT,)),
    (Of.OWN, Verb.WRITE): Right((PATIENT,)),
    (Of.OWN, Verb.MANAGE): Right((PATIENT, CLINICIAN), only=((CLINICIAN, Only.NO_ACCOUNT),)),
    (Of.OWN, Verb.PROGRESS): Right((PATIENT,)),
    (Of.CLINIC, Verb.VIEW): Right(STAFF),
    (Of.CLINIC, Verb.EXPORT): Right((CLINICIAN,)),
    (Of.CLINIC, Verb.WRITE): Right((CLINICIAN,), ASKED_FOR),
    (Of.CLINIC, Verb.RUN): Right((Role.ADMIN,)),
    (Of.EXERCISES, Verb.WRITE): Right(WRITING_STAFF),
    (Of.EMERGENCY, Verb.VIEW): Right((CLINICIAN,)),
    (Of.SITE, Verb.RUN): Right((OPERATOR,)),
}

READ_ONLY = (Role.READER,)
INVITED_TO_A_CLINIC = (*STAFF, Role.ADMIN)
# What can still be done with a record that was closed; by family for as long as its clinic says.
AFTER_THE_END = frozenset(
    {Verb.VIEW, Verb.PRINT, Verb.EXPORT, Verb.PROGRESS, Verb.MANAGE, Verb.CLOSE, Verb.ERASE},
)


def may(standing: Standing, verb: Verb, of: Of = Of.RECORD) -> bool:
    right = RIGHTS[of, verb]
    if standing.role not in right.roles or standing.channel not in right.channels:
        return False
    if verb.writes and standing.access != Membership.Access.WRITE:
        return False
    return all(only in standing.meets for role, only in right.only if role == standing.role)


def of_grant(grant: Membership) -> Standing:
    """As what a grant lets somebody stand, on a page, before what it is to."""
    return Standing(grant.role, grant.access)


def channel_of(token: AccessToken | None) -> Channel:
    """By which the program comes, or, where there is none, the person."""
    if token is None:
        return Channel.SESSION
    return Channel.WRITING_PROGRAM if token.scope == AccessToken.Scope.WRITE else Channel.READING_PROGRAM
