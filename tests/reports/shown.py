"""One record in every place that shows it."""

import csv
import datetime as dt
import io
from dataclasses import dataclass

from clinical.need import Facts
from clinical.period import Period
from clinical.plain import Json, read
from exchange.csv import csv_parts
from people.models import Patient
from reports.figures.marks import Figure, Plot
from reports.sheet import Sheet, sheet_of
from reports.summary import Summary, summary_for
from symptoms.derive import maker
from symptoms.models import Report
from symptoms.read.periods import period_of
from tests.cast import NOW


@dataclass(frozen=True)
class Shown:
    """One record in every place; ``file``: its rows, each measure that was recorded as a number."""

    summary: Summary
    json: Json
    facts: Facts
    period: Period
    sheet: Sheet
    file: list[dict[str, str]]

    @classmethod
    def of(cls, patient: Patient, start: dt.date) -> "Shown":
        maker.refresh(patient.pk, now=NOW)
        patient.refresh_from_db()
        summary = summary_for(patient)
        period = period_of(patient, start, summary.as_of)
        text = "".join(csv_parts(Patient.objects.filter(pk=patient.pk), hidden=frozenset()))
        return cls(
            summary,
            summary.json(),
            read(Facts, Report.objects.get(patient=patient).facts),
            period,
            sheet_of(summary, period, summary.context("clinician", show_slope=True)),
            [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text))],
        )

    def figure(self, name: str) -> Figure:
        return self.summary.figure(name, "clinician", show_slope=True)

    def plots(self, name: str) -> list[Plot]:
        return [panel for panel in self.figure(name).panels if isinstance(panel, Plot)]

    def last(self, measure: str) -> tuple[str, float] | None:
        """The last day on which the file has a measure, and the highest value that anyone gave for it."""
        found = [(row["date"], float(row[measure])) for row in self.file if measure in row]
        return max(found) if found else None
