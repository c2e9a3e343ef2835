"""Visits as the tests say them."""

import datetime as dt

from care.visits.said import Said
from care.visits.write import record_visit
from clinical.vocabulary import FUNCTION_ITEMS
from tests.cast import NOW, TODAY

SCORED = {f"function.{item}": 3 for item in FUNCTION_ITEMS} | {"function.gastrostomy": 0}
DAY = dt.timedelta(days=1)


def entered(record, by, day=TODAY, *, id=None, supersedes=None, now=NOW, **said):
    """The visit that this makes."""
    return record_visit(record, Said(day, **said), by=by, now=now, id=id, supersedes=supersedes).entry
