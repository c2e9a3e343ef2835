"""As whom a bundle is read."""

from dataclasses import dataclass, replace

from exchange.archive import reader as archive
from people.access import Record
from people.models import User
from symptoms.read.private import Hides, none_hidden, rules_hidden


@dataclass(frozen=True)
class Reader:
    """As much as whoever reads is shown; by itself all of it, as for who runs the site. ``rows``: as of an archive;
    ``hides``: of the rules that were raised."""

    rows: archive.Reader = archive.WHOLE
    hides: Hides = none_hidden


EVERYTHING = Reader()


def reader_of(record: Record, user: User) -> Reader:
    """Who may see the record is told to who may say it on the site, and to no program."""
    rows = archive.reader_of([record], user)
    return Reader(replace(rows, sees_grants=rows.sees_grants and user.token is None), rules_hidden(record, user))
