"""Files that are brought in line by line."""

import datetime as dt

from exchange.csv import read_csv
from exchange.importing import import_rows
from symptoms.record.columns import values_of
from tests.cast import NOW

HEADER = "patient,date,source,weight,weakness.hand.left,function.speech\n"
DAY = dt.date(2026, 3, 1)


def bring_in(clinic, *lines, by=None, now=NOW, header=HEADER, **options):
    text = header + "".join(f"{line}\n" for line in lines)
    return import_rows(read_csv(text.encode()), clinic, by=by, now=now, **options)


def counts(done):
    return (done.new, done.unchanged, done.corrected, done.repeated)


def standing(model):
    return [
        (entry.author.name or entry.author.email, values_of(entry))
        for entry in model.objects.standing().order_by("day", "made_at")
    ]
