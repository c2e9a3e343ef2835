"""The rows of a record, and which of them go together: what a correction, a visit and its numbers hold on to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from care.models import (
    DueAnswer,
    ExerciseAnswer,
    OpmLine,
    Programme,
    SignAnswer,
    Talked,
    TreatmentDay,
    Visit,
    VisitAnswer,
)
from people.models import Patient
from symptoms.models import CellMark, CheckIn, Event, FunctionCheck, Measurement, Plan, RememberedOnset, Treatment
from symptoms.models.base import Recorded
from symptoms.models.check_in import Section
from symptoms.models.remembered import voice

STANDING = Recorded.Status.STANDING
DAY = ("day", "author_id", "source")
# What of a row may stand once in a record, as its constraint has it; nothing where any number may.
ONCE: dict[type[Recorded], tuple[str, ...]] = {
    CheckIn: DAY,
    FunctionCheck: DAY,
    Measurement: DAY,
    Treatment: (),
    Event: (),
    CellMark: ("cell",),
    RememberedOnset: ("cell", "source"),
    Visit: ("day", "author_id"),
    VisitAnswer: ("visit_day", "author_id", "question"),
    TreatmentDay: ("treatment_id", "day", "author_id"),
    Programme: (),
    ExerciseAnswer: ("item_id", *DAY),
}
NUMBERS: dict[str, type[Recorded]] = {"function_check_id": FunctionCheck, "measurement_id": Measurement}
HELD: tuple[type[Any], ...] = (*ONCE, OpmLine, Talked)
LOOSE: tuple[type[Any], ...] = (Plan, SignAnswer, DueAnswer)  # nothing holds on to them
MODELS = (*HELD, *LOOSE)
AT_ONCE = 500

Key = tuple[type[Any], Any]
Ids = dict[str, list[Any]]  # by the label of a model


@dataclass(frozen=True)
class Line:
    """One row: ``once`` is what no second standing row of its record may have, ``holds`` the rows it goes with."""

    key: Key
    made_at: Any
    once: tuple[Any, ...] | None
    holds: tuple[Key, ...]


def lines_of(patient: Patient) -> list[Line]:
    """All rows that can go from record to record, whether they count or not, but for those of ``LOOSE``."""
    found = []
    for model, once in ONCE.items():
        names = ("pk", "made_at", "status", "supersedes_id", *once, *(NUMBERS if model is Visit else ()))
        names += ("item__programme_id",) if model is ExerciseAnswer else ()
        for row in model._default_manager.filter(patient=patient).order_by("pk").values(*{*names}):
            holds = [(model, row["supersedes_id"])] if row["supersedes_id"] else []
            holds += [(Programme, row["item__programme_id"])] if model is ExerciseAnswer else []
            holds += [(NUMBERS[name], row[name]) for name in NUMBERS if row.get(name)]
            holds += [(Treatment, row["treatment_id"])] if model is TreatmentDay else []
            key = (model, *_once(model, row)) if once and row["status"] == STANDING else None
            found.append(Line((model, row["pk"]), row["made_at"], key, tuple(holds)))
    for pk, made_at, visit in OpmLine.objects.filter(patient=patient).values_list("pk", "made_at", "visit"):
        found.append(Line((OpmLine, pk), made_at, None, ((Visit, visit),)))
    for talk in Talked.objects.filter(patient=patient):
        found.append(Line((Talked, talk.pk), talk.at, None, ((VisitAnswer, talk.answer_id),)))
    return found


def _once(model: type[Recorded], row: Mapping[str, Any]) -> Iterator[Any]:
    for name in ONCE[model]:
        yield voice(row[name]) if model is RememberedOnset and name == "source" else row[name]


def bundles(lines: Iterable[Line]) -> list[list[Line]]:
    """Those that hold on to each other, each in one bundle."""
    by_key = {line.key: line for line in lines}
    beside: dict[Key, list[Key]] = {key: [] for key in by_key}
    for line in by_key.values():
        for other in line.holds:
            if other in by_key:
                beside[line.key].append(other)
                beside[other].append(line.key)
    found, seen = [], set()
    for key in by_key:
        if key in seen:
            continue
        bundle, waiting = [], [key]
        seen.add(key)
        while waiting:
            at = waiting.pop()
            bundle.append(by_key[at])
            new = [other for other in beside[at] if other not in seen]
            seen.update(new)
            waiting += new
        found.append(bundle)
    return found


def apart(other: Iterable[Line], kept: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The rows of one record that can come into another, and those that cannot: a row like them stands there, or
    something that they go with cannot."""
    taken = {line.once for line in kept if line.once}
    go: list[Line] = []
    stay: list[Line] = []
    for bundle in bundles(other):
        (stay if any(line.once in taken for line in bundle if line.once) else go).extend(bundle)
    return go, stay


def by_label(lines: Iterable[Line]) -> Ids:
    found: Ids = {}
    for line in lines:
        model, pk = line.key
        found.setdefault(model._meta.label_lower, []).append(pk)
    return found


def loose_of(patient: Patient) -> Ids:
    """The ids of the others."""
    found = {
        model._meta.label_lower: list(
            model._default_manager.filter(patient=patient).order_by("pk").values_list("pk", flat=True)
        )
        for model in LOOSE
    }
    return {label: ids for label, ids in found.items() if ids}


def counts(ids: Mapping[str, list[Any]]) -> Counter[type[Any]]:
    """How many of each kind, in the order of ``MODELS``."""
    return Counter({model: len(ids[label]) for model in MODELS if ids.get(label := model._meta.label_lower)})


def keys(ids: Mapping[str, list[Any]]) -> set[Key]:
    """As ``Line.key`` has them, of ids as JSON holds them."""
    models = {label: apps.get_model(label) for label in ids}
    return {(model, model._meta.pk.to_python(pk)) for label, model in models.items() for pk in ids[label]}


def hand_over(ids: Mapping[str, list[Any]], source: Patient, target: Patient) -> int:
    """Make rows of one record rows of another, as they are; how many."""
    done = 0
    for label, those in ids.items():
        model: Any = apps.get_model(label)
        for start in range(0, len(those), AT_ONCE):
            few = those[start : start + AT_ONCE]
            done += model._default_manager.filter(pk__in=few, patient=source).update(patient=target)
            if model is CheckIn:
                for section in Section.__subclasses__():
                    section._default_manager.filter(check_in__in=few).update(patient=target)
    return done
