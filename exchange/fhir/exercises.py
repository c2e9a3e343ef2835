"""The exercise programme, a CarePlan a version with its exercises, and what was said of each exercise: an Observation
each that is based on the version."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from clinical.vocabulary import CELL_BY_NAME
from exchange.archive.authors import Authors
from exchange.archive.programme_tables import EXERCISE_ANSWERS, PROGRAMME_ITEMS, PROGRAMMES
from exchange.archive.reader import Reader
from exchange.fhir.columns import components, extensions, url_of
from exchange.fhir.courses import Row, entered
from exchange.fhir.shapes import Ids, Json, local, observation, refers, said, sided, site
from people.models import Patient

PROGRAMME, EXERCISE, ANSWER = "programme", "exercise", "exercise_answer"
OF_PROGRAMME = ("review", "ended")
OF_EXERCISE = ("place", "position", "sets", "repetitions", "link", "stop_if", "effort")
OF_ANSWER = ("done", "minutes", "effort", "could_talk", "tired", "sore", "breathless")
PART, ITEM = url_of(EXERCISE, "part"), url_of(EXERCISE, "item")


def exercises(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[tuple[str, Json]]:
    """Each with the source that said it, and its Provenance after it."""
    versions = [*PROGRAMMES.rows(whose, names, reader)]
    items: dict[Any, list[Row]] = defaultdict(list)
    version_of = {}
    for item in PROGRAMME_ITEMS.rows(whose, names, reader):
        items[item["programme"]].append(item)
        version_of[item["id"]] = item["programme"]
    for place, row in enumerate(versions, start=1):
        later = versions[place:]
        yield row["source"], _version(row, items[row["id"]], _until(row, later), ids, last=not later)
        yield row["source"], entered(row, ids)
    for row in EXERCISE_ANSWERS.rows(whose, names, reader):
        if row["item"] in version_of:  # else the version was a mistake
            yield row["source"], _answer(row, version_of[row["item"]], ids)
            yield row["source"], entered(row, ids)


def _until(row: Row, later: list[Row]) -> dt.date | None:
    """The last day of a version before one that was made later begins, where it has a day at all."""
    begins = min((each["start"] for each in later), default=row["start"])
    return begins - dt.timedelta(1) if begins > row["start"] else None


def _version(row: Row, items: list[Row], until: dt.date | None, ids: Ids, *, last: bool) -> Json:
    """The one made last is active, whenever it begins: a bundle is the same on any day."""
    active = last and not row["ended"]
    return said(
        {
            "resourceType": "CarePlan",
            "id": str(row["id"]),
            "extension": extensions(PROGRAMMES, OF_PROGRAMME, PROGRAMME, row),
            "status": "active" if active else "completed",
            "intent": "plan",
            "category": [local(PROGRAMME)],
            "subject": refers(ids.patient),
            "period": {"start": str(row["start"])} | ({"end": str(until)} if until else {}),
            "author": refers(ids.performer(row["source"])),
            "activity": [_exercise(item, "in-progress" if active else "completed") for item in items],
            "note": [{"text": row["note"]}] if row["note"] else [],
        }
    )


def _exercise(row: Row, status: str) -> Json:
    parts = [{"url": PART, "valueCodeableConcept": _part(cell)} for cell in row["cells"]]
    repeat: Json = {"duration": row["minutes"], "durationUnit": "min"} if row["minutes"] is not None else {}
    repeat |= {"dayOfWeek": row["days"]} if row["days"] else {"frequency": 1, "period": 1, "periodUnit": "d"}
    detail = {
        "extension": [*extensions(PROGRAMME_ITEMS, OF_EXERCISE, EXERCISE, row), *parts],
        "code": local(f"{EXERCISE}.{row['kind']}", text=row["name"]),
        "reasonCode": [{"text": row["reason"]}] if row["reason"] else [],
        "status": status,
        "scheduledTiming": {"repeat": repeat},
        "description": row["how"],
    }
    return {"id": str(row["id"]), "detail": said(detail)}


def _part(cell: str) -> Json:
    """Our own code, for not each part has one of SNOMED CT, beside that where there is one."""
    found = CELL_BY_NAME[cell]
    own = local(f"part.{found.region}")
    where = site(found.region, found.side)
    return where | {"coding": [*where["coding"], *own["coding"]]} if where else sided(own, found.side)


def _answer(row: Row, version: Any, ids: Ids) -> Json:
    return observation(
        str(row["id"]),
        ids,
        local(ANSWER),
        category="activity",
        by=row["source"],
        on=row["day"],
        extension=[{"url": ITEM, "valueId": str(row["item"])}],
        basedOn=[refers(str(version))],
        component=components(EXERCISE_ANSWERS, OF_ANSWER, ANSWER, row),
    )
