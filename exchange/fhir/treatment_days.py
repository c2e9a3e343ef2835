"""What was said of treatments day by day: an Observation each, about the resource that the treatment is."""

from collections.abc import Iterator

from django.db.models import QuerySet

from clinical.courses import COUNTS
from exchange.archive.authors import Authors
from exchange.archive.reader import Reader
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.fhir.columns import components, extensions
from exchange.fhir.courses import Row, entered
from exchange.fhir.shapes import Ids, Json, local, observation, refers
from people.models import Patient

NAME = "treatment_day"
SAID = ("taken", "why_not", "troubles", *COUNTS)
BESIDE = ("time_zone", "wording")


def treatment_days(whose: QuerySet[Patient], names: Authors, reader: Reader, ids: Ids) -> Iterator[tuple[str, Json]]:
    """Each with the source that said it, and its Provenance after it."""
    for row in TREATMENT_DAYS.rows(whose, names, reader):
        yield row["source"], _day(row, ids)
        yield row["source"], entered(row, ids)


def _day(row: Row, ids: Ids) -> Json:
    return observation(
        str(row["id"]),
        ids,
        local(NAME),
        category="therapy",
        by=row["source"],
        on=row["day"],
        extension=extensions(TREATMENT_DAYS, BESIDE, NAME, row),
        focus=[refers(str(row["treatment"]))],
        component=components(TREATMENT_DAYS, SAID, NAME, row),
        note=[{"text": row["words"]}] if row["words"] else [],
    )
