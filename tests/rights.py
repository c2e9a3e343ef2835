"""Who may do what, route by route: the one table that the code is held against (TRUST 1).

Each route has a row: method -> who gets in. A route of a patient answers 403 to who may look at the record and not do
this, and 404 to everybody else; others answer as their row says.
"""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, get_resolver

# The cast of the table. Ada's record is kept by the clinic of Cleo, Thea, Rita and Amy.
ADA = "ada"  # whose record it is
BEN = "ben"  # caregiver, looks and writes
EVE = "eve"  # caregiver, looks
CLEO = "cleo"  # clinician
THEA = "thea"  # therapist
RITA = "rita"  # reader
AMY = "amy"  # runs the clinic, sees no patients
FAY = "fay"  # clinician of another clinic, in the hour of an emergency
OTTO = "otto"  # looks after the site, and has no record
DAN = "dan"  # a stranger with a record of his own
GONE = "gone"  # a caregiver whose access was ended
ASKED = "asked"  # invited, has not answered
LATE = "late"  # invited too long ago
HOUR_OVER = "hour_over"  # clinician of another clinic, whose hour is over
OUT = "out"  # nobody signed in
WAITING = "waiting"  # not signed in: has asked for a code by e-mail
HALF = "half"  # not signed in: a clinician whose password was right, and whose second step is awaited
NOT_IN = (OUT, WAITING, HALF)
EVERYBODY = (ADA, BEN, EVE, CLEO, THEA, RITA, AMY, FAY, OTTO, DAN, GONE, ASKED, LATE, HOUR_OVER, *NOT_IN)
# Programs of clinics: they sign in nowhere, and come under /api/ as far as a clinician of theirs does.
LAB = "lab"  # of Ada's clinic, looks and writes
FEED = "feed"  # of Ada's clinic, looks
ELSEWHERE = "elsewhere"  # of another clinic, looks and writes
PROGRAMS = (LAB, FEED, ELSEWHERE)

TEAM = (CLEO, THEA, RITA, FAY)  # the clinicians, therapists and readers who may look
LOOK = (ADA, BEN, EVE, CLEO, THEA, RITA, FAY)
WRITE = (ADA, BEN, CLEO, THEA)
OWN = (ADA,)
EXPORT = (ADA, BEN, EVE, CLEO)
MANAGE = CLOSE = (ADA, CLEO)
SIGNED_IN = tuple(who for who in EVERYBODY if who not in NOT_IN)
STAFF = (CLEO, THEA, RITA, FAY, HOUR_OVER)
CLINICIANS = (CLEO, FAY, HOUR_OVER)
ANYBODY = EVERYBODY

