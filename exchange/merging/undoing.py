"""Two records that were put together by mistake are two again, as far as nobody has gone on since."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from care.models import OpmLine
from exchange.merging import rows
from exchange.merging.doing import STANDING, SUPERSEDED, locked
from exchange.merging.facts import as_before
from exchange.merging.letters import tell
from exchange.models import Import, Merge
from people import audit, consent
from people.models import Membership, User
from people.records import set_ending
from symptoms.write.bulk import new_version
from symptoms.write.facts import change_facts

UNDONE_WITHIN = dt.timedelta(days=30)


def too_late(made: Merge, now: dt.datetime) -> bool:
    return now > made.at + UNDONE_WITHIN


def refusal(made: Merge, now: dt.datetime) -> str:
    """Why it cannot be undone; blank where it can."""
    if too_late(made, now):
        return _("These records were put together more than 30 days ago. They can't be taken apart any more.")
    if made.kept.merged_into_id:
        return _("The record that went on was put together with a third one since. Take those apart first.")
    if made.other.merged_into_id != made.kept_id:
        return _("These two records are not together any more.")
    return ""


def undo(made: Merge, *, by: User, now: dt.datetime) -> Merge:
    """Give back what was moved, with what corrects it; doing it twice is doing it once.

    What was written in the record that went on since, stays in it. A moved row stays too where it is bound to a row of
    that record, or where one like it stands in the other; ``left`` names those. Raises ``ValidationError`` where it
    cannot be undone; then nothing is done.
    """
    with transaction.atomic():
        kept, other = locked(made.kept, made.other)
        made = Merge.objects.select_for_update(of=("self",)).get(pk=made.pk)
        if made.undone_at:
            return made
        made.kept, made.other = kept, other
        if told := refusal(made, now):
            raise ValidationError(told)
        _rows(made)
        if facts := as_before(kept, made.facts):
            change_facts(kept, by=by, **facts)
        consent.take_back(Membership.objects.filter(pk__in=made.grants, patient=kept), by=by, now=now)
        for noted in Import.objects.filter(pk__in=made.imports):
            noted.patients.remove(kept)
        set_ending(other, on=None, why="", by=by)
        made.undone_at, made.undone_by = now, by
        made.save(update_fields=["left", "undone_at", "undone_by"])
        audit.record("undo merge", user=by, patient=kept, detail=audit.of(other))
        audit.record("undo merge", user=by, patient=other, detail=audit.of(kept))
        tell("merge_undone", made, now)
        new_version([kept, other])
    return made


def _rows(made: Merge) -> None:
    moved = rows.keys(made.moved)
    there = {line.once for line in rows.lines_of(made.other) if line.once}
    back: list[rows.Line] = []
    left: list[rows.Line] = []
    for bundle in rows.bundles(rows.lines_of(made.kept)):
        if not any(line.key in moved for line in bundle):
            continue
        own = any(line.key not in moved and line.made_at < made.at for line in bundle)
        taken = any(line.once in there for line in bundle if line.once)
        (left if own or taken else back).extend(bundle)
    made.left = rows.by_label(left)
    going = rows.by_label(back)
    recorded: set[str] = {model._meta.label_lower for model in rows.HELD}
    going |= {label: ids for label, ids in made.moved.items() if label not in recorded}
    going_lines = going.get(OpmLine._meta.label_lower, [])
    lines = OpmLine.objects.filter(pk__in=going_lines)
    stood = list(lines.filter(status=STANDING).values_list("pk", flat=True))
    lines.filter(pk__in=stood).update(status=SUPERSEDED)  # where one stands in the other already, it gives way
    rows.hand_over(going, made.kept, made.other)
    _stand_again(made, stood)


def _stand_again(made: Merge, stood: list[Any]) -> None:
    """In each of the two the line of OPM that stood before stands again, unless another was said there since."""
    since = OpmLine.objects.filter(patient=made.kept, supersedes__patient=made.other)
    stood = [*stood, *since.values_list("supersedes__pk", flat=True)]
    since.update(supersedes=None)
    for patient in (made.kept, made.other):
        lines = OpmLine.objects.filter(patient=patient)
        if lines.filter(status=STANDING).exists():
            continue
        again = lines.filter(pk__in=[*stood, *made.gave_way], status=SUPERSEDED).order_by("on", "made_at", "pk").last()
        if again:
            OpmLine.objects.filter(pk=again.pk).update(status=STANDING)


def since(made: Merge, until: dt.datetime) -> rows.Ids:
    """What was written in the record that went on while the two were together, and stays in it."""
    went = rows.keys(made.moved)
    lines = rows.lines_of(made.kept)
    return rows.by_label(line for line in lines if made.at <= line.made_at <= until and line.key not in went)
