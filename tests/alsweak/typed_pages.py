"""Every page on which people type, who is on it, and what they type: what its fields take, and what they do not."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Typed:
    name: str
    who: str
    said: dict[str, str]
    of: str = "record"
    query: str = ""

    def __str__(self) -> str:
        return f"{self.name}{self.query[:10]}-{self.who}-{next(iter(self.said))}"


TO_NORA = {"name": "Nora", "email": "nora@example.org"}
NORA = {"reference": "N-7", "name": "Nora", "basis": "word", "usual_weight": "7l"}
SHARE = "?who=caregiver&access=read&until=none&parts=&how=email"
PAGES = [
    Typed("measurement", "ada", {"day": "2026-02-27", "weight": "70,5", "grip.left": "12"}),
    Typed("measurement", "ben", {"niv_hours": "7,5", "niv": "1"}, query="?breathing"),
    Typed("measurement", "cleo", {"weight": "heavy", "fvc_percent": "82,5"}),
    Typed("treatment", "ada", {"kind": "riluzole", "label": "50 mg, mornings", "start": "1.2.2026"}, query="?typed"),
    Typed(
        "event",
        "ben",
        {"kind": "fall", "label": "On the stairs", "start": "2026-02-20", "serious": "true"},
        query="?typed",
    ),
    Typed("mark_cell", "cleo", {"cell": "hand.left", "kind": "involved", "on": "2026-01-01"}),
    Typed("facts", "ada", {"name": "Ada L", "usual_weight": "71,5", "height": "170", "birth_date": "1960-05-02"}),
    Typed("facts", "cleo", {"onset_month": "2024-03", "onset_cell": "hand.left", "writing_hand": "left"}),
    Typed("sheet", "ben", {"start": "2026-02-16", "B6.1": "b", "F1.3": "4", "N2.14": "70,5"}),
    Typed("sheet_first", "ada", {"start": "2026-02-16", "B1.1": "a", "N2.1": "heavy"}),
    Typed("before_question", "ada", {"words": "The stairs at home."}, of="question", query="?words"),
    Typed("new_visit", "cleo", {"note": "Falls twice.", "weight": "70,5", "mrc.neck_flexion.": "4-"}),
    Typed("new_visit", "cleo", {"more.2.muscle": "Gluteus", "more.2.left": "3+", "signs.arm.upper": "present"}),
    Typed("set_programme", "cleo", {"note": "Slowly.", "1.name": "Walk", "1.minutes": "ten", "1.part.hand.left": "on"}),
    Typed("new_exercise", "cleo", {"name": "Walk", "how": "At ease.", "minutes": "ten"}, of="clinic"),
    Typed("exercise", "cleo", {"name": "Walk", "link": "example.org", "part.neck": "on"}, of="exercise"),
    Typed("due_task", "cleo", {"action": "not_now", "day": "in May"}, of="task"),
    Typed("correct_visit", "cleo", {"note": "Once more."}, of="visit"),
    Typed("respond_to_flag", "cleo", {"action": "known", "note": "Rang."}, query="?rule=R07&since=2026-02-01"),
    Typed("reply_to_person", "cleo", {"own": "Thank you."}, query="?answer={answer}"),
    Typed("end_record", "cleo", {"on": "2026-02-01"}, query="?why=moved"),
    Typed("share", "ada", {"name": "Eve", "email": "eve@example.org"}, query=SHARE),
    Typed("new_patient", "cleo", NORA, of="site"),
    Typed("emergency", "cleo", {"named": "Nora", "birth_date": "1.2.1960", "reason": "Short of breath"}, of="site"),
    Typed("ask_person", "cleo", TO_NORA, of="site", query="?clinic={clinic}&how=email"),
    Typed("start", "nia", {"answer": "Nia"}, of="site"),
    Typed("account_name", "ada", {"name": "Ada Lovelace"}, of="site"),
    Typed("new_program", "ada", {"name": "Scale", "scope": "write", "days": "30"}, of="site"),
    Typed("new_clinic_program", "amy", {"name": "Laboratory", "scope": "write", "days": "30"}, of="clinic"),
    Typed("clinic", "amy", {"telephone": "030 1", "reading_hours": "Mornings", "family_reads_days": "90"}, of="clinic"),
    Typed("clinic_replies", "amy", {"texts": "Thank you."}, of="clinic"),
    Typed("invite_colleague", "amy", {"email": "ivy@example.org", "name": "Ivy", "role": "reader"}, of="clinic"),
]
