"""How far the picture of a patient has got: which stored report it is, and whether every entry is in it."""

import datetime as dt
from dataclasses import dataclass

from people.models import Patient
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read import stored

BEHIND = "~"


@dataclass(frozen=True)
class Freshness:
    """``current`` is False while an entry is not in the picture yet; dates are None before the first picture."""

    picture: str
    current: bool
    as_of: dt.date | None = None
    computed_at: dt.datetime | None = None

    @property
    def stamp(self) -> str:
        """Names the state that a page shows, for it to ask later whether it has changed."""
        return self.picture if self.current else self.picture + BEHIND

    def redrawn_since(self, stamp: str) -> bool:
        """Whether the page that shows ``stamp`` shows an older picture."""
        return self.picture != stamp.removesuffix(BEHIND)


def freshness_of(patient: Patient, row: Report | None) -> Freshness:
    if row is None:
        return Freshness("none", current=False)
    picture = f"{row.data_version}.{row.engine}.{row.as_of}"
    return Freshness(picture, maker.is_current(patient, row), row.as_of, row.computed_at)


def freshness_for(patient: Patient) -> Freshness:
    """The same in one light read, without the picture itself."""
    return freshness_of(patient, stored.stamped(patient.pk))
