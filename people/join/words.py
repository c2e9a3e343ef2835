"""What an invitation says before it is accepted: to what, what one will see, what others will see, until when.

A changed sentence is a new ``people.consent.TEXT_VERSION``.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from people import consent
from people.models import Invitation, Membership

Kind = Invitation.Kind
Role = Membership.Role


def facts_of(invitation: Invitation) -> list[tuple[str, str]]:
    to_what, you, others = _SAYS[Kind(invitation.kind)](invitation)
    return [
        (_("What it is"), to_what),
        (_("What you will see"), you),
        (_("What others will see of you"), others),
        (_("Until when"), _until(invitation)),
    ]


def _yours(row: Invitation) -> tuple[str, str, str]:
    return (
        _("A record of your own. In it you can write down how weakness changes, and see a picture of it."),
        _("Everything in it. You can write in it, and you say who else may see it."),
        _("The care team of %(clinic)s sees what you write. Nobody else does, until you say so.")
        % {"clinic": row.patient.clinic if row.patient else ""},
    )


def _help(row: Invitation) -> tuple[str, str, str]:
    assert row.patient is not None
    whose = {"person": row.patient.name or _("a person with ALS")}
    writes = row.access == Membership.Access.WRITE
    shown = consent.in_words(row.shares)
    you = _("You can look at it and write in it.") if writes else _("You can look at it, but not write in it.")
    also = _("These are shown to you too: %(parts)s.") % {"parts": shown} if shown else ""
    return (
        _("The record of %(person)s, in which weakness is written down day by day.") % whose,
        f"{you} {also}".strip(),
        _("Your name, what you write in it, and on which days you looked."),
    )


def _colleague(row: Invitation) -> tuple[str, str, str]:
    does = {
        Role.CLINICIAN: _("The records of all patients of the clinic. You can write in them and add patients."),
        Role.THERAPIST: _("The records of all patients of the clinic. You can write in them."),
        Role.READER: _("The records of all patients of the clinic, to read."),
        Role.ADMIN: _("The team and the settings of the clinic, but no records."),
    }
    return (
        _("To work in %(clinic)s.") % {"clinic": row.clinic},
        does[Role(row.role)],
        _("Your name stands in the team. Patients see on which days you opened their record."),
    )


def _to_clinic(row: Invitation) -> tuple[str, str, str]:
    assert row.patient is not None
    shown = consent.in_words(row.shares)
    also = _("These are shown too: %(parts)s.") % {"parts": shown} if shown else ""
    you = _("The whole team of the clinic that you choose can open the record and write in it.")
    return (
        _("%(person)s keeps a record here, and opens it to your clinic.")
        % {"person": row.patient.name or _("A person with ALS")},
        f"{you} {also}".strip(),
        _("The name of the clinic, and who of it opened the record on which days."),
    )


def _from_clinic(row: Invitation) -> tuple[str, str, str]:
    return (
        _("%(clinic)s asks you to open the record that you keep here.") % {"clinic": row.clinic},
        _("The same as before, and what the team writes. You see on which days they looked."),
        _("The team of the clinic sees all that you wrote and will write. You say on the next page which other parts."),
    )


def _again(row: Invitation) -> tuple[str, str, str]:
    return (
        _("A new way into your own record. Nothing in it changes."),
        _("All that you saw before. Nobody else sees more than before."),
        _("That you came in by this link or sheet stands in your list of who looked."),
    )


def _until(row: Invitation) -> str:
    if row.until:
        return _("Until %(day)s, or until someone ends it before.") % {"day": date_format(row.until, _("j F Y"))}
    if row.kind in (Kind.YOURS, Kind.AGAIN):
        return _("As long as you like.")
    if row.kind in (Kind.TO_CLINIC, Kind.FROM_CLINIC):
        return _("Until the person ends it. They can do so at any time.")
    if row.kind == Kind.COLLEAGUE:
        return _("Until you leave, or the clinic ends it.")
    return _("Until someone ends it. That is possible at any time.")


_SAYS = {
    Kind.YOURS: _yours,
    Kind.HELP: _help,
    Kind.COLLEAGUE: _colleague,
    Kind.TO_CLINIC: _to_clinic,
    Kind.FROM_CLINIC: _from_clinic,
    Kind.AGAIN: _again,
}
