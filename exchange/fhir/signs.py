"""The signs that wait for an answer or had one, and what the team did about them. A sign is a Flag and never a
Condition (CLINICAL 10.4)."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet

from care.answers import OPEN, answers_of, states
from care.models import SignAnswer
from clinical.life import Stand, State, stand
from clinical.plain import read
from clinical.rules import RULES, of_known_rules
from clinical.signs import Flag
from exchange.archive.authors import Authors
from exchange.archive.care_tables import SIGNS
from exchange.archive.reader import Reader
from exchange.fhir import codes
from exchange.fhir.courses import Row
from exchange.fhir.shapes import Ids, Json, local, local_or_text, moment, provenance, refers, said
from people.models import Patient
from symptoms.models.base import Source
from symptoms.read import stored
from symptoms.read.private import Hides

UNTIL = f"{codes.FACT}sign-until"
TELLS = f"{codes.FACT}sign-tells"
NOBODY = ""
UNDONE, REPLY = "answer.undone", "answer.reply"  # what else was done with an answer


def signs(
    whose: QuerySet[Patient], names: Authors, reader: Reader, hides: Hides, ids: Ids
) -> Iterator[tuple[str, Json]]:
    """Flags, then answers, each with the source that said it: a Flag follows from the record, and is said by nobody."""
    answered = [*SIGNS.rows(whose, names, reader)]
    going_on = dict(_going_on(whose.get(), reader, hides))
    shown = {key for key, state in going_on.items() if state == OPEN}
    for rule, since in sorted(shown | {(row["rule"], row["since"]) for row in answered}):
        # An answer to a later first day is one to the sign that goes on (care.answers.lives).
        states = [state for (of, began), state in going_on.items() if of == rule and began <= since]
        active = any(state != State.CLOSED for state in states)
        yield NOBODY, _flag(rule, since, ids, active=active)
    for row in answered:
        yield from ((Source.CLINICIAN, each) for each in _answer(row, ids))


def _going_on(patient: Patient, reader: Reader, hides: Hides) -> Iterator[tuple[tuple[str, dt.date], str]]:
    """The signs of the report as it is stored, each with how it stands by the answers that the reader is shown; open
    where it waits for one."""
    row = stored.raised(patient.pk)
    if row is None or patient.ended_on:
        return
    raised = [read(Flag, flag) for flag in of_known_rules(row.flags)]
    hidden = hides({flag.rule for flag in raised})
    flags = [flag for flag in raised if flag.rule not in hidden]
    told = set(SignAnswer.objects.filter(reader.shown(SignAnswer), patient=patient).values_list("pk", flat=True))
    answers = [each for each in answers_of([patient.pk])[patient.pk] if each.pk in told]
    found = states(patient, flags, answers, row.as_of)
    for flag in flags:
        state = found[flag.rule, flag.since]
        if stand(flag, state, row.as_of) is not Stand.UNHEARD:
            yield (flag.rule, flag.since), state


def _flag(rule: str, since: dt.date, ids: Ids, *, active: bool) -> Json:
    return {
        "resourceType": "Flag",
        "id": ids.of("flag", rule, since),
        "status": "active" if active else "inactive",
        "code": local_or_text(rule, "rule", RULES),
        "subject": refers(ids.patient),
        "period": {"start": str(since)},
    }


def _answer(row: Row, ids: Ids) -> Iterator[Json]:
    """What was done, and who did it when; one that was taken back does not count, and stays."""
    key = (row["rule"], row["since"], row["action"], row["at"].astimezone(dt.UTC).isoformat(), row["press"])
    id, reply = ids.of("answer", *key), row["reply"]
    extension: list[Json] = [{"url": UNTIL, "valueDate": str(row["until"])}] if row["until"] else []
    extension += [{"url": TELLS, "valueBoolean": True}] if row["tells"] else []
    yield said(
        {
            "resourceType": "Communication",
            "id": id,
            "extension": extension,
            "identifier": [{"system": codes.PRESS, "value": str(row["press"])}] if row["press"] else [],
            "status": "entered-in-error" if row["undone_at"] else "completed",
            "category": [local(f"answer.{row['action']}")],
            "subject": refers(ids.patient),
            "about": [refers(ids.of("flag", row["rule"], row["since"]))],
            "sent": moment(row["at"]),
            "recipient": [refers(ids.patient)] if row["tells"] or reply else [],
            "sender": refers(ids.performer(Source.CLINICIAN)),
            "reasonCode": [local(f"reason.{row['reason']}")] if row["reason"] else [],
            "payload": [{"contentString": reply}] if reply else [],
            "note": [{"text": row["note"]}] if row["note"] else [],
        }
    )
    for did, who, at in (("", "author", "at"), (UNDONE, "undone_by", "undone_at"), (REPLY, "reply_by", "reply_at")):
        if row[at]:
            yield provenance(id, ids, by=Source.CLINICIAN, author=row[who], at=row[at], did=did)
