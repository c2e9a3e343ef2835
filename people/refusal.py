"""Why somebody may not do with a record what they want, in a sentence."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people.models import Membership, Patient
from people.rights import AFTER_THE_END, RIGHTS, Channel, Of, Only, Standing, Verb, may

Role = Membership.Role


def refusal_of(patient: Patient, standing: Standing, verb: Verb, of: Of, told: str, now: dt.datetime) -> str:
    """Blank where they may. ``told``: where only this of the record is not theirs."""
    if standing.channel not in RIGHTS[of, verb].channels:
        if standing.channel is Channel.READING_PROGRAM and Channel.WRITING_PROGRAM in RIGHTS[of, verb].channels:
            return _("This program was let in to look, not to write.")
        return _("No program can do this. Sign in on the site.")
    if not may(standing, verb):
        return _of_the_record(standing, verb)
    if not may(standing, verb, of):
        return told or _of_the_record(standing, verb)
    return _once_it_ended(patient, standing.role, verb, now) if patient.ended_on else ""


def _of_the_record(standing: Standing, verb: Verb) -> str:
    if verb is Verb.MANAGE and standing.role == Role.CAREGIVER:
        return _("Only the person themselves or their care team can say who sees this record.")
    if verb is Verb.ERASE:
        return _("Only the person themselves, or a clinician of the clinic that keeps this record, can do this.")
    if verb is Verb.EXPORT:
        return _("You can look at this record, but not take a copy of it.")
    if verb is Verb.CLOSE and may(Standing(standing.role, standing.access, meets=frozenset(Only)), verb):
        return _("The clinic closes this record. Tell them.")
    return _("You can look at this record, but not write in it.")


def _once_it_ended(patient: Patient, role: str, verb: Verb, now: dt.datetime) -> str:
    if patient.merged_into_id and verb is Verb.CLOSE:
        return _("This record was put together with another one of the same person. The clinic can take them apart.")
    if verb not in AFTER_THE_END and patient.merged_into_id:
        return _("This record was put together with another one of the same person. Write in that one.")
    if verb not in AFTER_THE_END:
        assert patient.ended_on is not None
        return _("This record was closed on %(day)s. Nothing can be written in it any more.") % {
            "day": date_format(patient.ended_on, _("j F Y"))
        }
    if role == Role.CAREGIVER and patient.family_until and patient.family_until < now.date():
        return _("This record was closed, and the time in which family can read it is over. Ask the clinic.")
    return ""
