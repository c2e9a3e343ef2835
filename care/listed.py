"""The people of a list: who they are, how many of each group, in what order. The order is ``clinical.need``'s, kept in
``care.models.Place``: the database sorts and counts by narrow columns, and reads the facts of those who are shown.

A sign that the person does not show to the clinic moves nobody; in a list of somebody with a grant of their own to a
record, none that is private does.
"""

import datetime as dt
from typing import Any

from django.db.models import BooleanField, Case, CharField, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from care.asked import Asked
from care.models import LastLook, Owner
from care.places import agreed_with_clinic
from care.visits.read import next_named
from clinical.need import Group
from clinical.rules import RISING
from people.models import Patient, User
from symptoms.models import LARGE

BY_NAME = ("name", "reference", "pk")
BY_NEED = (
    "group",
    F("pressing").desc(nulls_last=True),
    F("place__spread_on").desc(nulls_last=True),
    F("place__last_day").asc(nulls_first=True),
    *BY_NAME,
)
ORDERS: dict[str, tuple[Any, ...]] = {
    "need": BY_NEED,
    "name": BY_NAME,
    "last_entry": (F("place__last_day").desc(nulls_last=True), *BY_NAME),
}


def people(user: User, asked: Asked, now: dt.datetime) -> QuerySet[Any]:
    """Whom someone may open, of them those that were asked for but for their group; records that go on, or the closed
    ones. ``now``: for what is due by then."""
    named = Patient.objects.visible_to(user).named(asked.search)
    found = _placed(named.filter(ended_on__isnull=not asked.closed), user)
    if asked.clinic:
        found = found.filter(clinic=asked.clinic)
    if asked.level:
        found = found.filter(level=RISING.index(asked.level))
    if asked.due:
        found = found.filter(due_on__lte=day_of(now))
    standing = Owner.objects.standing()
    if asked.owner == "me":
        found = found.filter(pk__in=standing.filter(user=user).values("patient"))
    if asked.owner == "nobody":
        found = found.exclude(pk__in=standing.filter(user__isnull=False).values("patient"))
    return found


def day_of(now: dt.datetime) -> dt.date:
    """One day for everybody, for what is due: a list over several time zones is filtered by the database."""
    return now.astimezone(dt.UTC).date()


def _placed(found: QuerySet[Any], user: User) -> QuerySet[Any]:
    """With where they stand in the list of this reader. Before the first report there is no place."""
    personal: Any = Value(False)
    if user.holds_record:
        own = user.memberships.current().filter(patient__isnull=False).values("patient")
        personal = Case(When(pk__in=own, then=True), default=False, output_field=BooleanField())
    found = found.annotate(personal=personal)

    def of(name: str) -> Any:
        if not user.holds_record:
            return F(f"place__{name}")
        return Case(When(personal=True, then=F(f"place__bare_{name}")), default=F(f"place__{name}"))

    found = found.annotate(group=Coalesce(of("group"), int(Group.QUIET)), pressing=of("pressing"), level=of("level"))
    return found.annotate(due_on=of("due_on"), due=of("due"))


def counts(found: QuerySet[Any]) -> dict[Group, int]:
    """How many there are of each group. One query."""
    said = dict(found.order_by().values_list("group").annotate(n=Count("pk")))
    return {group: said.get(int(group), 0) for group in Group}


def ordered(found: QuerySet[Any], asked: Asked) -> QuerySet[Any]:
    if asked.group is not None:
        found = found.filter(group=int(asked.group))
    return found.order_by(*(BY_NAME if asked.closed else ORDERS[asked.sort]))


def shown(found: QuerySet[Any], user: User) -> list[Any]:
    """With all that a line shows, in the order of ``found``: a page, or a part of an export. Two queries, since in one
    the database reads the wide rows of everybody for a page of them."""
    chosen = list(found.values_list("pk", flat=True))
    last = Owner.objects.filter(patient=OuterRef("pk")).order_by("-pk")
    looks = LastLook.objects.filter(patient=OuterRef("pk"), user=user)
    called = Coalesce(NullIf("user__name", Value("")), "user__email", output_field=CharField())
    lines = (
        _placed(Patient.objects.filter(pk__in=chosen), user)
        .select_related("report", "clinic")
        .defer(*(f"report__{name}" for name in LARGE))
        .annotate(
            agreed_shares=Subquery(agreed_with_clinic("pk").values("shares")[:1]),
            owner_name=Subquery(last.values(called=called)[:1]),
            next_named=Subquery(next_named().values("next_visit")[:1]),
            looked_version=Subquery(looks.values("version")[:1]),
            looked_seen=Subquery(looks.values("seen")[:1]),
        )
    )
    by_id = {patient.pk: patient for patient in lines}
    return [by_id[pk] for pk in chosen if pk in by_id]
