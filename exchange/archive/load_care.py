"""What a team did: visits with all that hangs on them, answers to signs; and the plans of the person."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from care.models import MotorSigns, OpmLine, Reply, SignAnswer, SignUndo, Strength, Visit
from exchange.archive.care_tables import MOTOR_SIGNS, OPM, SIGNS, STRENGTH, VISITS
from exchange.archive.load_people import told_wrong
from exchange.archive.load_rows import Into, load_rows
from exchange.archive.loaded import Loaded, Patients
from exchange.archive.read import Line
from exchange.archive.reader import FOR_THE_TEAM
from exchange.archive.record_tables import PLANS
from exchange.rows import Problems
from people.models import User
from symptoms.models import FunctionCheck, Measurement, Plan
from symptoms.models.base import Recorded, Source
from symptoms.write.bulk import Fate

Tables = Mapping[str, list[Line]]
STANDING = Recorded.Status.STANDING


def load_visits(tables: Tables, into: Into, problems: Mapping[str, Problems], *, author: User) -> list[Loaded]:
    """``author``: who entered the numbers of the file. A visit is linked with those of its day."""
    visits = {line.said["id"]: line for line in tables[VISITS.file]}
    examined: dict[Any, set[tuple[Any, ...]]] = {pk: set() for pk in visits}
    parts = ((STRENGTH, ("muscle", "side", "grade"), 2), (MOTOR_SIGNS, ("region", "upper", "lower"), 1))
    for table, names, key in parts:
        seen: set[tuple[Any, ...]] = set()
        for line in tables[table.file]:
            pk = line.said["visit"]
            row = tuple(line.said[name] for name in names)
            if pk not in visits or visits[pk].said["patient"] != line.said["patient"]:
                problems[table.file].add(_("There is no such visit of this person in visits.csv."), line.line, "visit")
            elif (pk, *row[:key]) in seen:
                problems[table.file].add(_("It is there twice."), line.line, names[0])
            else:
                seen.add((pk, *row[:key]))
                examined[pk].add((table.file, *row))
    loaded = load_rows(
        Visit,
        VISITS,
        tables[VISITS.file],
        into,
        problems[VISITS.file],
        slot=lambda row: (row.patient_id, row.author_id, row.day),
        says=lambda row, line: _examined(row) == examined[line.said["id"]],
        leave=("scored", "measured"),
    )
    new = {row.pk for row in loaded.written}
    for pk, row in loaded.rows.items():
        if row.pk in new:
            loaded.hanging += [(row.patient_id, _found(row, file, said)) for file, *said in examined[pk]]
    loaded.link = partial(_link, loaded=loaded, visits=visits, author=author)
    return [loaded, _load_lines(tables[OPM.file], loaded, into, problems[OPM.file])]


def _found(visit: Visit, file: str, said: Sequence[Any]) -> Strength | MotorSigns:
    if file == STRENGTH.file:
        return Strength(visit=visit, muscle=said[0], side=said[1], grade=said[2])
    return MotorSigns(visit=visit, region=said[0], upper=said[1], lower=said[2])


def _examined(visit: Visit) -> set[tuple[Any, ...]]:
    strengths = {(STRENGTH.file, row.muscle, row.side, row.grade) for row in visit.strengths.all()}
    return strengths | {(MOTOR_SIGNS.file, row.region, row.upper, row.lower) for row in visit.motor_signs.all()}


def _link(rows: list[Visit], loaded: Loaded, visits: Mapping[Any, Line], author: User) -> None:
    """With the numbers of their days, before they are written."""
    people, new = {row.patient_id for row in rows}, {row.pk for row in rows}
    for model, column, link in ((FunctionCheck, "scored", "function_check"), (Measurement, "measured", "measurement")):
        entries = {
            (patient, day): pk
            for patient, day, pk in model._default_manager.filter(
                status=STANDING, patient__in=people, author=author, source=Source.CLINICIAN
            ).values_list("patient", "day", "pk")
        }
        for pk, row in loaded.rows.items():
            if row.pk in new and visits[pk].said[column]:
                setattr(row, f"{link}_id", entries.get((row.patient_id, row.day)))


def _load_lines(lines: list[Line], visits: Loaded, into: Into, problems: Problems) -> Loaded:
    """The lines of OPM, each at its visit; of a record one stands."""
    kept = []
    for line in lines:
        if line.said["visit"] in visits.rows:
            kept.append(line)
        else:
            problems.add(_("There is no such visit of this person in visits.csv."), line.line, "visit")
    return load_rows(
        OpmLine,
        OPM,
        kept,
        into,
        problems,
        slot=lambda row: row.patient_id,
        one_stands=True,
        more=lambda line: {
            "visit_id": visits.rows[line.said["visit"]].pk,
            "status": STANDING if line.said["stands"] else Recorded.Status.SUPERSEDED,
        },
        leave=("visit", "stands"),
    )


@dataclass
class Answers(Loaded):
    """``answered``: lines that say more than is here, each with the answer that is here, or is to be."""

    answered: list[tuple[Line, SignAnswer]] = field(default_factory=list)
    authors: Mapping[str, User] = field(default_factory=dict)
    made: set[Any] = field(default_factory=set)

    def touched(self) -> set[uuid.UUID]:
        return {answer.patient_id for _line, answer in self.answered if answer.pk is not None}

    def write(self, patients: Patients) -> None:
        for line, answer in self.answered:
            if answer.patient_id not in patients:
                continue
            said = line.said
            if answer.pk is None:
                answer.save(force_insert=True)
                self.made.add(answer.pk)
            if said["undone_by"] and not answer.undone:
                SignUndo.objects.create(answer=answer, by=self.authors[said["undone_by"]], at=said["undone_at"])
            if said["reply_by"] and not answer.replied:
                author = self.authors[said["reply_by"]]
                Reply.objects.create(answer=answer, text=said["reply"], by=author, at=said["reply_at"])

    def forget(self, patients: Patients) -> None:
        gone = [
            answer.pk for _line, answer in self.answered if answer.patient_id in patients and answer.pk in self.made
        ]
        for model in (SignUndo, Reply):
            model._default_manager.filter(answer__in=gone).delete()
        SignAnswer.objects.filter(pk__in=gone).delete()
        self.drop(patients)

    def drop(self, patients: Patients) -> None:
        super().drop(patients)
        self.answered = [each for each in self.answered if each[1].patient_id not in patients]


def load_signs(lines: list[Line], into: Into, problems: Problems) -> Answers:
    """An answer is a row and is never changed: one that is here already gets no more than its undo and its reply."""
    loaded = Answers(SignAnswer, authors=into.authors)
    people = set(into.people.values())
    there = {_key(row): row for row in SignAnswer.objects.filter(patient__in=people).select_related("undo", "reply")}
    presses = {row.press: row for row in SignAnswer.objects.filter(press__in=[line.said["press"] for line in lines])}
    names = ("rule", "since", "action", "until", "reason", "note", "tells", "press", "at")
    for line in lines:
        said, patient = line.said, into.people[line.said["patient"]]
        fields = {name: said[name] for name in names}
        row = SignAnswer(patient=patient, by=into.authors[said["author"]], **fields)
        told_wrong(row, line, problems, SIGNS.header, {"patient", "by", "press"})
        before = there.get(_key(row))
        if before is None and said["press"] in presses:
            problems.add(_("This id belongs to another entry."), line.line, "press")
        elif before and any(getattr(before, name) != value for name, value in _there(fields)):
            problems.add(_("This answer is here already and says something else."), line.line)
        else:
            for by, at in (("undone_by", "undone_at"), ("reply_by", "reply_at")):
                if bool(said[by]) != bool(said[at]):
                    problems.add(_("Who and when belong together."), line.line, by)
            missing = before is None or _more(before, said)
            fate = Fate.NEW if before is None else Fate.CORRECTED if missing else Fate.UNCHANGED
            loaded.fates[patient.pk, fate] += 1
            if missing:
                loaded.changed[patient] += 1
                loaded.answered.append((line, before or row))
            there[_key(row)] = before or row
    return loaded


def _there(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """What a file says of an answer: one that was made for the person has no word of what the team wrote for itself."""
    return ((name, value) for name, value in fields.items() if value or name not in FOR_THE_TEAM)


def _key(row: SignAnswer) -> tuple[Any, ...]:
    return (row.patient_id, row.rule, row.since, row.action, row.at)


def _more(before: SignAnswer, said: Mapping[str, Any]) -> bool:
    return bool((said["undone_by"] and not before.undone) or (said["reply_by"] and not before.replied))


def load_plans(lines: list[Line], into: Into, problems: Problems) -> Loaded:
    """A plan is a row and is never changed."""
    loaded = Loaded(Plan)
    there: Counter[tuple[Any, ...]] = Counter(
        _of_plan(row) for row in Plan.objects.filter(patient__in=set(into.people.values()))
    )
    for line in lines:
        said = {name: line.said[name] for name in ("since", "cadence", "left_out", "made_at")}
        patient = into.people[line.said["patient"]]
        author = into.authors[line.said["author"]] if line.said["author"] else None
        row = Plan(patient=patient, author=author, **said)
        told_wrong(row, line, problems, PLANS.header, {"patient", "author"})
        if there[_of_plan(row)]:
            there[_of_plan(row)] -= 1
            loaded.fates[patient.pk, Fate.UNCHANGED] += 1
        else:
            loaded.fates[patient.pk, Fate.NEW] += 1
            loaded.changed[patient] += 1
            loaded.written.append(row)
    return loaded


def _of_plan(row: Plan) -> tuple[Any, ...]:
    return (row.patient_id, row.since, row.cadence, tuple(row.left_out), row.made_at)
