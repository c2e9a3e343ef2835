"""First day: what to follow, how often, and when to be reminded. Each answer is one press, and written at once."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from symptoms.day import reminders
from symptoms.day.first_day import OFTEN, REMINDER, TOPICS
from symptoms.day.plan import change_plan
from symptoms.day.walk import OTHERS
from symptoms.models import Plan
from symptoms.read.plans import plan_of
from symptoms.views.first_way import CHOOSE, SKIP, Way
from symptoms.wording import Text
from symptoms.wording.day import TOPICS as TOPIC_WORDS
from symptoms.wording.places import place

HOURS = (8, 12, 18, 20)  # at first; the others of a day one press later
CADENCES = (Plan.Cadence.DAILY, Plan.Cadence.EVERY_OTHER, Plan.Cadence.WEEKLY)
EVERYTHING, PARTS_ONLY, ONE_BY_ONE = "everything", "parts", "one_by_one"


def topics(way: Way, part: str, step: str) -> HttpResponse:
    """Everything, the parts of the body alone, or one topic beside them after another."""
    if part and part not in OTHERS:
        raise Http404(_("There is no such question."))
    patient, error = way.record.patient, ""
    left_out = set(plan_of(patient, way.day).left_out)
    following = OTHERS[OTHERS.index(part) + 1 :][:1] if part else ()
    after = way.url(TOPICS, *following) if following else way.after(TOPICS)
    if way.request.method == "POST":
        wanted = {
            EVERYTHING: left_out - {*OTHERS},
            PARTS_ONLY: left_out | {*OTHERS},
            "yes": left_out - {part},
            "no": left_out | {part},
        }
        if way.pressed == SKIP:
            return way.go(after)
        if way.pressed == ONE_BY_ONE and not part:
            return way.go(way.url(TOPICS, OTHERS[0]))
        if way.pressed in wanted and (way.pressed in ("yes", "no")) == bool(part):
            change_plan(patient, way.day, by=way.request.user, left_out=wanted[way.pressed])
            return way.go(after)
        error = str(CHOOSE)
    status = 422 if error else 200
    if part:
        yes_or_no = [("yes", _("Yes, ask me")), ("no", _("No, leave it out"))]
        back = way.url(TOPICS, *OTHERS[: OTHERS.index(part)][-1:])
        hint = _("Do you want to be asked about it?")
        return way.ask(TOPICS, TOPIC_WORDS[part], yes_or_no, hint=hint, back_url=back, error=error, status=status)
    answers = [
        (EVERYTHING, _("Everything")),
        (PARTS_ONLY, _("Only how strong each part is")),
        (ONE_BY_ONE, _("Let me choose")),
    ]
    hint = _("How strong each part of the body is; and twitches, cramps, tiredness and a few questions once a week.")
    return way.ask(TOPICS, _("What do you want to follow?"), answers, hint=hint, error=error, status=status)


def often(way: Way, part: str, step: str) -> HttpResponse:
    error = ""
    if way.request.method == "POST":
        if way.pressed in CADENCES:
            change_plan(way.record.patient, way.day, by=way.request.user, cadence=way.pressed)
        if way.pressed in (SKIP, *CADENCES):
            return way.go(way.after(OFTEN))
        error = str(CHOOSE)
    answers: list[tuple[str, Text]] = [(cadence.value, cadence.label) for cadence in CADENCES]
    hint = _("Log as often as does you good. A pause is fine, and so is a day left out.")
    before = plan_of(way.record.patient, way.day).cadence  # daily is nobody's choice yet
    return way.ask(
        OFTEN,
        _("How often do you want to log?"),
        answers,
        hint=hint,
        chosen="" if before == Plan.Cadence.DAILY else before,
        error=error,
        status=422 if error else 200,
    )


def reminder(way: Way, part: str, step: str) -> HttpResponse:
    user, patient, error = way.request.user, way.record.patient, ""
    if way.request.method == "POST":
        if way.pressed == "off" or way.pressed in map(str, reminders.HOURS):
            reminders.choose(patient, user, None if way.pressed == "off" else int(way.pressed))
        elif way.pressed != SKIP:
            error = str(CHOOSE)
        if not error:
            return way.go(way.after(REMINDER))
    later = "from" in way.request.GET
    hours = [hour for hour in reminders.HOURS if (hour in HOURS) != later]
    answers: list[tuple[str, Text]] = [(str(hour), _("At %(hour)s") % {"hour": f"{hour}:00"}) for hour in hours]
    mine = reminders.reminder_of(patient, user)
    return way.ask(
        REMINDER,
        _("When shall we remind you?"),
        answers if later else [("off", _("No reminders")), *answers],
        hint=_("By e-mail, by the time of %(zone)s. None at night, and none once someone has logged.")
        % {"zone": place(patient.time_zone)},
        chosen=(str(mine.hour) if mine.on else "off") if mine else "",
        more=None if later else 1,
        more_text=_("At another hour"),
        error=error,
        status=422 if error else 200,
    )
