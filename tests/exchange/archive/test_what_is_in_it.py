"""Every table of a record is in the archive, or it is written down why not."""

import json

import pytest
from django.apps import apps

from care.models import (
    DueAnswer,
    Exercise,
    ExerciseAnswer,
    LastLook,
    ListState,
    MotorSigns,
    OpmLine,
    Overview,
    Owner,
    Programme,
    ProgrammeItem,
    RepliesRead,
    Reply,
    ReplyTemplate,
    SignAnswer,
    SignUndo,
    Strength,
    Talked,
    TreatmentDay,
    Visit,
    VisitAnswer,
    VisitDraft,
    VisitLetter,
)
from care.models import Place as PlaceInList
from clinical.vocabulary import MEASURES
from exchange.archive.all_tables import TABLES
from exchange.archive.care_tables import (
    AUTHORS,
    CONSENTS,
    DUE,
    MOTOR_SIGNS,
    OPM,
    SIGNS,
    STRENGTH,
    TALKED,
    VISIT_ANSWERS,
    VISITS,
)
from exchange.archive.programme_tables import EXERCISE_ANSWERS, PROGRAMME_ITEMS, PROGRAMMES
from exchange.archive.record_tables import EVENTS, MARKS, NOT_KNOWN, PEOPLE, PLANS, REMEMBERED, TREATMENTS
from exchange.archive.treatment_tables import TREATMENT_DAYS
from exchange.archive.write import OBSERVATIONS
from people.models import (
    AccessToken,
    AuditEvent,
    AuditSeal,
    Clinic,
    Consent,
    Invitation,
    LinkOpening,
    Membership,
    OutgoingMail,
    Patient,
    User,
    VisitLink,
)
from symptoms.models import (
    Asymmetry,
    CellMark,
    CheckIn,
    Draft,
    Event,
    Fasciculation,
    Fatigue,
    FirstDay,
    FunctionCheck,
    Measurement,
    Plan,
    RememberedOnset,
    Reminder,
    Report,
    Signs,
    Treatment,
    Weakness,
)
from tests.exchange.archive.carrying import exported, files_of

IN = {
    Patient: PEOPLE.file,
    **dict.fromkeys((CheckIn, Fasciculation, Fatigue, Asymmetry, Signs, FunctionCheck, Measurement), OBSERVATIONS),
    Weakness: f"{OBSERVATIONS}, {NOT_KNOWN.file}",
    Treatment: TREATMENTS.file,
    Event: EVENTS.file,
    CellMark: MARKS.file,
    RememberedOnset: REMEMBERED.file,
    Plan: PLANS.file,
    Visit: VISITS.file,
    Strength: STRENGTH.file,
    MotorSigns: MOTOR_SIGNS.file,
    OpmLine: OPM.file,
    VisitAnswer: VISIT_ANSWERS.file,
    TreatmentDay: TREATMENT_DAYS.file,
    Talked: TALKED.file,
    DueAnswer: DUE.file,
    Programme: PROGRAMMES.file,
    ProgrammeItem: PROGRAMME_ITEMS.file,
    ExerciseAnswer: EXERCISE_ANSWERS.file,
    **dict.fromkeys((SignAnswer, SignUndo, Reply), SIGNS.file),
    User: AUTHORS.file,
    Membership: CONSENTS.file,
}
OUT = {
    AccessToken: "lets in a program of an account here",
    AuditEvent: "what was done on this site, which is no part of the record",
    AuditSeal: "of that",
    Clinic: "of the site; the import is told which one",
    Consent: "a yes to the researchers of one clinic, who is asked anew elsewhere",
    Invitation: "a secret that is on its way",
    VisitLink: "opens a summary on this site",
    LinkOpening: "what was done on this site, which is no part of the record",
    OutgoingMail: "a letter that is on its way",
    Draft: "not recorded yet",
    VisitDraft: "not recorded yet",
    VisitLetter: "that a letter went out from this site",
    FirstDay: "where somebody is in questions; the answers are in the record",
    Reminder: "of an account",
    Report: "derived",
    PlaceInList: "derived",
    Overview: "derived",
    Owner: "of an account of the team here",
    LastLook: "of an account",
    ListState: "of an account",
    RepliesRead: "of an account",
    ReplyTemplate: "of the clinic",
    Exercise: "of the clinic; a programme holds a copy",
}
# Of a model that has a table of its own, the columns that are not in it.
LEFT_OUT = {
    Patient: {
        "clinic": "the import is told",
        "data_version": "counts writes here",
        "changed_at": "of this site",
        "created_at": "of this site",
        "merged_into": "of two records on this site",
        "erase_due_at": "asked for on this site",
        "erased_at": "what was erased is in no file",
    },
    **{
        model: {"status": "what stands is in it", "supersedes": "what stands is in it"}
        for model in (
            Treatment,
            Event,
            CellMark,
            RememberedOnset,
            Visit,
            OpmLine,
            VisitAnswer,
            TreatmentDay,
            Programme,
            ExerciseAnswer,
        )
    },
    Plan: {"id": "counted here"},
    Strength: {"id": "counted here"},
    MotorSigns: {"id": "counted here"},
    SignAnswer: {"id": "counted here"},
    Talked: {"id": "counted here"},
    DueAnswer: {},
    ProgrammeItem: {},
}
CALLED = {"reference": "patient", "function_check": "scored", "measurement": "measured", "by": "author"}


def test_each_table_of_people_symptoms_and_care_is_in_it_or_it_is_said_why_not():
    ours = {model for name in ("people", "symptoms", "care") for model in apps.get_app_config(name).get_models()}
    assert ours == IN.keys() | OUT.keys()
    assert not IN.keys() & OUT.keys()


@pytest.mark.parametrize("model", LEFT_OUT, ids=lambda model: model.__name__)
def test_each_column_of_a_table_is_in_its_file_or_it_is_said_why_not(model):
    table = next(table for table in TABLES if table.file == IN[model])
    there = {CALLED.get(field.name, field.name) for field in model._meta.concrete_fields} - LEFT_OUT[model].keys()
    if model in (Strength, MotorSigns, ProgrammeItem):
        there |= {"patient"}
    more = {"stands"} if model is OpmLine else set()
    if model is SignAnswer:
        more = {"undone_by", "undone_at", "reply", "reply_by", "reply_at"}
    assert set(table.header) - more == there


@pytest.mark.django_db
def test_the_readme_explains_each_file_and_each_column(record):
    files = files_of(exported())
    readme = files["README.txt"].decode()

    explained: dict[str, list[str]] = {}
    for line in readme.splitlines():
        if line in files:
            explained[line] = []
        elif line.startswith("  ") and not line.startswith("    "):
            explained[[*explained][-1]].append(line.strip().partition(":")[0])
    assert {table.file: explained[table.file] for table in TABLES} == {table.file: table.header for table in TABLES}
    how = ["mode", "confirmed_same", "confirmed"]
    assert explained[OBSERVATIONS] == ["patient", "date", "source", *how, *MEASURES]
    assert explained.keys() == files.keys() - {"README.txt"}


@pytest.mark.django_db
def test_the_manifest_counts_the_rows_of_each_table(record):
    files = files_of(exported())
    said = json.loads(files["manifest.json"])["files"]

    assert said.keys() == files.keys() - {"manifest.json"}
    assert {name: each["bytes"] for name, each in said.items()} == {name: len(files[name]) for name in said}
    assert {name for name, each in said.items() if each.get("rows")} == {"people.csv"}
