"""Whether the audit is as it was sealed: the chain (``people.seals``) is followed from its beginning."""

import datetime as dt
from dataclasses import dataclass
from operator import itemgetter

from people.models import AuditEvent, AuditSeal
from people.seals import digest_of, hash_of, rows_in

SEALED_WITHIN = dt.timedelta(minutes=10)


@dataclass(frozen=True)
class Found:
    """``wrong``: the first thing that is not as it was sealed, as a sentence; blank where all is."""

    seals: int
    events: int
    unsealed: int
    head: str
    wrong: str


def check(now: dt.datetime, expect: str = "") -> Found:
    """Look at every seal and every event, as a stream. ``expect``: a hash that was the head of the chain once."""
    number, head, seals = 0, AuditSeal(number=0, through=0, waiting=[]), AuditSeal.objects.order_by("number")
    events, is_there, wrong = 0, not expect, ""
    for seal in seals.iterator(chunk_size=500):
        wrong = _wrong_with(seal, head)
        if wrong:
            break
        number, head, events = seal.number, seal, events + seal.count
        is_there = is_there or seal.hash == expect
    late = [(pk, at) for pk, at, *_said in rows_in(head.waiting)]
    if not wrong and not is_there:
        wrong = f"No seal has the hash {expect}: the chain was cut or made anew."
    if not wrong and AuditEvent.objects.filter(pk__lte=head.through).count() - len(late) != events:
        wrong = f"Event {_stray(head)} was added below what seal {number} had looked at."
    new = AuditEvent.objects.filter(pk__gt=head.through)
    first = [*late, *new.order_by("at").values_list("pk", "at")[:1]]
    pk, at = min(first, key=itemgetter(1), default=(0, now))
    if not wrong and at < now - SEALED_WITHIN:
        wrong = f"Event {pk} of {at:%Y-%m-%d %H:%M} UTC is not sealed yet."
    return Found(number, events, len(late) + new.count(), head.hash, wrong)


def oldest_unsealed(now: dt.datetime) -> dt.timedelta:
    """For how long the first event that no seal covers has been waiting; nothing where there is none."""
    head = AuditSeal.objects.order_by("number").last() or AuditSeal(number=0, through=0, waiting=[])
    new = AuditEvent.objects.filter(pk__gt=head.through).order_by("pk").values_list("at", flat=True)[:1]
    return max((now - at for at in (*new, *(at for _pk, at, *_said in rows_in(head.waiting)))), default=dt.timedelta())


def _wrong_with(seal: AuditSeal, before: AuditSeal) -> str:
    if seal.number != before.number + 1:
        return f"Seal {before.number + 1} is missing."
    if seal.previous != before.hash:
        return f"Seal {seal.number} does not follow from the one before it."
    if hash_of(seal, digest_of(rows_in(seal.ranges))) == seal.hash:
        return ""
    there = sum(1 for _row in rows_in(seal.ranges))
    if there != seal.count:
        return f"Seal {seal.number} covers {seal.count} events, and {there} are there."
    return f"Seal {seal.number} or an event of it was changed."


def _stray(head: AuditSeal) -> int | None:
    """The id of the first event that no seal covers and none will."""
    ranges = [pair for ranges in AuditSeal.objects.values_list("ranges", flat=True) for pair in ranges]
    covered = iter([*sorted([*ranges, *head.waiting], key=itemgetter(0)), [head.through + 1, head.through + 1]])
    first, last, *_ = next(covered)
    for pk in AuditEvent.objects.filter(pk__lte=head.through).order_by("pk").values_list("pk", flat=True).iterator():
        while pk > last:
            first, last, *_ = next(covered)
        if pk < first:
            return int(pk)
    return None
