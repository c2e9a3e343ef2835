"""As whom records are read, and so what of them an archive holds: what a page does not show them, it does not tell.

For the person and who helps them, what the team wrote for itself is not there (visits, what is looked at again,
notes and reasons of answers to signs); of the answers to signs, they have those that they are told of.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Model, Q

from care.before.read import may_see
from care.models import (
    DueAnswer,
    MotorSigns,
    OpmLine,
    Reply,
    SignAnswer,
    SignUndo,
    Strength,
    Talked,
    Visit,
    VisitAnswer,
)
from care.replies import is_told, rules_told
from clinical.rules import RULES
from people.access import Record
from people.models import Membership, User
from people.rights import Standing, Verb, may
from symptoms.read.private import measures_hidden, rules_hidden

OF_THE_TEAM = (Visit, Strength, MotorSigns, OpmLine, DueAnswer)
ANSWERS = {SignAnswer: "", SignUndo: "answer__", Reply: "answer__"}
FOR_THE_TEAM = frozenset({"reason", "note"})  # of an answer to a sign
NOTHING = Q(pk__in=[])


@dataclass(frozen=True)
class Reader:
    """``measures``: by record those whose answers are not shown; ``rules``: by record those of the signs of which the
    answers are not; ``said``: by record which answers before visits are. ``limited``: something can be hidden from
    such a reader, and the manifest says so."""

    limited: bool = False
    team: bool = True
    sees_grants: bool = True
    measures: Mapping[uuid.UUID, frozenset[str]] = field(default_factory=dict)
    rules: Mapping[uuid.UUID, frozenset[str]] = field(default_factory=dict)
    said: Mapping[uuid.UUID, Q] = field(default_factory=dict)

    def shown(self, model: type[Model], patient: str = "patient") -> Q:
        """Which rows of a table are. ``patient``: the way from one to whose it is."""
        if model in OF_THE_TEAM:
            return Q() if self.team else NOTHING
        if model is Membership:
            return Q() if self.sees_grants else NOTHING
        if model in (VisitAnswer, Talked) and self.limited:
            found = self._said()
            return found if model is VisitAnswer else Q(answer__in=VisitAnswer.objects.filter(found))
        if model not in ANSWERS or not self.limited:
            return Q()
        answer = ANSWERS[model]
        alike = defaultdict(list)
        for pk, rules in self.rules.items():
            alike[rules].append(pk)
        found = NOTHING
        for rules, people in alike.items():
            found |= Q(**{f"{patient}__in": people}) & ~Q(**{f"{answer}rule__in": rules})
        return found if self.team else found & is_told(answer)

    def _said(self) -> Q:
        alike = defaultdict(list)
        for pk, which in self.said.items():
            alike[which].append(pk)
        found = NOTHING
        for which, people in alike.items():
            found |= Q(patient__in=people) & which
        return found

    def blank(self, model: type[Model]) -> frozenset[str]:
        """The columns of a table that are."""
        return FOR_THE_TEAM if model is SignAnswer and not self.team else frozenset()


WHOLE = Reader()  # who runs the site


def reader_of(records: Iterable[Record], user: User) -> Reader:
    """Of records that this person opened, as one and the same."""
    opened = list(records)
    team = all(record.for_clinician for record in opened)
    return Reader(
        limited=True,
        team=team,
        sees_grants=all(may(Standing(record.role), Verb.MANAGE) for record in opened),
        measures={record.patient.pk: measures_hidden(record) for record in opened},
        said={record.patient.pk: may_see(record, user) for record in opened},
        rules={record.patient.pk: _rules_hidden(record, user, team=team) for record in opened},
    )


def _rules_hidden(record: Record, user: User, *, team: bool) -> frozenset[str]:
    return rules_hidden(record, user)(RULES) if team else frozenset(RULES) - rules_told(record, user)