LOOKS = {"GET": LOOK}
FORM = {"GET": WRITE, "POST": WRITE}
API_LIST = {"GET": LOOK, "POST": WRITE}
OF_A_PATIENT: dict[str, dict[str, tuple[str, ...]]] = {
    "": LOOKS,
    "pictures/<str:name>/": LOOKS,
    "pictures/<str:name>/numbers/": LOOKS,
    "pictures/<str:name>/files/": LOOKS,
    "pictures/<str:name>.svg": {"GET": EXPORT},
    "pictures/<str:name>.csv": {"GET": EXPORT},
    "progress/": LOOKS,
    "summary/": LOOKS,
    "summary/pdf/": {"POST": LOOK},
    # Of one that somebody else asked for there is nothing: tests/reports/pdf/test_asking.py.
    "summary/pdf/<uuid:printout_id>/": LOOKS,
    "summary/pdf/<uuid:printout_id>/file/": LOOKS,
    "check-in/": {"GET": WRITE},
    "check-in/<day:day>/": {"GET": WRITE},
    "check-in/<day:day>/no-change/": {"POST": WRITE},
    "check-in/<day:day>/done/": {"POST": WRITE},
    "check-in/<day:day>/undo/": {"POST": WRITE},
    "check-in/<day:day>/helped/": {"POST": WRITE},
    "check-in/<day:day>/fell/": {"POST": WRITE},
    "check-in/<day:day>/<slug:way>/": {"GET": WRITE},
    "check-in/<day:day>/<slug:way>/<str:step>/": FORM,
    "function-check/": {"GET": WRITE},
    "function-check/<day:day>/": FORM,
    "function-check/<day:day>/<str:step>/": FORM,
    "function-check/<uuid:entry_id>/": {"GET": WRITE},
    "device/": {"GET": WRITE},
    "more/": LOOKS,
    "plan/": FORM,
    "plan/topics/": FORM,
    "plan/reminder/": FORM,
    "tick-sheet/": {"GET": WRITE},
    "tick-sheet/first/": {"GET": WRITE},
    "sheet/": FORM,
    "sheet/first/": FORM,
    "measurement/": FORM,
    "treatment/": FORM,
    "event/": FORM,
    "mark/": {"GET": (ADA, BEN, CLEO), "POST": (ADA, BEN, CLEO)},
    "began/": LOOKS,
    "began/<str:cell>/": FORM,
    "began/<str:cell>/<slug:step>/": FORM,
    "end/": {"GET": CLOSE, "POST": CLOSE},
    "reopen/": {"GET": CLOSE, "POST": CLOSE},
    "erase/": {"GET": (ADA, CLEO), "POST": (ADA, CLEO)},
    "facts/": FORM,
    "travel/": {"GET": WRITE, "POST": OWN},
    "first-day/": {"GET": OWN},
    "first-day/end/": {"GET": OWN},
    "first-day/leave/": {"GET": OWN, "POST": OWN},
    "first-day/now/<day:day>/": {"GET": OWN, "POST": OWN},
    "first-day/now/<day:day>/<str:part>/": {"GET": OWN, "POST": OWN},
    "first-day/<slug:question>/": {"GET": OWN, "POST": OWN},
    "first-day/<slug:question>/<str:part>/": {"GET": OWN, "POST": OWN},
    "first-day/<slug:question>/<str:part>/<slug:step>/": {"GET": OWN, "POST": OWN},
    "today/": {"GET": (ADA, BEN)},
    "entries/": LOOKS,
    "entries/elsewhere/": LOOKS,
    "entries/week/<day:day>/": LOOKS,
    "entries/<day:day>/": LOOKS,
    "entries/<uuid:entry_id>/retract/": FORM,
    "entries/<uuid:entry_id>/again/": {"POST": WRITE},
    "flags/": {"POST": (CLEO, THEA)},
    "visits/": {"GET": TEAM},
    "visits/new/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "visits/<uuid:visit_id>/": {"GET": TEAM},
    "visits/<uuid:visit_id>/correct/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "visits/<uuid:visit_id>/retract/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "treatments/": LOOKS,
    "treatments/<uuid:treatment_id>/": LOOKS,
    "treatments/<uuid:treatment_id>/stop/": FORM,
    "treatments/<uuid:treatment_id>/<day:day>/<slug:step>/": FORM,
    "before-visit/": {"GET": LOOK, "POST": (ADA, BEN)},
    "before-visit/<slug:question>/": {"GET": (ADA, BEN), "POST": (ADA, BEN)},
    "help/": LOOKS,
    "help/<slug:topic>/": {"GET": LOOK, "POST": (ADA, BEN)},
    "before-visit/<uuid:entry_id>/talked/": {"POST": (CLEO, THEA)},
    "medicines/": LOOKS,
    "medicines/days/": {"GET": (ADA, BEN)},
    "medicines/<day:day>/": {"GET": (ADA, BEN), "POST": (ADA, BEN)},
    "medicines/<day:day>/<uuid:treatment_id>/": {"GET": (ADA, BEN), "POST": (ADA, BEN)},
    "due/": {"GET": TEAM},
    "due/<slug:task>/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "exercises/": LOOKS,
    "exercises/<day:day>/sore/": {"GET": (ADA, BEN), "POST": (ADA, BEN)},
    "exercises/<day:day>/<uuid:item_id>/<slug:step>/": {"GET": (ADA, BEN), "POST": (ADA, BEN)},
    "programme/": {"GET": TEAM},
    "programme/set/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "programme/end/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "flags/undo/": {"POST": (CLEO, THEA)},
    "flags/reply/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "replies/": LOOKS,
    "replies/read/": {"POST": (ADA, BEN, EVE)},
    "compare/": {"GET": TEAM},
    "signs/": {"GET": (CLEO, THEA, RITA, FAY)},
    "signs/<str:rule>/": {"GET": (CLEO, THEA, RITA, FAY)},
    "export/": {"GET": EXPORT},
    "export.csv": {"GET": EXPORT},
    "export.zip": {"GET": EXPORT},
    "import/": FORM,
    "import/file/": FORM,
    "link/": {"GET": MANAGE, "POST": MANAGE},
    "link/read/": {"POST": OWN},
    "link/<int:link_id>/withdraw/": {"POST": MANAGE},
    "merge/": {"GET": (CLEO,), "POST": (CLEO,)},
    "merge/<uuid:merge_id>/": {"GET": (CLEO,), "POST": (CLEO,)},
    "owner/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "research/": {"GET": MANAGE, "POST": OWN},
    "research/end/": {"POST": MANAGE},
    "people/": {"GET": MANAGE},
    "people/new/": {"GET": MANAGE, "POST": MANAGE},
    "people/asked/": {"GET": MANAGE},
    "people/past/": {"GET": MANAGE},
    "people/again/": {"GET": (CLEO,), "POST": (CLEO,)},
    "people/<int:grant_id>/": {"GET": MANAGE},
    "people/<int:grant_id>/parts/": {"GET": (ADA,), "POST": (ADA,)},
    "people/<int:grant_id>/end/": {"GET": MANAGE, "POST": MANAGE},
    "access-log/": {"GET": MANAGE},
    "wrong-today/": FORM,
    "wrong-today/said/": {"GET": WRITE},
}
ENTRIES = (
    *("check-ins", "function-checks", "measurements", "treatments", "events", "remembered-onsets"),
    "treatment-days",
)
OF_THE_API: dict[str, dict[str, tuple[str, ...]]] = {
    "": {"GET": LOOK},
    **{f"{name}/": {"GET": LOOK, "POST": WRITE} for name in ENTRIES},
    **{f"{name}/<uuid:pk>/": {"GET": LOOK, "PUT": WRITE, "DELETE": WRITE} for name in ENTRIES},
    "cell-marks/": {"GET": LOOK, "POST": (ADA, BEN, CLEO)},
    "cell-marks/<uuid:pk>/": {"GET": LOOK, "PUT": (ADA, BEN, CLEO), "DELETE": (ADA, BEN, CLEO)},
    **{f"{name}/<uuid:pk>/correction/": {"POST": WRITE} for name in ENTRIES},
    "flags/": {"GET": LOOK, "POST": (CLEO, THEA)},
    "visits/": {"GET": TEAM, "POST": (CLEO, THEA)},
    "visits/<uuid:pk>/": {"GET": TEAM, "PUT": (CLEO, THEA), "DELETE": (CLEO, THEA)},
    "visits/<uuid:pk>/correction/": {"POST": (CLEO, THEA)},
    "before-visit/": {"GET": LOOK, "POST": (ADA, BEN)},
    "before-visit/<uuid:pk>/": {"GET": LOOK, "PUT": (ADA, BEN), "DELETE": (ADA, BEN)},
    "before-visit/<uuid:pk>/correction/": {"POST": (ADA, BEN)},
    "before-visit/<uuid:pk>/talked/": {"POST": (CLEO, THEA), "DELETE": (CLEO, THEA)},
    "due/": {"GET": TEAM, "POST": (CLEO, THEA)},
    "due/<uuid:due_id>/": {"DELETE": (CLEO, THEA)},
    "programme/": {"GET": LOOK},
    "exercise-answers/": {"GET": LOOK, "POST": (ADA, BEN)},
    "exercise-answers/<uuid:pk>/": {"GET": LOOK, "PUT": (ADA, BEN), "DELETE": (ADA, BEN)},
    "exercise-answers/<uuid:pk>/correction/": {"POST": (ADA, BEN)},
    "flags/<int:answer_id>/": {"DELETE": (CLEO, THEA)},
    "report/": {"GET": LOOK},
    "comparison/": {"GET": TEAM},
    "summary/": {"GET": LOOK},
    "figures/<str:name>/": {"GET": LOOK},
    "fhir/": {"GET": EXPORT},
}
INVITATION = "invitations/<int:invitation_id>/"  # of a colleague; those to a record: tests/people/invite/test_made.py
RUNS = {"GET": (AMY,), "POST": (AMY,)}
OF_A_CLINIC: dict[str, dict[str, tuple[str, ...]]] = {
    "": RUNS,
    "replies/": RUNS,
    "overview/": {"GET": (CLEO, THEA, RITA)},
    "programmes/": {"GET": (CLEO, THEA, RITA)},
    "exercises/": {"GET": (CLEO, THEA, RITA)},
    "exercises/new/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "exercises/<int:exercise_id>/": {"GET": (CLEO, THEA), "POST": (CLEO, THEA)},
    "exercises/<int:exercise_id>/retire/": {"POST": (CLEO, THEA)},
    "export/": {"GET": (CLEO,)},
    "export.zip": {"GET": (CLEO,)},
    "team/": {"GET": (AMY,)},
    "team/invite/": RUNS,
    "team/patients/": RUNS,
    "programs/": RUNS,
    "programs/new/": RUNS,
    "team/<int:user_id>/": RUNS,
    "team/<int:user_id>/end/": RUNS,
}
# Of no patient: who gets in, everybody else is sent where the row says: "home", "sign in" or a status.
OF_THE_SITE: dict[str, dict[str, tuple[str, ...]]] = {
    "": {"GET": SIGNED_IN},
    "patients/": {"GET": STAFF, "POST": STAFF},
    "patients/list.csv": {"GET": CLINICIANS},
    "patients/new/": {"GET": (CLEO, FAY, HOUR_OVER), "POST": (CLEO, FAY, HOUR_OVER)},
    "patients/emergency/": {"GET": CLINICIANS, "POST": CLINICIANS},
    "import/": {"GET": CLINICIANS, "POST": CLINICIANS},
    "imports/": {"GET": SIGNED_IN},
    "imports/<uuid:import_id>/": {"GET": (CLEO,), "POST": (CLEO,)},
    "import/file/": {"GET": CLINICIANS, "POST": CLINICIANS},
    "import/large/<uuid:file_id>/": {"GET": (CLEO,), "POST": (CLEO,)},
    "import/large/<uuid:file_id>/progress/": {"GET": (CLEO,)},
    "import/mappings/": {"GET": CLINICIANS, "POST": CLINICIANS},
    "check-in/": {"GET": SIGNED_IN},
    "check-in/offline/": {"GET": ANYBODY},
    "start/": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "sw.js": {"GET": ANYBODY},
    "settings/": {"GET": SIGNED_IN, "POST": SIGNED_IN},
    "settings/language/": {"GET": SIGNED_IN},
    **{f"account/{page}": {"GET": SIGNED_IN} for page in ("", "passkeys/", "second-step/")},
    **{
        f"account/{page}/": {"GET": SIGNED_IN, "POST": SIGNED_IN}
        for page in ("name", "devices", "programs", "programs/new", "leave", "erase")
    },
    "account/left/": {"GET": ANYBODY},
    "erased/<uuid:erasure_id>/": {"GET": ANYBODY},  # a receipt, which names nobody
    "erased/<uuid:erasure_id>/receipt.json": {"GET": ANYBODY},
    "account/kept/": {"POST": SIGNED_IN},
    "help/": {"GET": ANYBODY},
    "accessibility/": {"GET": ANYBODY},
    "patients/ask/": {"GET": (CLEO, FAY, HOUR_OVER), "POST": (CLEO, FAY, HOUR_OVER)},
    "join/": {"GET": ANYBODY, "POST": ANYBODY},
    "join/code/": {"GET": ANYBODY, "POST": ANYBODY},
    "join/done/": {"GET": ANYBODY},
    "join/<str:secret>/": {"GET": ANYBODY},
    **{f"{INVITATION}{page}": {"GET": (AMY,), "POST": (AMY,)} for page in ("again/", "withdraw/")},
    INVITATION: {"GET": (AMY,)},
    # To ask is open to all; what a code opens, and what nothing does: tests/exchange/handed.
    "visit/<str:secret>/": {"GET": ANYBODY, "POST": ANYBODY},
    "visit/<str:secret>/manifest/": {"POST": ANYBODY},
    "visit/file/<str:proof>/": {"GET": ANYBODY},
    "site/jobs/": {"GET": (OTTO,), "POST": (OTTO,)},
    "healthz": {"GET": ANYBODY},
    "readyz": {"GET": ANYBODY},
    "metrics": {"GET": ()},  # for a token of its own: tests/alsweak/test_metrics.py
    "demo/sign-in/": {"POST": ()},
    "api/v1/patients/": {"GET": SIGNED_IN},
    "api/v1/token/": {"GET": SIGNED_IN},
    "api/schema/": {"GET": ANYBODY},
    "api/docs/": {"GET": ANYBODY},
}
OF_NOBODY = ("demo/sign-in/", "metrics")  # for nobody of the cast there is such a page
# How other routes turn away; a clinic's with 404, the rest with 403, and whoever is not signed in to the sign-in.
NOT_THERE = (
    *(f"{INVITATION}{page}" for page in ("", "again/", "withdraw/")),
    *(*OF_NOBODY, "imports/<uuid:import_id>/"),
    *(f"import/large/<uuid:file_id>/{page}" for page in ("", "progress/")),
)
TURNED_AWAY = {"patients/": "in"} | dict.fromkeys(NOT_THERE, "404")  # "in": to their own first page


def routes() -> Iterator[str]:
    """Every address pattern of the site, as it is written."""

    def walk(patterns: list[Any], before: str) -> Iterator[str]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route
            else:
                yield from walk(pattern.url_patterns, route)

    return walk(get_resolver().url_patterns, "")
