"""Every word that a page, a figure or the printed summary shows comes from the catalogue: no language stays half."""

import dataclasses
import datetime as dt
import importlib
import pkgutil
import re
from collections.abc import Iterator
from random import Random

import pytest
from django.utils import translation
from django.utils.translation import trans_real

import reports
from clinical.need import Drop, Need, Sign
from clinical.period import Usual
from clinical.rules import RULES
from clinical.vocabulary import Source
from people.models import Patient, User
from reports.figures import FIGURES
from reports.figures.context import GUIDELINES, Context
from reports.figures.language import Words
from reports.figures.to_plotly import to_plotly
from reports.figures.to_svg import to_svg
from reports.reasons import KINDS, reasons
from reports.sheet import sheet_of
from reports.signs import NAMES, in_short, signs_of
from reports.story import story
from reports.summary import summary_for
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.reports.figures import sample
from tests.reports.figures.thinned import thinned
from tests.reports.marked import PLACEHOLDER, Marked, bracketed, outside_of, outside_of_page, plotly_texts
from tests.reports.opened import opened
from tests.reports.people import followed
from tests.reports.sheet import made

STATES = ("open", "acknowledged", "snoozed", "closed")
# What stays as it is in every language: names, what somebody wrote, names of tests and stages, units, sizes of paper,
# numbers of rules.
NAMED = ("Ada", "A-1", "North Clinic", "alsweak", "ada@example.org", "cleo@example.org")
WRITTEN = ("Riluzole 50 mg", *(entry["label"] for part in ("treatments", "events") for entry in sample.series()[part]))
TESTS = ("FVC", "SVC", "SNIP", "MIP", "SpO2")
UNITS = ("kg", "cmH2O", "L/min")
STAGES = ("4A", "4B*", "4B")
PAPERS = ("A4", "Letter")
KEPT = sorted((*NAMED, *WRITTEN, *TESTS, *UNITS, *STAGES, *PAPERS), key=len, reverse=True)
KEPT_WHOLE = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, KEPT))})(?!\w)")
CODES = re.compile(r"R\d\d|O\d[dpra]? P[01]")  # of rules, and of ALS-OPM
LETTER = re.compile(r"[^\W\d_]")
AUDIENCES = ("patient", "clinician")
SWITCHED_ON = {"slope": "1", "stage": "1"}


