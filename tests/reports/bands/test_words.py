import datetime as dt
from dataclasses import replace

import pytest

from care.due.shown import Line
from care.programme.needs import Need
from care.visits.read import VisitDays
from clinical.changes import Topic
from clinical.due import Action, Answer, Known, Task, due
from clinical.exercise import Why
from clinical.period import Answers, Kept, Period
from clinical.vocabulary import Source
from people.models import Clinic, Patient
from reports.bands import bands
from reports.bands.news import ROWS, TOPICS, news
from reports.bands.who import LABEL, SIZES, enough, who
from reports.figures.words import short_date
from reports.freshness import Freshness
from reports.signs import SHAPES, signs_of
from reports.summary import Summary
from tests.reports.figures.sample import AS_OF, made, report, series

VISIT = dt.date(2025, 3, 1)
DAY = dt.timedelta(days=1)
QUIET = Period(VISIT, AS_OF)


def summary(changed=None, drawn=None, last_day=AS_OF, **facts):
    person = Patient(clinic=Clinic(name="North Clinic"), reference="A-1", **{"name": "Ada", **facts})
    known = made(changed or report(), drawn or series())
    return with_visits(Summary(person, Freshness("1", current=True, as_of=AS_OF), known, last_day=last_day), VISIT)


def with_visits(found, *days):
    """Of a person who is in no database; else they are read where they are asked for."""
    found.__dict__["visits"] = VisitDays(tuple((day, None) for day in days))
    return found


def flagged(*raised):
    return summary(report() | {"flags": [{"last": AS_OF.isoformat(), **flag} for flag in raised]})


def signs(found, **states):
    flags = found.report.flags
    return signs_of(found.report, {(flag.rule, flag.since): states.get(flag.rule, "open") for flag in flags})


def flag(rule, level="soon", since="2025-06-01"):
    return {"rule": rule, "level": level, "since": since}


# --- Who, and is it enough ---


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Ada", ""),
        ("n" * 60, ""),
        ("n" * 80, "long"),
        ("n" * 90, "longer"),
        ("M" * 76, "longest"),
        ("W" * 100, SIZES[9]),
    ],
)
def test_a_long_name_is_set_smaller_and_never_cut(name, size):
    found = who(summary(name=name), AS_OF)

    assert (found.name, found.size) == (name, size)


def test_months_since_onset_count_from_the_month_that_is_remembered_else_from_the_first_part():
    remembered = who(summary(onset_month=dt.date(2024, 6, 1)), dt.date(2025, 6, 30))
    by_answers = who(summary(), dt.date(2023, 4, 1))

    assert remembered.onset == "13 months since onset (June 2024)."
    assert by_answers.onset == "1 month since onset (March 2023)."


def test_opm_is_told_as_self_report_to_confirm():
    told = {"onset": "O2d", "propagation": "P1", "months": 6, "text": "O2d P1(6; 5–8)"}

    assert who(summary(report() | {"opm": told}), AS_OF).opm == "OPM O2d P1(6; 5–8): self-report, confirm."
    assert who(summary(), AS_OF).opm == "OPM: not given."


def test_what_is_missing_is_said_in_its_place():
    bare = who(summary(drawn=series() | {"treatments": []}), AS_OF)

    assert bare.known == "birth date not on record, A-1"
    assert bare.aids == (("NIV", "no record"), ("Tube", "no record"), ("Speech device", "no record"))
    assert bare.treatments == "Other treatment: no record."


def test_aids_have_their_dates_and_a_long_label_is_told_by_its_kind():
    given = [
        {"kind": "niv", "label": "", "start": "2025-01-02", "end": None, "serious": False},
        {"kind": "gastrostomy", "label": "", "start": "2025-01-02", "end": "2025-02-03", "serious": False},
        {"kind": "riluzole", "label": "x" * (LABEL + 1), "start": "2024-01-02", "end": None, "serious": False},
        {"kind": "other", "label": "", "start": "2025-05-02", "end": None, "serious": False},
    ]
    found = who(summary(drawn=series() | {"treatments": given}), AS_OF)

    assert found.aids[:2] == (("NIV", "since 2 Jan 2025"), ("Tube", "2 Jan 2025 to 3 Feb 2025"))
    assert found.treatments == "Riluzole since 2 Jan 2024; 1 more."


@pytest.mark.parametrize(
    ("why", "review", "told"),
    [
        ((), 30, "Exercises since 1 Mar, review 27 Jul."),
        ((Why.REVIEW, Why.UNHEARD), -1, "Exercises since 1 Mar, review 26 Jun: needs a look."),
        ((), None, ""),
    ],
)
def test_exercises_are_one_short_sentence(why, review, told):
    found = summary()
    need = Need(found.patient, why, VISIT, None if review is None else AS_OF + review * DAY, None)

    assert who(found, AS_OF, need).exercises == told
    assert who(found, AS_OF).exercises == ""


def test_how_complete_it_is_counts_the_plan_where_there_is_one():
    planned, none = replace(QUIET, plan=Kept(12, 9)), replace(QUIET, logged=5)

    assert enough(summary(), planned, AS_OF).kept == "9 of 12 planned entries since 1 Mar"
    assert enough(summary(), none, AS_OF).kept == "5 of 119 days with entries since 1 Mar"


def test_who_logged_is_a_bar_and_words():
    logged = replace(QUIET, by_source={Source.SELF: 3, Source.CAREGIVER: 1})
    found = enough(summary(), logged, AS_OF)

    assert found.said == "person 3, caregiver 1"
    assert [(share.source, share.start, share.width) for share in found.shares] == [
        ("self", "0", "75"),
        ("caregiver", "75", "25"),
    ]
    assert enough(summary(), QUIET, AS_OF).said == "nobody logged"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Last entry today"), (1, "Last entry 1 day ago"), (149, "Last entry 149 days ago")],
)
def test_the_last_entry_is_told_by_its_days(days, words):
    assert enough(summary(last_day=AS_OF - days * DAY), QUIET, AS_OF).last == words


