"""What a team did: visits with all that hangs on them, answers to signs; and the plans of the person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from care.models import MotorSigns, OpmLine, Place, Reply, SignAnswer, SignUndo, Strength, Visit
from exchange.archive.care_tables import MOTOR_SIGNS, OPM, SIGNS, STRENGTH, VISITS
from exchange.archive.load_people import told_wrong
from exchange.archive.load_rows import Into, Loaded, load_rows
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
    if any(each.shown for each in problems.values()):
        return [loaded]
    new = {row.pk for row in loaded.written}
    strengths, signs = [], []
    for pk, row in loaded.rows.items():
        if row.pk in new:
            for file, *said in examined[pk]:
                if file == STRENGTH.file:
                    strengths.append(Strength(visit=row, muscle=said[0], side=said[1], grade=said[2]))
                else:
                    signs.append(MotorSigns(visit=row, region=said[0], upper=said[1], lower=said[2]))
    Strength.objects.bulk_create(strengths, batch_size=1000)
    MotorSigns.objects.bulk_create(signs, batch_size=1000)
    _link(loaded, visits, author)
    return [loaded, _load_lines(tables[OPM.file], loaded, into, problems[OPM.file])]


def _examined(visit: Visit) -> set[tuple[Any, ...]]:
    strengths = {(STRENGTH.file, row.muscle, row.side, row.grade) for row in visit.strengths.all()}
    return strengths | {(MOTOR_SIGNS.file, row.region, row.upper, row.lower) for row in visit.motor_signs.all()}


def _link(loaded: Loaded, visits: Mapping[Any, Line], author: User) -> None:
    people = {row.patient_id for row in loaded.written}
    for model, column, link in ((FunctionCheck, "scored", "function_check"), (Measurement, "measured", "measurement")):
        entries = {
            (patient, day): pk
            for patient, day, pk in model._default_manager.filter(
                status=STANDING, patient__in=people, author=author, source=Source.CLINICIAN
            ).values_list("patient", "day", "pk")
        }
        new = {row.pk for row in loaded.written}
        for pk, row in loaded.rows.items():
            if row.pk in new and visits[pk].said[column]:
                setattr(row, f"{link}_id", entries.get((row.patient_id, row.day)))
    Visit.objects.bulk_update(loaded.written, ["function_check", "measurement"], batch_size=500)


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
        more=lambda line: {
            "visit_id": visits.rows[line.said["visit"]].pk,
            "status": STANDING if line.said["stands"] else Recorded.Status.SUPERSEDED,
        },
        leave=("visit", "stands"),
    )


def load_signs(lines: list[Line], into: Into, problems: Problems) -> Loaded:
    """An answer is a row and is never changed: one that is here already gets no more than its undo and its reply."""
    loaded = Loaded()
    people = set(into.people.values())
    there = {_key(row): row for row in SignAnswer.objects.filter(patient__in=people).select_related("undo", "reply")}
    presses = {row.press: row for row in SignAnswer.objects.filter(press__in=[line.said["press"] for line in lines])}
    names = ("rule", "since", "action", "until", "reason", "note", "tells", "press", "at")
    new: list[tuple[Line, SignAnswer]] = []
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
            loaded.fates[Fate.NEW if before is None else Fate.CORRECTED if missing else Fate.UNCHANGED] += 1
            if missing:
                loaded.changed[patient] += 1
                new.append((line, before or row))
            there[_key(row)] = before or row
    if problems.shown:
        return loaded
    for line, answer in new:
        said = line.said
        if answer.pk is None:
            answer.save(force_insert=True)
        if said["undone_by"] and not answer.undone:
            SignUndo.objects.create(answer=answer, by=into.authors[said["undone_by"]], at=said["undone_at"])
        if said["reply_by"] and not answer.replied:
            author = into.authors[said["reply_by"]]
            Reply.objects.create(answer=answer, text=said["reply"], by=author, at=said["reply_at"])
    Place.objects.filter(patient__in=list(loaded.changed)).update(made_of=None)
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
    loaded = Loaded()
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
            loaded.fates[Fate.UNCHANGED] += 1
        else:
            loaded.fates[Fate.NEW] += 1
            loaded.changed[patient] += 1
            loaded.written.append(row)
    if not problems.shown:
        Plan.objects.bulk_create(loaded.written)
    return loaded


def _of_plan(row: Plan) -> tuple[Any, ...]:
    return (row.patient_id, row.since, row.cadence, tuple(row.left_out), row.made_at)