@pytest.fixture(autouse=True)
def _marked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The language of the site is the one in brackets, for whoever asks and for every page."""
    monkeypatch.setitem(trans_real._translations, "en", Marked())
    monkeypatch.setattr(trans_real, "_default", None)
    with translation.override("en"):
        yield
    translation.deactivate()  # what was active before was asked for by its name, which means the brackets until now


def strange(found: list[str]) -> set[str]:
    """What is neither translated nor one of the few words that stay, whole or cut short in a drawing."""
    rest = {words for words in found if LETTER.search(CODES.sub("", KEPT_WHOLE.sub("", words)))}
    return {words for words in rest if not (words.endswith("…") and any(kept.startswith(words[:-1]) for kept in KEPT))}


@pytest.fixture
def long_record(record: Patient, ada: User, cleo: User) -> Patient:
    """A year and more, with a visit, treatments of the figures, and whatever a person can be told."""
    record.usual_weight, record.height, record.onset_month = 78, 175, dt.date(2024, 9, 1)
    record.save()
    for kind in ("niv", "gastrostomy", "orthosis"):
        verbs.record_treatment(
            record, by=ada, source="self", now=NOW, kind=kind, start=TODAY - dt.timedelta(days=30), label=""
        )
    return followed(record, ada, cleo, 400)


def test_a_message_is_marked_around_what_goes_into_it():
    assert bracketed("%(part)s since %(day)s, %(n)d %% of {it}") == "%(part)s⟦ since ⟧%(day)s, %(n)d⟦ %% of ⟧{it}"
    assert outside_of([bracketed("%(part)s since %(day)s") % {"part": "hand", "day": 3}]) == ["hand 3"]


def test_what_is_not_marked_is_found_in_text_attribute_and_drawing():
    page = '<p title="b">⟦a⟧<i>c</i></p><svg><text>⟦a</text><text>a⟧ d</text><text>⟦a…</text><text>e</text></svg>'

    assert outside_of_page(page) == ["b", "c", "d", "e"]
    assert outside_of_page("<p>⟦a</p><p>b</p>") == ["1 never closed"]


def test_every_list_of_words_is_translated_in_full():
    """Also the ones that no record below happens to bring up."""
    modules = [importlib.import_module(found.name) for found in pkgutil.walk_packages(reports.__path__, "reports.")]
    lists = [held for module in modules for held in vars(module).values() if isinstance(held, Words)]

    assert len(lists) > 20
    assert strange(outside_of([PLACEHOLDER.sub("", told) for words in lists for told in words.values()])) == set()


@pytest.mark.parametrize("query", [{}, SWITCHED_ON], ids=["plain", "switched on"])
@pytest.mark.parametrize("who", ["ada", "ben", "cleo"])
@pytest.mark.parametrize("page", ["dashboard", "picture/spread", "picture/function", "summary", "progress"])
def test_a_page_about_a_person_is_translated_in_full(page, who, query, long_record, request):
    shown = opened(request.getfixturevalue(who), page, long_record, **query).content.decode()

    assert "⟦" in shown
    assert strange(outside_of_page(shown)) == set()


@pytest.mark.parametrize("who", ["ada", "cleo"])
@pytest.mark.parametrize("page", ["dashboard", "picture/spread", "summary"])
def test_a_page_of_an_empty_record_is_translated_in_full(page, who, record, request):
    assert strange(outside_of_page(opened(request.getfixturevalue(who), page, record).content.decode())) == set()


def test_the_worklist_and_the_first_page_are_translated_in_full(long_record, ada, cleo):
    assert strange(outside_of_page(opened(cleo, "worklist").content.decode())) == set()
    assert strange(outside_of_page(opened(ada).content.decode())) == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_figure_of_a_record_is_translated_in_full(audience, long_record):
    summary = summary_for(long_record)

    for name in FIGURES:
        for on in (False, True):
            assert untranslated(summary.figure(name, audience, show_slope=on, show_stage=on)) == set()


@pytest.mark.parametrize("guideline", GUIDELINES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_figure_of_the_made_up_person_is_translated_in_full(audience, guideline):
    context = Context(
        audience=audience,
        show_stage=True,
        since=dt.date(2025, 3, 1),
        thresholds=GUIDELINES[guideline],
    )
    for said in ((sample.report(), sample.series()), sample.nothing()):
        for describe in FIGURES.values():
            assert untranslated(describe(*sample.made(*said), context)) == set()


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_record_holds_is_told_in_translated_words(seed):
    """Figures, story, reasons and printed lines of records of any kind, as the branches of a sentence are many."""
    chance = Random(seed)
    report, series, context = thinned(chance, chance.choice([0, 0.2, 0.5]))
    _otherwise(report, series, chance)
    since = sample.AS_OF - dt.timedelta(days=chance.randrange(900))

    states = dict(zip([flag["rule"] for flag in report["flags"]], STATES, strict=True))
    summary = made.summary(report, series, states)
    for describe in FIGURES.values():
        assert untranslated(describe(summary.report, summary.series, context)) == set()
    signs = signs_of(summary.report, summary.states)
    told = (
        story(summary.report, summary.series, since, chance.choice([None, since])),
        reasons(_need(summary.report, chance), current=False),
        [(sign.name, sign.how) for sign in signs],
        in_short(signs),
    )
    assert strange(outside_of([_without_kinds(part) for part in told])) == set()
    hours = chance.choice([None, Usual(4, 5.5, 9)])
    period = made.period(since, signs=made.answers(falls=2, morning_headache=1, long_meals=0), niv_hours=hours)
    assert strange(outside_of(sheet_of(summary, period, context))) == set()


def _need(report, chance: Random) -> Need:
    drop = Drop(chance.choice(list(Source)), sample.AS_OF, 40, sample.AS_OF, 33)
    signs = tuple(map(Sign.of, report.flags))
    waiting = tuple(sign for sign in signs if not sign.unheard_since)[: chance.choice([1, 3])]
    unheard = tuple(sign for sign in signs if sign.unheard_since)
    event = chance.choice([None, *report.spread.events])
    quiet = chance.choice([None, 15])
    return Need(sample.AS_OF, waiting, unheard, event, (drop,), never=chance.choice([True, False]), quiet_days=quiet)


def untranslated(figure) -> set[str]:
    """Of a figure as marks, as it is drawn wide and narrow, and as Plotly shows it."""
    found = outside_of(figure) + outside_of(plotly_texts(to_plotly(figure)))
    return strange(found + outside_of_page(to_svg(figure)) + outside_of_page(to_svg(figure, narrow=True)))


def _without_kinds(told):
    """``Reason`` carries a code beside its text."""
    if isinstance(told, tuple) and told and dataclasses.is_dataclass(told[0]):
        return [reason.text for reason in told]
    return told


def _otherwise(report, series, chance: Random) -> None:
    """Turns of a sentence that thinning alone does not bring about."""
    names = [entry["cell"] for entry in report["involvement"]]
    for entry in report["involvement"]:
        entry |= {"on_or_before": chance.random() < 0.3, "by": chance.choice(["self", "clinician"])}
        entry["grade_on"] = entry["grade_on"] or sample.AS_OF.isoformat()
    report["spread"] |= {
        "first": chance.sample(names, chance.choice([1, 2, 8])),
        "maybe_first": chance.sample(names, 5),
    }
    for event in report["spread"]["events"]:
        event |= {"date": "2025-06-01", "kinds": list(KINDS)}
    for pair in report["spread"]["pairs"].values():
        pair["first_side"] = chance.choice(["left", "right"])
        pair["at_least"] = chance.choice([True, False])
        pair["side_unknown_since"] = chance.choice([None, "2023-03-01"])
    for check in report["function"]:
        stage = chance.choice(["0", "4B", check["kings"]])
        check |= {"kings": stage, "kings_4a": stage == "4B", "kings_4b": stage == "4B"}
        check["mode"] = chance.choice(["app", "phone", "clinic"])
    for trend in report["trends"]:
        trend |= {"adjusted": -0.4, "change_around": "2024-01-01", "change_low": "2024-01-01"}
        trend["change_high"] = chance.choice(["2024-01-01", "2024-04-01"])
    for region in ("foot", "hand", "thigh"):
        apart = {"grade_difference": chance.choice([0, 1, -2]), "evened_by": chance.choice([None, "left", "right"])}
        apart |= {
            "grade_on": "2025-06-20",
            "grip_on": "2025-06-20",
            "grip_since": chance.choice(["2025-06-20", "2025-05-02"]),
        }
        apart |= {
            "grip_beyond": chance.choice([4.0, 12.5, -25.0]),
            "writing_hand": chance.choice([None, "left", "right"]),
        }
        report["asymmetry"].append({"region": region, "date": "2025-06-20", "reported": None, **apart})
    series["grip_index"] = [[day, chance.choice([index, 5.0, -15.0])] for day, index in series["grip_index"]]
    report["involvement"][names.index("neck")]["other_cause"] = True
    series["treatments"] += [
        {"kind": kind, "label": "", "start": "2025-06-01", "end": None} for kind in ("aac", "orthosis", "other")
    ]
    report["flags"] = [
        made.flag(
            rule,
            chance.choice(["emergency", "urgent", "soon", "routine"]),
            clear_answers=chance.choice([0, 1]),
            unheard_since=chance.choice([None, None, "2025-04-03"]),
            new=chance.choice([True, False]),
        )
        for rule in chance.sample([rule for rule in NAMES if not RULES[rule].told_with], len(STATES))
    ]
