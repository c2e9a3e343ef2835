"""What was talked about of what was said before visits."""

from django.utils.translation import gettext as _

from care.models import Talked
from exchange.archive.load_rows import Into
from exchange.archive.loaded import Loaded
from exchange.archive.read import Line
from exchange.rows import Problems
from symptoms.write.bulk import Fate


def load_talked(lines: list[Line], answers: Loaded, into: Into, problems: Problems) -> Loaded:
    """A press is a row and is never changed. ``answers``: those of the same file, by the ids that it has."""
    loaded = Loaded(Talked)
    there = {row.press: row for row in Talked.objects.filter(press__in=[line.said["press"] for line in lines])}
    for line in lines:
        said, patient = line.said, into.people[line.said["patient"]]
        answer = answers.rows.get(said["answer"])
        before = there.get(said["press"])
        if answer is None or answer.patient_id != patient.pk:
            problems.add(_("There is no such answer of this person in visit_answers.csv."), line.line, "answer")
        elif before and (before.patient_id, before.done) != (patient.pk, said["done"]):
            problems.add(_("This id belongs to another entry."), line.line, "press")
        elif before:
            loaded.fates[patient.pk, Fate.UNCHANGED] += 1
        else:
            row = Talked(
                patient=patient,
                answer=answer,
                done=said["done"],
                press=said["press"],
                by=into.authors[said["author"]],
                at=said["at"],
            )
            there[said["press"]] = row
            loaded.fates[patient.pk, Fate.NEW] += 1
            loaded.changed[patient] += 1
            loaded.written.append(row)
    return loaded
