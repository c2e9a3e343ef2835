"""Whether a resource is of FHIR: the models of ``fhir.resources`` (R4B, which has the elements of R4 in all that we
write), the value sets that they name, and of the wider ones those that we write from."""

import json

from fhir.resources.R4B import get_fhir_model_class

# As published with R4; what is bound more loosely than by "required".
OF_HL7 = {
    "http://terminology.hl7.org/CodeSystem/observation-category": {
        "social-history",
        "vital-signs",
        "imaging",
        "laboratory",
        "procedure",
        "survey",
        "exam",
        "therapy",
        "activity",
    },
    "http://terminology.hl7.org/CodeSystem/data-absent-reason": {
        "unknown",
        "asked-unknown",
        "temp-unknown",
        "not-asked",
        "asked-declined",
        "masked",
        "not-applicable",
        "unsupported",
        "as-text",
        "error",
        "not-a-number",
        "negative-infinity",
        "positive-infinity",
        "not-performed",
        "not-permitted",
    },
    "http://terminology.hl7.org/CodeSystem/v3-ActCode": {
        *("AMB", "EMER", "FLD", "HH", "IMP", "ACUTE", "NONAC", "OBSENC", "PRENC", "SS", "VR"),
    },
    "http://terminology.hl7.org/CodeSystem/condition-category": {"problem-list-item", "encounter-diagnosis"},
    "http://terminology.hl7.org/CodeSystem/consentscope": {"adr", "research", "patient-privacy", "treatment"},
}
# A value set of which the model names no more than the beginning.
WHOLE = {
    "QuestionnaireItem.type": {
        *("group", "display", "boolean", "decimal", "integer", "date", "dateTime", "time", "string", "text", "url"),
        *("choice", "open-choice", "attachment", "reference", "quantity"),
    }
}


def checked(resource):
    """Raises what its model raises, for a code that is in none of its value sets too; and says the same again."""
    model = get_fhir_model_class(resource["resourceType"]).model_validate(resource)
    assert json.loads(model.model_dump_json()) == resource
    return [*outside(model)]


def outside(model):
    """The codes that are not in the required value set of their element, by path."""
    for name, info in type(model).model_fields.items():
        value = getattr(model, name, None)
        for each in value if isinstance(value, list) else [value]:
            allowed = (info.json_schema_extra or {}).get("enum_values") or ()
            allowed = WHOLE.get(f"{type(model).__name__}.{name}", allowed)
            if each is not None and allowed and each not in allowed:
                yield f"{type(model).__name__}.{name}: {each}"
            if hasattr(type(each), "model_fields"):
                yield from outside(each)


def inside(said):
    """A resource and every element in it."""
    if isinstance(said, dict):
        yield said
    for each in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from inside(each)


def codings(said):
    return [(each["system"], each["code"]) for each in inside(said) if {"system", "code"} <= each.keys()]


def references(said):
    return [each["reference"] for each in inside(said) if isinstance(each.get("reference"), str)]
