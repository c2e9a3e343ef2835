"""What was said of treatments day by day back into the lines of its table."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange.archive.read import Line
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.fhir.courses import WHEN
from exchange.fhir.entered import Entered, recorded
from exchange.fhir.entries import Entries, Entry, Wrong
from exchange.fhir.read_columns import of_components, of_extensions
from exchange.fhir.read_days import day_at
from exchange.fhir.read_people import People, id_of
from exchange.fhir.treatment_days import BESIDE, NAME, SAID


@dataclass
class TreatmentDays:
    """``lines``: by the file of the table."""

    bundle: Entries
    people: People
    entered: Entered
    lines: dict[str, list[Line]]

    def take(self, entry: Entry) -> bool:
        """Whether it was one of them. Raises ``Wrong``."""
        if entry.kind != "Observation" or NAME not in entry.codes("code"):
            return False
        treatment = self.bundle.referred(entry, "focus[0]")
        if treatment is None or treatment.kind not in WHEN:
            raise Wrong("focus[0]", _("It refers to no treatment of this bundle."))
        said = {
            "treatment": id_of(treatment),
            "day": day_at(entry, "effectiveDateTime"),
            "words": entry.get("note[0].text") or "",
            **of_extensions(entry, TREATMENT_DAYS, BESIDE, NAME),
            **of_components(entry, TREATMENT_DAYS, SAID, NAME),
            **recorded(entry, self.people, self.entered, "performer"),
        }
        self.lines[TREATMENT_DAYS.file].append(Line(entry.number, said))
        return True
