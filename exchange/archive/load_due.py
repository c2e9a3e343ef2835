"""What the care team answered to what is looked at again."""

from typing import Any

from django.utils.translation import gettext as _

from care.models import DueAnswer
from exchange.archive.care_tables import DUE
from exchange.archive.load_rows import Into, told_wrong
from exchange.archive.loaded import Loaded
from exchange.archive.read import Line
from exchange.rows import Problems
from symptoms.write.bulk import Fate

SAID = ("task", "action", "on", "until", "of_id")


def load_due(lines: list[Line], into: Into, problems: Problems) -> Loaded:
    """An answer is a row and is never changed."""
    loaded = Loaded(DueAnswer)
    wanted = {line.said[name] for line in lines for name in ("id", "of") if line.said[name]}
    there = {row.pk: row for row in DueAnswer.objects.filter(pk__in=wanted)}
    whose = {pk: (row.patient_id, row.task) for pk, row in there.items()}
    whose |= {line.said["id"]: (into.people[line.said["patient"]].pk, line.said["task"]) for line in lines}
    taken = dict(DueAnswer.objects.filter(of__in=wanted).values_list("of", "pk"))
    for line in lines:
        said, patient = line.said, into.people[line.said["patient"]]
        fields: dict[str, Any] = {name: said[name] for name in ("task", "action", "on", "until")}
        row = DueAnswer(
            id=said["id"], patient=patient, by=into.authors[said["author"]], at=said["at"], of_id=said["of"], **fields
        )
        before = there.get(row.pk)
        if before:
            if before.patient_id != patient.pk or any(getattr(before, name) != getattr(row, name) for name in SAID):
                problems.add(_("This id belongs to another entry."), line.line, "id")
            loaded.fates[patient.pk, Fate.UNCHANGED] += 1
            continue
        if said["of"] and whose.get(said["of"]) != (patient.pk, row.task):
            problems.add(_("There is no such answer of this person in due.csv."), line.line, "of")
        elif said["of"] and said["of"] in taken:
            problems.add(_("This answer is here already and says something else."), line.line)
        else:
            told_wrong(row, line, problems, DUE.header, {"patient", "by", "of"})
        there[row.pk] = row
        taken[said["of"]] = row.pk
        loaded.fates[patient.pk, Fate.NEW] += 1
        loaded.changed[patient] += 1
        loaded.written.append(row)
    return loaded
