"""What a bundle is, on its first page: a Composition that says what it never claims and leads to what is read first."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from exchange.fhir.shapes import Ids, Json, local, refers

# CLINICAL 13: on every report.
WHAT_IT_IS = (
    "A diary of weakness in ALS and a picture of what people wrote in it. Self-reported where nothing else is said; not"
    " a diagnosis, and no forecast. A part that is weak by its own grade is not a clinical finding. The function check"
    " is our own wording, not the ALSFRS-R. Nobody reads an entry at once."
)
SECTIONS = {
    "Function checks and scores of the clinic": ("function", "alsfrs_r"),
    "Treatments": ("MedicationStatement", "DeviceUseStatement", "Procedure"),
    "Visits, and the diagnosis as a clinician entered it": ("Encounter", "Condition"),
    "Signs, and what the care team did about them": ("Flag", "Communication"),
    "Exercise programme": ("programme",),
    "How often the person wants to log": ("plan",),
}


WANTED = {name for names in SECTIONS.values() for name in names}


@dataclass
class Contents:
    """What was written so far of what the first page leads to, by code, category or kind; ``last``: the last day that
    anything of it is of."""

    found: dict[str, list[Json]] = field(default_factory=dict)
    last: str = ""

    def noted(self, resource: Json) -> Json:
        concepts = (resource.get("code", {}), *resource.get("category", ()))
        codes = [each["code"] for concept in concepts for each in concept.get("coding", ())]
        for name in {resource["resourceType"], *codes} & WANTED:
            self.found.setdefault(name, []).append(refers(resource["id"]))
        day = str(resource.get("recorded") or resource.get("effectiveDateTime") or "")[:10]
        self.last = max(self.last, day)
        return resource


def composition(contents: Contents, ids: Ids) -> Iterator[Json]:
    """The Composition, and the program that is its author; of a record in which nothing was said there is none."""
    if not contents.last:
        return
    program = ids.of("program")
    yield {
        "resourceType": "Device",
        "id": program,
        "deviceName": [{"name": "alsweak", "type": "manufacturer-name"}],
    }
    said = f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{WHAT_IT_IS}</p></div>'
    sections: list[Json] = [{"title": "What this is", "text": {"status": "generated", "div": said}}]
    for title, names in SECTIONS.items():
        entries = [each for name in names for each in contents.found.get(name, ())]
        sections += [{"title": title, "entry": entries}] if entries else []
    yield {
        "resourceType": "Composition",
        "id": ids.of("composition"),
        "status": "final",
        "type": local("record"),
        "subject": refers(ids.patient),
        "date": contents.last,
        "author": [refers(program)],
        "title": "Diary of weakness in ALS",
        "section": sections,
    }
