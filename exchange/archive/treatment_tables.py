"""The table of what was said of treatments day by day."""

from collections.abc import Iterator, Mapping
from typing import Any

from care.models import TreatmentDay
from care.treatments.read import standing_by_first
from clinical.courses import COUNTS, TROUBLES
from exchange.archive.authors import Authors
from exchange.archive.kinds import DAY, ID, TEXT, WHOLE, YES_OR_NO, Column, codes_of, one_of
from exchange.archive.reader import Reader
from exchange.archive.tables import PATIENT, RECORDED, ROW_ID, STANDING, People, Table, rows_of
from symptoms.wording.courses import NOT_TAKEN

_COUNTED = {
    "helped": "whether it helped, 0 not at all to 10 very much",
    "comfort": "how well a mask could be borne, 0 hardly to 10 very well",
    "hours": "hours of use",
    "sessions": "how often it was used",
    "cycle_days": "days of the cycle that are done",
    "feed_ml": "ml of feed",
    "water_ml": "ml of water",
    "minutes": "minutes of exercise",
}
_DAYS = (
    PATIENT,
    ROW_ID,
    Column("treatment", ID, "the id of the treatment, of treatments.csv", needed=True, field="treatment_id"),
    Column("day", DAY, "the day that it is said of", needed=True),
    Column("time_zone", TEXT, "whose midnight ends the day", needed=True),
    Column("wording", TEXT, "which words were asked"),
    Column("taken", YES_OR_NO, "of a medicine: whether it was taken"),
    Column("why_not", one_of(NOT_TAKEN), "why it was not"),
    Column("troubles", codes_of(TROUBLES), "what was hard"),
    Column("words", TEXT, "in own words"),
    *(Column(name, WHOLE, _COUNTED[name]) for name in COUNTS),
    *RECORDED,
)
_ROWS = rows_of(TreatmentDay, _DAYS, ("day", "made_at", "pk"), status=STANDING)


def _days(patients: People, names: Authors, reader: Reader) -> Iterator[Mapping[str, Any]]:
    """By the id of what stands of the treatment; of one that was a mistake there is nothing."""
    stands = standing_by_first(patients.order_by())
    for row in _ROWS(patients, names, reader):
        if row["treatment"] in stands:
            yield row | {"treatment": stands[row["treatment"]]}


TREATMENT_DAYS = Table(
    "treatment_days.csv",
    "What somebody says of a treatment on a day. The hours of a breathing machine are in observations.csv.",
    _DAYS,
    _days,
    since=2,
)
