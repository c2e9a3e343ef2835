"""A day's answers and measurements as Observations: one an answer, so that each can be followed, and one that holds
those of a section together."""

from collections.abc import Iterator

from clinical.vocabulary import CELL_BY_NAME, CHECK_IN_SECTIONS, MEASURES
from exchange.fhir import codes
from exchange.fhir.said import Said
from exchange.fhir.shapes import Ids, Json, coded, hl7, local, observation, plain, quantity, refers, site
from symptoms.models.base import Source


def answers(said: Said, ids: Ids) -> Iterator[Json]:
    """The check-in and the measurements of a day and source; the function check is in ``checks``."""
    for section in CHECK_IN_SECTIONS:
        members = [*_section(section, said, ids)]
        if members:
            yield from members
            yield observation(
                ids.of(said.day, said.source, section),
                ids,
                local(section),
                category="survey",
                by=said.source,
                on=said.day,
                method=local("confirmed_same") if section in said.same else None,
                hasMember=[refers(member["id"]) for member in members],
            )
    for name in said.values:
        if MEASURES[name].section == "measurement":
            yield _measured(name, said, ids)


def _section(section: str, said: Said, ids: Ids) -> Iterator[Json]:
    for name, value in said.values.items():
        if MEASURES[name].section == section:
            yield _of_body(name, said, ids, category="survey", **_value(name, value))
    if section == "weakness":
        for cell, reason in sorted(said.not_known.items()):
            yield absent(cell, reason, said, ids)


def absent(cell: str, reason: str, said: Said, ids: Ids) -> Json:
    """A part that was asked about and has no grade, with the reason."""
    name = f"weakness.{CELL_BY_NAME[cell].name}"
    why = hl7("data-absent-reason", codes.ABSENT[reason])
    return _of_body(name, said, ids, category="survey", dataAbsentReason=why)


def _measured(name: str, said: Said, ids: Ids) -> Json:
    category = "vital-signs" if name in codes.VITAL_SIGNS else "therapy" if name.startswith("niv") else "exam"
    method = local("confirmed") if name in said.confirmed else None
    return _of_body(name, said, ids, category=category, method=method, **_value(name, said.values[name]))


def _of_body(name: str, said: Said, ids: Ids, *, category: str, **more: object) -> Json:
    code, side = codes.parted(name)
    region = codes.region_of(code)
    return observation(
        ids.of(said.day, said.source, name),
        ids,
        coded(codes.LOINC.get(name, ()), code),
        category=category,
        by=said.source,
        on=said.day,
        bodySite=site(region, side) if region else None,
        **more,
    )


def _value(name: str, value: float) -> Json:
    unit = MEASURES[name].unit
    if unit:
        return {"valueQuantity": quantity(value, unit)}
    if name in codes.YES_OR_NO:
        return {"valueBoolean": bool(value)}
    return {"valueInteger": plain(value)}


assert set(codes.RELATED) < set(Source)
