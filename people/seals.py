"""The chain over the audit: each minute what was done since is sealed with a hash over it and over the seal before.

The ids of events are given out before their transactions end, so that a long one holds ids below those that are there
already. A seal names the ids that it covers; those that were missing wait, and the next seals pick them up. No table is
locked for it. ``people.unbroken`` follows the chain.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from django.db import IntegrityError, connection, transaction

from people.models import AuditEvent, AuditSeal

MOST = 20_000  # events of one seal
MOST_AT_ONCE = 50  # seals of one run: the first of a site that has been there for long
WAITS = dt.timedelta(minutes=10)  # at least, for an id that is missing
LONG_AGO = dt.timedelta(days=1)  # no transaction is that old
FIELDS = ("pk", "at", "user", "patient", "verb", "token", "detail")

NEAR = 1000

Range = list[int]
Row = tuple[Any, ...]


def seal(now: dt.datetime) -> int:
    """Seal all events that are committed; how many those were."""
    sealed = 0
    for _ in range(MOST_AT_ONCE):
        one = _seal_once(now)
        sealed += one
        if one < MOST:
            break
    return sealed


def rows_in(ranges: Iterable[list[Any]]) -> Iterator[Row]:
    """The events (their ``FIELDS``) with an id in one of these ranges, which ascend, in the order of their ids."""
    for near in _near(ranges):
        rows = AuditEvent.objects.filter(pk__range=(near[0][0], near[-1][1])).order_by("pk").values_list(*FIELDS)
        at = 0
        for row in rows.iterator(chunk_size=2000):
            while row[0] > near[at][1]:
                at += 1
            if row[0] >= near[at][0]:
                yield row


def _near(ranges: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """In groups, so that ids between them that are somebody else's are few, and questions too."""
    group: list[list[Any]] = []
    for each in ranges:
        if group and each[0] > group[-1][1] + NEAR:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def digest_of(rows: Iterable[Row]) -> str:
    """The SHA-256 of events (their ``FIELDS``, in the order of their ids): a line of JSON each."""
    digest = hashlib.sha256()
    for pk, at, user, patient, verb, token, detail in rows:
        moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        line = [pk, moment, user, patient and str(patient), verb, token, detail]
        digest.update(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()


def hash_of(seal: AuditSeal, digest: str) -> str:
    """Over all of a seal, the hash before it included, and the digest of its events."""
    moment = seal.made_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    whole = [seal.number, moment, seal.ranges, seal.count, seal.through, seal.waiting, seal.previous, digest]
    return hashlib.sha256(json.dumps(whole, separators=(",", ":")).encode()).hexdigest()


def _seal_once(now: dt.datetime) -> int:
    last = AuditSeal.objects.order_by("number").last() or AuditSeal(number=0, through=0, waiting=[])
    ended = _transactions()[0]  # before the events are read: what those held is read
    new = AuditEvent.objects.filter(pk__gt=last.through).order_by("pk").values_list(*FIELDS)[:MOST]
    rows = list(islice(chain(rows_in(last.waiting), new), MOST))
    under_way = _transactions()[1]  # after they were read
    found = _ranges(row[0] for row in rows)
    through = max(last.through, rows[-1][0] if rows else 0)
    still = list(_without(last.waiting, found))
    if len(rows) < MOST:  # else not all ids that wait were looked at
        still = [each for each in still if each[3] > ended or dt.datetime.fromisoformat(each[2]) > now - WAITS]
    if not rows and still == last.waiting:
        return 0
    is_old = rows and rows[-1][1] < now - LONG_AGO
    missed = [] if is_old else _without([[last.through + 1, through, now.isoformat(), under_way]], found)
    made = AuditSeal(
        number=last.number + 1,
        made_at=now,
        ranges=found,
        count=len(rows),
        through=through,
        waiting=[*still, *missed],
        previous=last.hash,
    )
    made.hash = hash_of(made, digest_of(rows))
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:  # another worker was faster
        return 0
    return len(rows)


def _transactions() -> tuple[int, int]:
    """Before which all have ended, and the next one that begins. On SQLite, which has one writer, none is under way."""
    if connection.vendor != "postgresql":
        return 0, 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(seen)::text::bigint, pg_snapshot_xmax(seen)::text::bigint"
            " FROM pg_current_snapshot() AS seen"
        )
        ended, following = cursor.fetchone()
    return ended, following


def _ranges(ids: Iterable[int]) -> list[Range]:
    """Of ids in ascending order."""
    made: list[Range] = []
    for pk in ids:
        if made and made[-1][1] == pk - 1:
            made[-1][1] = pk
        else:
            made.append([pk, pk])
    return made


def _without(ranges: Iterable[list[Any]], found: list[Range]) -> Iterator[list[Any]]:
    """What is left of these ranges, with whatever else they say."""
    for start, last, *said in ranges:
        first = start
        for low, high in found:
            if high < first or low > last:
                continue
            if first < low:
                yield [first, low - 1, *said]
            first = high + 1
        if first <= last:
            yield [first, last, *said]