def test_function_checks_that_carry_no_slope_are_not_usable():
    few = report() | {"trends": [trend | {"state": "very_early"} for trend in report()["trends"]]}

    assert enough(summary(), QUIET, AS_OF).usable
    told = enough(summary(few), QUIET, AS_OF)
    assert (told.usable, told.checks.endswith(": too early to say.")) == (False, True)


# --- Since the last visit ---


def test_nothing_listed_was_logged_is_all_that_is_said_of_silence():
    quiet = summary(report() | {"flags": [], "function": []}, series() | {"treatments": [], "readings": {}})

    assert news(quiet, QUIET, [], AS_OF).sentences == ("Nothing listed was logged.",)


def test_a_sentence_each_for_breathing_eating_and_falls_in_this_order():
    raised = flagged(flag("R24"), flag("R13"), flag("R07"), flag("R11"), flag("R12"))
    falls = replace(QUIET, signs={"falls": Answers(1, AS_OF, 1, 2)})
    told = news(raised, falls, signs(raised), dt.date(2025, 5, 31)).sentences

    assert [sentence.partition(":")[0] for sentence in told][:2] == ["Breathing", "Swallowing and weight"]
    assert told[0] == "Breathing: morning headaches since 1 Jun 2025."
    assert told[1].endswith("; 1 more.")
    assert set(TOPICS) == set(Topic)


def test_a_test_that_moved_is_told_with_both_values():
    readings = [["2025-02-01", 80, "clinician"], ["2025-06-01", 71, "clinician"]]
    moved = series() | {"treatments": [], "readings": {"fvc_percent": readings}}
    (sentence, *_) = news(summary(report() | {"flags": []}, moved), QUIET, [], VISIT).sentences

    assert sentence == "Breathing: FVC 80 → 71 %."


def test_each_level_has_a_word_and_a_shape_of_its_own():
    raised = flagged(flag("R05", "urgent"), flag("R03", "emergency"), flag("R17", "routine"), flag("R06"))
    rows = news(raised, QUIET, signs(raised), VISIT).rows

    assert [(row.level, row.shape) for row in rows] == [
        ("emergency", "octagon"),
        ("urgent", "triangle"),
        ("soon", "diamond"),
        ("routine", "circle"),
    ]
    assert len(set(SHAPES.values())) == 4


def test_more_signs_than_lines_are_counted():
    raised = flagged(*(flag(f"R{n:02}") for n in (3, 4, 5, 6, 7, 8, 9, 10, 11, 12)))
    told = news(raised, QUIET, signs(raised), VISIT)

    assert told.waiting == "Signs: 10 wait for an answer"
    assert len(told.rows) < ROWS
    assert told.more == f"and {10 - len(told.rows)} more below"


def test_a_sign_that_was_seen_says_so_and_does_not_wait():
    raised = flagged(flag("R17", "routine"))
    told = news(raised, QUIET, signs(raised, R17="acknowledged"), VISIT)

    assert told.waiting == "Signs: none waits for an answer"
    assert [row.text for row in told.rows] == ["Saliva, since 1 Jun (seen)"]


def test_what_was_not_agreed_to_is_shown_and_not_printed():
    raised = flagged(flag("R20", "routine"), flag("R17", "routine"))

    assert {row.text.partition(",")[0]: row.private for row in news(raised, QUIET, signs(raised), VISIT).rows} == {
        "Laughing or crying that can't be controlled": True,
        "Saliva": False,
    }


def test_what_is_known_or_was_not_heard_of_again_is_counted_by_itself():
    raised = flagged(flag("R05", "urgent") | {"new": True}, flag("R10") | {"unheard_since": "2025-04-01"})
    told = news(raised, QUIET, signs(raised, R05="closed"), VISIT)

    assert (told.rows, told.more) == ((), "2 known or not heard of")


def test_the_heading_says_what_is_counted_from():
    found = summary()

    assert news(found, QUIET, [], found.last_visit).since.startswith("Since the last visit, ")
    assert news(found, QUIET, [], AS_OF).since == "Since 27 Jun 2025"
    none = with_visits(summary())
    assert news(none, QUIET, [], AS_OF).since == "No visit on record; since 27 Jun 2025"


# --- Spread, and what is due ---


def test_spread_says_the_newest_part_and_how_the_other_side_stands():
    told = bands(summary(), QUIET, [], VISIT, AS_OF).told

    assert told.newest.startswith("Newest part: ")
    assert told.pairs.count(".") >= 2


def test_what_is_due_is_told_first_and_as_much_as_has_room():
    answer = Answer(Task.VOICE, Action.DECLINED, AS_OF)
    later = Answer(Task.MIND, Action.NOT_NOW, AS_OF, until=AS_OF + 30 * DAY)
    known = Known(AS_OF - 200 * DAY, {Task.WEIGHT: AS_OF, Task.BREATHING_TEST: AS_OF - 120 * DAY})
    lines = [Line(each, ()) for each in due(known, [answer, later], AS_OF)]

    told = [(box.title, box.last, box.chosen) for box in bands(summary(), QUIET, [], VISIT, AS_OF, None, lines).boxes]
    assert told == [
        ("Breathing test", f"last {short_date(AS_OF - 120 * DAY)}", ""),
        ("Caregiver", "not on record", ""),
        ("Planning ahead", "not on record", ""),
        ("Weight", f"last {short_date(AS_OF)}", ""),
        ("Keeping the voice", "not on record", "not wanted"),
        ("Thinking and mood", "not on record", "not now"),
    ]
