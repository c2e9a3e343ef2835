"""README.txt of an export for research: each file, each column, and what was done to the days."""

from collections.abc import Iterable

from exchange.research.table import Table

HEAD = """\
Records for research, made by alsweak.

Whose they are: only people who said yes to research, in words that they were shown (consent_texts in
manifest.json), and had not taken it back when this was made. What was given before can't be called back;
whoever took it back is in no later export.

They are under a pseudonym, not anonymous. Somebody who knows when something happened to a person can find
them. Do not try to, do not pass the files on, and do not join them with others that could say who a person
is.

Days are moved by one number of whole days for each person, between half a year earlier and half a year later,
and never none. So what lies between two days of one person is right; the day of the week, the season, and
what lies between days of two people are not. Months and years that somebody remembered are not days: they are
told as months before the first day of the record.

A person is called the same in each export that is made with the same secret. person_id and all other numbers
that name a row are of this export.

Not in it: names, addresses, references, who wrote, clinics, what was written in words, mood, what a caregiver
says about themselves, wishes for later. What is blank was not recorded: it is not zero, and nothing was
carried forward or filled in. "Function check" is twelve questions in our own words, which are not the
ALSFRS-R and not validated; the ALSFRS-R of a clinic is in measurement and in proact_alsfrs.

The tables without "proact" and "counts" in their names are those of the OMOP Common Data Model 5.4, with all
its columns. Where no concept is listed for something its concept is 0 and the source value has our own code.
"""


def readme(tables: Iterable[Table], *, parquet: bool) -> str:
    lines = [HEAD]
    also = " and the same as .parquet" if parquet else ""
    for table in tables:
        lines += [f"{table.name}.csv{also}", f"  {table.told}"]
        lines += [f"    {column.name}: {column.kind}; {column.told}" for column in table.columns]
        lines.append("")
    lines += [
        "manifest.json",
        "  The month in which it was made, how many people there are, and rows, bytes and SHA-256 of each file.",
    ]
    return "\n".join(lines) + "\n"
