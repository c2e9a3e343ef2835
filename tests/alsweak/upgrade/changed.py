"""What migrations do to the rows that are there, each said once more and by itself: all else has to stay as it was."""

from collections.abc import Callable
from typing import Any

Rows = dict[Any, dict[str, Any]]  # by primary key
Tables = dict[str, Rows]
Went = list[tuple[str, str, bool]]  # app and name of a migration, and whether it was made or undone

OF_THE_LEDGER = ("therapist", "reader", "admin")
NAMED_IN_AUDIT = ("close", "open clinic")  # of the verbs that rows are made with


def expected(tables: Tables, went: Went, found: Tables, aside: Tables) -> Tables:
    """The rows as they have to be after these migrations, from how they were. ``found``: how they are, for the keys of
    rows that a migration adds. ``aside``: what is kept while a table cannot hold it."""
    wanted = {table: {key: dict(row) for key, row in rows.items()} for table, rows in tables.items()}
    for app, name, made in went:
        change = (FORTH if made else BACK).get(f"{app}.{name}")
        if change:
            change(wanted, found, aside)
    return wanted


def _reports_in_columns(wanted: Tables, _found: Tables, _aside: Tables) -> None:
    for row in wanted["symptoms_report"].values():
        for name in ("urgency", "last_spread", "last_day"):
            del row[name]


def _answers_move(wanted: Tables, _found: Tables, _aside: Tables) -> None:
    wanted["care_signanswer"] = wanted.pop("symptoms_flagresponse")


def _answers_move_back(wanted: Tables, _found: Tables, _aside: Tables) -> None:
    wanted["symptoms_flagresponse"] = wanted.pop("care_signanswer")


def _whose_answers(wanted: Tables, _found: Tables, _aside: Tables) -> None:
    whose = {key: row["patient_id"] for key, row in wanted["symptoms_checkin"].items()}
    for section in ("weakness", "fasciculation", "fatigue", "asymmetry", "signs"):
        for row in wanted[f"symptoms_{section}"].values():
            row["patient_id"] = whose[row["check_in_id"]]


def _ledger(wanted: Tables, found: Tables, aside: Tables) -> None:
    back = aside.pop("people_membership", {})
    purposes = {"patient": "own", "caregiver": "help", "clinician": "care"}
    grants = wanted["people_membership"]
    for row in grants.values():
        row["purpose"] = purposes[row["role"]] if row["patient_id"] else "work"
        row["basis"] = "unsaid" if row["patient_id"] else "clinic"
    grants |= back
    for row in wanted["people_user"].values():
        row["email"] = None if row["email"].endswith("@no-address.invalid") else row["email"]
    own = {key for key, row in wanted["people_clinic"].items() if row["name"] == "Own records"}
    teams = {
        key: {"patient_id": key, "clinic_id": row["clinic_id"], "user_id": None, "role": "clinician", "access": "write"}
        | {"starts_at": row["created_at"], "ends_at": None, "purpose": "care", "basis": "unsaid"}
        for key, row in wanted["people_patient"].items()
        if row["clinic_id"] not in own and not any(it["patient_id"] == key for it in back.values() if not it["user_id"])
    }
    new = found["people_membership"].keys() - grants.keys()
    by_patient = {found["people_membership"][key]["patient_id"]: key for key in new}
    grants |= {by_patient.get(patient, f"the team of {patient}"): row for patient, row in teams.items()}


def _ledger_back(wanted: Tables, _found: Tables, aside: Tables) -> None:
    grants = wanted["people_membership"]
    later = [key for key, row in grants.items() if not row["user_id"] or row["role"] in OF_THE_LEDGER]
    aside["people_membership"] = {key: grants.pop(key) for key in later}
    for key, row in wanted["people_user"].items():
        row["email"] = f"account-{key}@no-address.invalid" if row["email"] is None else row["email"]


def _again(wanted: Tables, _found: Tables, aside: Tables) -> None:
    wanted["people_invitation"] |= aside.pop("people_invitation", {})


def _again_back(wanted: Tables, _found: Tables, aside: Tables) -> None:
    rows = wanted["people_invitation"]
    aside["people_invitation"] = {key: rows.pop(key) for key in list(rows) if rows[key]["kind"] == "again"}


def _audit_without_names(wanted: Tables, _found: Tables, _aside: Tables) -> None:
    for row in wanted["people_auditevent"].values():
        row["detail"] = "" if row["verb"] in NAMED_IN_AUDIT else row["detail"]


FORTH: dict[str, Callable[[Tables, Tables, Tables], None]] = {
    "symptoms.0004_fill_section_patient": _whose_answers,
    "symptoms.0008_report_columns": _reports_in_columns,
    "care.0002_own_table": _answers_move,
    "people.0005_the_ledger": _ledger,
    "people.0006_the_same_person_again": _again,
    "people.0013_audit_without_names": _audit_without_names,
}
BACK: dict[str, Callable[[Tables, Tables, Tables], None]] = {
    "care.0002_own_table": _answers_move_back,
    "people.0005_the_ledger": _ledger_back,
    "people.0006_the_same_person_again": _again_back,
}
