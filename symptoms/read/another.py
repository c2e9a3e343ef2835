"""Whose words a treatment is in: that another's ended may be said by whoever may write in the record, and no more."""

from people.models import User
from people.records import is_nobody
from symptoms.models import Treatment
from symptoms.models.base import Recorded


def another_said(row: Recorded, by: User) -> Treatment | None:
    """What another entered, where ``row`` is that, or says of it in the name of ``by`` that it ended; None where the
    words are one's own, or came in a file. An ending that was taken back is passed over."""
    while isinstance(row, Treatment):
        if row.author_id != by.pk and row.status != Recorded.Status.ENTERED_IN_ERROR:
            return None if is_nobody(row.author) else row
        earlier = row.supersedes
        if not isinstance(earlier, Treatment):
            return None
        row = earlier
    return None
