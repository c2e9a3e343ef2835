"""Our own code system, and the function check as a questionnaire: published with each bundle, and marked as local."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils.translation import override

from care.models import SignAnswer
from care.programme_said import DONE, KINDS
from care.wording import BODY_REGIONS, DIAGNOSES, MUSCLES
from care.wording import MODES as VISIT_MODES
from clinical.courses import COUNTS
from clinical.opm import MOTOR, ONSETS, PROPAGATIONS
from clinical.rules import RULES
from clinical.strength import MRC
from clinical.vocabulary import (
    CHECK_IN_SECTIONS,
    FUNCTION_ITEMS,
    LIMB_REGIONS,
    MEASURES,
    SUBSCORES,
    Precision,
)
from exchange.archive.programme_tables import EXERCISE_ANSWERS
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.fhir import codes
from people.models import Membership
from symptoms.models import CellMark, Event, FunctionCheck, Plan, Treatment
from symptoms.wording.check_in import DAILY, MEASURED, SIGNS
from symptoms.wording.courses import DETAILS, NOT_TAKEN, STOP_REASONS, TROUBLES
from symptoms.wording.day import TOPICS
from symptoms.wording.function import FRAME, FUNCTION, GASTROSTOMY
from symptoms.wording.names import EVENTS, MODES, REGIONS, SECTIONS, TREATMENTS
from symptoms.wording.names import SUBSCORES as SUBSCORE_NAMES
from symptoms.wording.remembered import PRECISIONS
from symptoms.wording.rules import NAMES as RULE_NAMES

VERSION = "1"
Json = dict[str, Any]
TUBE = "cutting_food_gastrostomy"  # what is asked in place of cutting_food, with a tube


@cache
def concepts() -> dict[str, str]:
    """Each code of ours with what it means, in English, whoever reads."""
    with override("en"):
        return {code: str(said) for code, said in _concepts()}


def display_of(code: str) -> str:
    """Raises ``KeyError`` for a code that we did not publish."""
    return concepts()[code]


def _concepts() -> Iterator[tuple[str, Any]]:
    for region, name in REGIONS.items():
        yield f"weakness.{region}", f"Weakness by own grade, 4 as before to 0: {name}"
        yield f"fasciculation.{region}", f"Twitches, 0 none to 3 nearly all the time: {name}"
        yield f"mark.{region}", f"Word of a clinician on: {name}"
        yield f"remembered.{region}", f"Remembered to have become weak: {name}"
    for region in LIMB_REGIONS:
        yield f"asymmetry.{region}", f"Own comparison, -2 left much weaker to 2 right much weaker: {REGIONS[region]}"
    named = {**DAILY, **SIGNS, **MEASURED, "grip": "Grip strength"}
    for name in dict.fromkeys(codes.parted(each)[0] for each in MEASURES):
        if name.partition(".")[0] not in ("weakness", "fasciculation", "asymmetry", "function"):
            yield name, named[name]
    for section in CHECK_IN_SECTIONS:
        yield section, f"Answers of one day: {SECTIONS[section]}"
    yield "function", "Function check, 12 questions in our own words"
    yield "alsfrs_r", "ALSFRS-R as a clinician scored it"
    for kind in ("function", "alsfrs_r"):
        for item in FUNCTION_ITEMS:
            yield f"{kind}.{item}", f"{item.replace('_', ' ')}, 4 as before to 0"
        yield f"{kind}.gastrostomy", "With a feeding tube through the belly"
        for score in SUBSCORES:
            yield f"{kind}.{score}", f"Sum of: {SUBSCORE_NAMES[score]}"
        yield f"{kind}.total", "Sum of the twelve items"
    yield "alsfrs_r.total_given", "Total as a clinic gave it, of which nothing is worked out"
    for item, question in FUNCTION.items():
        for level in range(5):
            yield f"{item}.{level}", question.answer(level)
    for mode in FunctionCheck.Mode.values:
        yield f"mode.{mode}", MODES[mode]
    yield "confirmed_same", "Said to be the same as last time"
    yield "confirmed", "Asked back, and right"
    yield from ((f"treatment.{kind}", TREATMENTS[kind]) for kind in Treatment.Kind.values)
    yield from ((f"detail.{detail}", f"What exactly: {DETAILS[detail]}") for detail in DETAILS)
    yield from ((f"stopped.{reason}", f"Why it was stopped: {said}") for reason, said in STOP_REASONS.items())
    yield "worn", "On the part that it is for"
    yield "worn.both", "On both sides"
    yield from ((f"event.{kind}", EVENTS[kind]) for kind in Event.Kind.values)
    yield "event.serious", "With injury, or help was needed"
    yield from ((f"mark.{kind}", kind.label) for kind in CellMark.Kind)
    yield "mark.on", "Involved since"
    yield from ((f"precision.{each}", PRECISIONS[each]) for each in Precision)
    yield from ((f"rule.{rule}", RULE_NAMES[rule]) for rule in RULES)
    yield "rule", "A sign of which there is no rule any more"
    yield from _of_visits()
    yield from ((f"answer.{action}", f"What the team did: {action.label}") for action in SignAnswer.Action)
    yield from ((f"reason.{reason}", f"Why the sign was closed: {reason.label}") for reason in SignAnswer.Reason)
    yield "answer.tells", "The person is told that the team has seen it"
    yield "answer.undone", "What the team did was taken back"
    yield "answer.reply", "Words to the person"
    yield from _of_days()
    yield "plan", "How often the person wants to log"
    yield from ((f"cadence.{each}", each.label) for each in Plan.Cadence)
    yield from ((f"topic.{topic}", f"Asked about: {name}") for topic, name in TOPICS.items())
    yield "caregiver", "Caregiver"
    yield "helper", "Helps the person to answer"
    yield "consent", "Who may see the record"
    yield from ((f"role.{role}", role.label) for role in Membership.Role)
    yield "record", "What a person and their care team wrote down"


def _of_visits() -> Iterator[tuple[str, Any]]:
    yield from ((f"visit.{mode}", f"A visit: {said}") for mode, said in VISIT_MODES.items())
    yield from ((f"diagnosis.{name}", said) for name, said in DIAGNOSES.items())
    yield "strength", "Strength of a muscle by the scale of the MRC, in the words of whoever examined it"
    yield from ((f"strength.{name}", f"Strength by the scale of the MRC: {said}") for name, said in MUSCLES.items())
    yield from ((f"mrc.{grade}", f"Grade {grade} of the MRC") for grade in MRC)
    for region, name in BODY_REGIONS.items():
        yield f"motor_signs.{region}", f"Signs of the motor neurons by body region: {name}"
    yield "motor_signs.upper", "Signs of the upper motor neuron are present"
    yield "motor_signs.lower", "Signs of the lower motor neuron are present"
    yield "opm", "The line of OPM as a clinician said it"
    yield "opm.onset", "Region of onset (O)"
    yield "opm.propagation", "Propagation to another body region (P)"
    yield "opm.months", "Months from the onset to that, or to the day on which it was said"
    yield "opm.motor", "Motor neuron signs (M)"
    yield "opm.stands", "It is the one that stands: no other was said since"
    yield from ((f"opm.{code}", code) for code in (*ONSETS, *PROPAGATIONS, *MOTOR))


def _of_days() -> Iterator[tuple[str, Any]]:
    """What is said day by day of treatments and exercises, each as its column of the archive says it."""
    yield "treatment_day", "What somebody says of a treatment on a day"
    for name in ("taken", "why_not", "troubles", *COUNTS):
        yield f"treatment_day.{name}", TREATMENT_DAYS.column(name).told
    yield from ((f"treatment_day.why_not.{reason}", said) for reason, said in NOT_TAKEN.items())
    yield from ((f"treatment_day.troubles.{trouble}", said) for trouble, said in TROUBLES.items())
    yield "programme", "The exercise programme that a clinician set"
    yield from ((f"exercise.{kind}", said) for kind, said in KINDS.items())
    yield from ((f"part.{region}", name) for region, name in REGIONS.items())
    yield "exercise_answer", "What somebody says of an exercise of a day"
    for name in ("done", "minutes", "effort", "could_talk", "tired", "sore", "breathless"):
        yield f"exercise_answer.{name}", EXERCISE_ANSWERS.column(name).told
    yield from ((f"exercise_answer.done.{done}", said) for done, said in DONE.items())


def code_system() -> Json:
    return {
        "resourceType": "CodeSystem",
        "id": "als-log",
        "url": codes.LOCAL,
        "version": VERSION,
        "name": "AlsLog",
        "title": "Local codes of alsweak",
        "status": "active",
        "experimental": False,
        "description": "Local codes of this program, which stand for no code of LOINC or SNOMED CT.",
        "caseSensitive": True,
        "content": "complete",
        "count": len(concepts()),
        "concept": [{"code": code, "display": said} for code, said in concepts().items()],
    }


def questionnaire() -> Json:
    """The function check: what is asked with a tube is asked in place of what is asked without one."""
    with override("en"):
        description = str(FRAME)
        asked = [{"linkId": "gastrostomy", "text": str(GASTROSTOMY), "type": "boolean"}]
        asked += [_item(item) for item in FUNCTION]
    return {
        "resourceType": "Questionnaire",
        "id": "function-check",
        "url": codes.QUESTIONNAIRE,
        "version": VERSION,
        "name": "FunctionCheck",
        "title": "Function check (12 questions)",
        "status": "active",
        "experimental": False,
        "subjectType": ["Patient"],
        "description": description,
        "item": asked,
    }


def _item(item: str) -> Json:
    answers = [
        {
            "valueCoding": {
                "extension": [{"url": codes.ORDINAL, "valueDecimal": level}],
                "system": codes.LOCAL,
                "code": f"{item}.{level}",
                "display": display_of(f"{item}.{level}"),
            }
        }
        for level in range(4, -1, -1)
    ]
    made: Json = {"linkId": item, "text": str(FUNCTION[item].text), "type": "choice", "answerOption": answers}
    if item in ("cutting_food", TUBE):
        made["enableWhen"] = [{"question": "gastrostomy", "operator": "=", "answerBoolean": item == TUBE}]
    return made
