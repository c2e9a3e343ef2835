"""What of a record is not shown to everybody with access (CLINICAL 13.11): the one place that says so.

Mood is shown to others only where the person agreed to it; what caregivers say about themselves only where that was
agreed to, and never to the person. What somebody wrote they see themselves.
"""

from collections.abc import Callable, Collection

from django.db.models import Q

from clinical.rules import PRIVATE as PRIVATE_RULES
from clinical.rules import RULES
from clinical.vocabulary import MEASURES, PRIVATE
from people.access import Record
from people.consent import Part
from people.models import Membership, User
from symptoms.models import CheckIn
from symptoms.models.base import Recorded
from symptoms.record.roles import is_own

Hides = Callable[[Collection[str]], frozenset[str]]  # of rules that were raised, those that are not shown


def parts_hidden(record: Record) -> frozenset[str]:
    hidden = {str(part) for part in (Part.MOOD, Part.CAREGIVER) if not record.shows(part)}
    return frozenset(hidden | ({str(Part.CAREGIVER)} if is_own(record) else set()))


def measures_hidden(record: Record) -> frozenset[str]:
    """The measures whose answers are not shown."""
    hidden = parts_hidden(record)
    return frozenset(name for name, part in PRIVATE.items() if part in hidden)


def hidden_of(row: Recorded, record: Record, user: User) -> frozenset[str]:
    """The same of one row, which its author sees whole."""
    return frozenset() if row.author_id == user.pk else measures_hidden(record)


def rules_hidden(record: Record, user: User | None, *, on_paper: bool = False) -> Hides:
    """The warning rules that this person is not shown. ``on_paper``: of the person's own print too, which others read,
    what is theirs to share is left out. ``user``: None for who holds paper and has no account."""
    parts = parts_hidden(record)
    if on_paper and is_own(record):
        parts = frozenset(map(str, Part))
    private = {rule.id: rule.private for rule in RULES.values() if rule.private and (on_paper or not rule.on_paper)}
    hidden = frozenset(rule for rule, part in private.items() if part in parts)

    def hides(raised: Collection[str]) -> frozenset[str]:
        found = hidden & frozenset(raised)
        own = {rule for rule in found if not on_paper and private[rule] == Part.CAREGIVER}
        return found - {rule for rule in own if user and _said_by(user, record, rule)}

    return hides


def all_hidden(raised: Collection[str]) -> frozenset[str]:
    """For who did not say as whom they read."""
    return PRIVATE_RULES & frozenset(raised)


def hidden_without(rule: str, agreed: Collection[str]) -> bool:
    """Whether a rule is not shown to a clinic with which these parts are shared."""
    return rule in PRIVATE_RULES and RULES[rule].private not in agreed


def none_hidden(_raised: Collection[str]) -> frozenset[str]:
    """For who runs the site."""
    return frozenset()


def _said_by(user: User, record: Record, rule: str) -> bool:
    """Whether somebody has said themselves what raises a rule."""
    said = Q()
    for limit in RULES[rule].limits:
        said |= Q(**{f"signs__{MEASURES[limit.measure].column}__gte": limit.limit})
    return CheckIn.objects.standing().filter(said, patient=record.patient, author=user).exists()


def answers_shown(
    record: Record, user: User | None, themselves: Collection[str], theirs: Collection[str], *, on_paper: bool = False
) -> Q:
    """Of answers to questions, by ``question``, ``shown_to`` and ``author``, those that this reader is shown.

    ``themselves``: the questions to caregivers about themselves, shown as ``Part.CAREGIVER`` is and never on paper;
    ``theirs``: those that are their author's to share. ``shown_to`` is the care team where it says "team": who only
    looks, for an hour of an emergency too, and a program are not of it.
    """
    team = (
        record.for_clinician
        and record.role != Membership.Role.READER
        and not (user and user.token and user.token.clinic_id)
    )
    shared = ("team", "all") if team and not on_paper else ("all",)
    found = Q(question__in=theirs, shown_to__in=shared) | ~Q(question__in=(*themselves, *theirs))
    if not on_paper and Part.CAREGIVER not in parts_hidden(record):
        found |= Q(question__in=themselves)
    return found if on_paper or user is None else found | Q(author=user)
