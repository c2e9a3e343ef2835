"""The function check as a questionnaire that was answered, and what a clinician scored of the ALSFRS-R as Observations
with its codes. The two are never called by one name (CLINICAL 1.3, 13.5)."""

from collections.abc import Iterator

import numpy as np

from clinical.function import scores
from clinical.vocabulary import FUNCTION_ITEMS, SUBSCORES, TOTAL_GIVEN
from exchange.fhir import codes
from exchange.fhir.local import TUBE, VERSION, display_of
from exchange.fhir.said import Said
from exchange.fhir.shapes import Ids, Json, coded, coding, local, observation, plain, refers
from symptoms.models import FunctionCheck
from symptoms.models.base import Source
from symptoms.read.readings import TOTAL


def check(said: Said, ids: Ids) -> Iterator[Json]:
    """What there is of the function check of a day and source: its answers, an Observation for each, the sums that
    follow from them, and one that holds all of it."""
    items = {item: said.values[f"function.{item}"] for item in _ITEMS if f"function.{item}" in said.values}
    given = said.values.get(TOTAL_GIVEN)
    if not items and given is None:
        return
    kind = "alsfrs_r" if said.scale else "function"
    answered = None if said.scale or not items else _response(items, said, ids)
    made = [] if answered is None else [answered]
    derived = [refers(answered["id"])] if answered else []
    tube = items.get("gastrostomy")
    parts = [_item(kind, item, value, tube, said, ids, derived) for item, value in items.items()]
    sums = [*_sums(kind, items, said, ids)]
    if given is not None:  # a score of the clinic, whatever else was asked that day
        more = {"valueInteger": plain(given), "method": _kept(TOTAL_GIVEN, said)}
        sums.append(_of_check((codes.TOTAL,), "alsfrs_r.total_given", said, ids, **more))
    usual = FunctionCheck.usual_mode(said.source)
    panel = _of_check(
        (codes.PANEL,) if said.scale else (),
        kind,
        said,
        ids,
        method=local(f"mode.{said.mode}") if said.mode and said.mode != usual else None,
        hasMember=[refers(part["id"]) for part in (*parts, *sums)],
        derivedFrom=derived,
    )
    yield from (*made, *parts, *sums, panel)


_ITEMS = (*FUNCTION_ITEMS, "gastrostomy")


def _of_check(loinc: tuple[str | None, ...], name: str, said: Said, ids: Ids, **more: object) -> Json:
    id, code = ids.of(said.day, said.source, name), coded(loinc, name)
    return observation(id, ids, code, category="survey", by=said.source, on=said.day, **more)


def _item(kind: str, item: str, value: float, tube: float | None, said: Said, ids: Ids, derived: list[Json]) -> Json:
    if item == "gastrostomy":
        return _of_check((), f"{kind}.{item}", said, ids, valueBoolean=bool(value), derivedFrom=derived)
    loinc = codes.loinc_of(item, None if tube is None else bool(tube)) if said.scale else None
    more = {"valueInteger": plain(value), "derivedFrom": derived, "method": _kept(f"function.{item}", said)}
    return _of_check((loinc,), f"{kind}.{item}", said, ids, **more)


def _kept(name: str, said: Said) -> Json | None:
    """That it was asked back, and is right."""
    return local("confirmed") if name in said.confirmed else None


def _sums(kind: str, items: dict[str, float], said: Said, ids: Ids) -> Iterator[Json]:
    """No sum of which an item is missing (CLINICAL 1.2)."""
    found = scores(np.array([[items.get(item, np.nan) for item in FUNCTION_ITEMS]]))
    for name, (value,) in found.items():
        if not np.isnan(value):
            loinc = (codes.TOTAL,) if said.scale and name == "total" else ()
            summed = [
                refers(ids.of(said.day, said.source, f"{kind}.{item}")) for item in SUBSCORES.get(name, FUNCTION_ITEMS)
            ]
            kept = _kept(TOTAL, said) if name == "total" else None
            more = {"valueInteger": plain(value), "derivedFrom": summed, "method": kept}
            yield _of_check(loinc, f"{kind}.{name}", said, ids, **more)


def _response(items: dict[str, float], said: Said, ids: Ids) -> Json:
    answered = []
    if "gastrostomy" in items:
        answered.append({"linkId": "gastrostomy", "answer": [{"valueBoolean": bool(items["gastrostomy"])}]})
    for item in FUNCTION_ITEMS:
        if item in items:
            asked = TUBE if item == "cutting_food" and items.get("gastrostomy") else item
            code = f"{asked}.{plain(items[item])}"
            told = coding(codes.LOCAL, code, display_of(code))
            answered.append({"linkId": asked, "answer": [{"valueCoding": told}]})
    source = ids.patient if said.source in (Source.SELF, Source.HELPED) else ids.performer(said.source)
    return {
        "resourceType": "QuestionnaireResponse",
        "id": ids.of(said.day, said.source, "response"),
        "questionnaire": f"{codes.QUESTIONNAIRE}|{VERSION}",
        "status": "completed",
        "subject": refers(ids.patient),
        "authored": str(said.day),
        "author": refers(ids.performer(said.source)),
        "source": refers(source),
        "item": answered,
    }
