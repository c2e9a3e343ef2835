"""How often the person wants to log, and what is not asked: their own plan, as a CarePlan each."""

from collections.abc import Iterator

from django.db.models import QuerySet

from exchange.archive.authors import Authors
from exchange.archive.reader import Reader
from exchange.archive.record_tables import PLANS
from exchange.fhir.courses import Row
from exchange.fhir.shapes import Ids, Json, local, moment, refers, said
from people.models import Patient


def plans(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[Json]:
    """In their order: the last one is the one that goes on."""
    rows = [*PLANS.rows(whose, names, reader)]
    for place, row in enumerate(rows, start=1):
        yield _plan(row, ids.of("plan", place), ids, last=place == len(rows))


def _plan(row: Row, id: str, ids: Ids, *, last: bool) -> Json:
    going = "on-hold" if row["cadence"] == "pause" else "in-progress"
    status = going if last else "completed"
    asked: list[Json] = [{"detail": {"code": local(f"cadence.{row['cadence']}"), "status": status}}]
    asked += [
        {"detail": {"code": local(f"topic.{topic}"), "status": status, "doNotPerform": True}}
        for topic in row["left_out"]
    ]
    return said(
        {
            "resourceType": "CarePlan",
            "id": id,
            "status": "active" if last else "completed",
            "intent": "plan",
            "category": [local("plan")],
            "subject": refers(ids.patient),
            "period": {"start": str(row["since"])},
            "created": moment(row["made_at"]),
            "author": {"display": row["author"]} if row["author"] else None,
            "activity": asked,
        }
    )
