"""A large file through the assistant, printed and never asserted: ``python -m tests.bench.bringing [--rows N]``.

Rows a second, the most memory that the process ever held, and the first two reports of a ten-year record straight
after, on statistics of a database that was all but empty. ``--wrong``: the same file with a wrong cell in each row.
"""

import argparse
import datetime as dt
import io
import os
import resource
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
django.setup()

from django.test.utils import setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from clinical.vocabulary import CELL_NAMES, FUNCTION_ITEMS  # noqa: E402
from exchange.rows import CsvRefused  # noqa: E402
from exchange.tables.bring import bring  # noqa: E402
from exchange.tables.questions import Asker  # noqa: E402
from exchange.tables.read import read_tables  # noqa: E402
from people.models import Clinic, Patient  # noqa: E402
from symptoms.derive import maker  # noqa: E402

DAYS = 3653  # of the first person; the others have as many of the rest
OTHERS = 400
LAST = dt.date(2026, 6, 30)
VISIT = 90  # days from one visit to the next
HEAD = (
    "ID",
    "Date",
    "Source",
    *(f"weakness.{cell}" for cell in CELL_NAMES),
    *(f"function.{item}" for item in FUNCTION_ITEMS),
    "Weight (kg)",
)


def file_of(rows: int, *, wrong: bool) -> bytes:
    """A person with ten years, and others who share the rest of the rows."""
    file, lines = io.BytesIO(), 0
    file.write(";".join(HEAD).encode() + b"\n")
    each = max(1, (rows - DAYS) // OTHERS)
    for number in range(OTHERS + 1):
        for back in range(DAYS if number == 0 else each):
            if lines == rows:
                break
            day = LAST - dt.timedelta(days=back)
            grade = max(0, 4 - (DAYS - back) // 1000) if number == 0 else 3
            visit = back % VISIT == 0
            cells = [""] * len(CELL_NAMES) if visit else [str(grade)] * len(CELL_NAMES)
            items = [str(grade)] * len(FUNCTION_ITEMS) if visit else [""] * len(FUNCTION_ITEMS)
            weight = "heavy" if wrong else f"{70 + back % 5 / 10:.1f}" if back % 7 == 0 else ""
            source = "clinician" if visit else "self"
            file.write(";".join([f"P{number:04d}", day.isoformat(), source, *cells, *items, weight]).encode() + b"\n")
            lines += 1
    return file.getvalue()


def most_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--wrong", action="store_true")
    wanted = parser.parse_args()
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        clinic = Clinic.objects.create(name="North Clinic")
        data = file_of(wanted.rows, wrong=wanted.wrong)
        print(f"{wanted.rows} rows, {len(data) / 1e6:.1f} MB; before it {most_megabytes():.0f} MB are held")
        began = time.monotonic()
        try:
            begun: list[tuple[float, float]] = []
            bring(
                read_tables(data),
                clinic,
                Asker(accept=True),
                now=timezone.now(),
                progress=lambda rows: begun or begun.append((time.monotonic(), most_megabytes())),
            )
            print(f"understood after {begun[0][0] - began:.1f} s, {begun[0][1]:.0f} MB at most")
        except CsvRefused as refused:
            print(f"refused: {refused.problems[0]}")
        took = time.monotonic() - began
        print(f"in {took:.1f} s, {wanted.rows / took:.0f} rows a second, {most_megabytes():.0f} MB at most")
        for which in ("first", "second") if not wanted.wrong else ():
            began = time.monotonic()
            maker.report_of(Patient.objects.get(reference="P0000"), LAST)
            print(f"{which} report of ten years: {time.monotonic() - began:.2f} s")
    finally:
        teardown_databases(databases, verbosity=0)


if __name__ == "__main__":
    main()
