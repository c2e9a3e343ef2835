"""A file whose values can hardly be is asked back; nothing is written before."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from clinical.doubts import LIMITS
from clinical.vocabulary import MEASURES
from exchange.csv import CsvRefused, FileInDoubt, csv_parts, read_csv
from exchange.importing import import_rows
from people.models import Clinic, Patient
from symptoms.models import Measurement
from tests.cast import NOW, TODAY
from tests.exchange.assistant.pages import bring, choose, press

HEAD = "patient,date,source,weight,fvc_percent\n"
FILE = HEAD + (
    "N-1,2025-01-01,self,71.5,\nN-1,2025-01-08,self,157,\nN-1,2025-01-15,self,71,\nN-2,2025-01-01,clinician,,0.91\n"
)
QUESTIONS = [
    "Line 3, column weight: 157 kg? The last weight was 71.5 kg on 1 January 2025. Pounds would be 71.2 kg.",
    "Line 5, column fvc_percent: 0.91 %? It is usually from 10 to 150 %. As a part of one, that is 91 %.",
]


def load(text, clinic, **how):
    return import_rows(read_csv(text.encode()), clinic, by=None, now=NOW, **how)


def exported(clinic):
    return "".join(csv_parts(clinic.patients.all(), hidden=frozenset()))


def asked(text, clinic):
    with pytest.raises(FileInDoubt) as found:
        load(text, clinic)
    return str(found.value).splitlines()


def marked(clinic):
    rows = Measurement.objects.standing().filter(patient__clinic=clinic).order_by("patient__reference", "day")
    return [row.confirmed for row in rows]


def test_each_question_has_its_line_column_value_and_what_it_is_compared_with(clinic):
    assert asked(FILE, clinic) == QUESTIONS
    assert not Patient.objects.exists()


def test_what_is_confirmed_is_kept_and_marked(clinic):
    done = load(FILE, clinic, confirm=True)

    assert (done.new, done.confirmed, marked(clinic)) == (4, 2, [[], ["weight"], [], ["fvc_percent"]])


def test_the_same_file_again_asks_nothing(clinic):
    load(FILE, clinic, confirm=True)
    done = load(FILE, clinic)

    assert (done.unchanged, done.confirmed) == (4, 0)


def test_our_own_export_asks_nothing_wherever_it_is_read_and_keeps_the_marks(clinic):
    load(FILE, clinic, confirm=True)
    elsewhere = Clinic.objects.create(name="South Clinic")
    done = load(exported(clinic), elsewhere)

    assert exported(clinic).splitlines()[:3] == [
        "patient,date,source,confirmed,weight,fvc_percent",
        "N-1,2025-01-01,self,,71.5,",
        "N-1,2025-01-08,self,weight,157,",
    ]
    assert (done.new, done.confirmed, marked(elsewhere)) == (4, 0, marked(clinic))
    assert exported(elsewhere) == exported(clinic)


def test_a_file_without_doubts_has_no_column_for_them(clinic):
    load(HEAD + "N-1,2025-01-01,self,71.5,90\n", clinic)

    assert exported(clinic).splitlines()[0] == "patient,date,source,weight,fvc_percent"


def test_a_value_is_compared_with_those_on_record(clinic):
    load(HEAD + "N-1,2025-01-01,self,71.5,\n", clinic)

    assert asked(HEAD + "N-1,2025-01-08,self,157,\n", clinic) == [QUESTIONS[0].replace("Line 3", "Line 2")]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("fvc_percent", "“fvc_percent” was confirmed, but its value was not sent."),
        (
            "niv",
            "“niv” was found, nothing or some of weight, fvc_percent, svc_percent, snip, mip, peak_cough_flow, spo2,",
        ),
    ],
)
def test_a_confirmation_without_its_value_is_refused(cell, told):
    with pytest.raises(CsvRefused) as refused:
        read_csv(f"patient,date,source,confirmed,weight,fvc_percent\nN-1,2025-01-01,self,{cell},157,\n".encode())

    assert str(refused.value).startswith(f"Line 2, column confirmed: {told}")


readings = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.sampled_from(["self", "caregiver", "clinician"]),
        st.sampled_from([name for name in LIMITS if name in MEASURES]),
        st.floats(0, 1),
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda each: each[:2],
)


@pytest.mark.django_db
@given(readings)
@settings(max_examples=25, deadline=None)
def test_whatever_was_confirmed_in_a_file_goes_out_and_in_without_a_question(said):
    names = sorted({name for _, _, name, _ in said})
    lines = [",".join(["patient,date,source", *names])]
    for ago, source, name, share in said:
        measure = MEASURES[name]
        value = round(measure.low + share * (measure.high - measure.low), 1)
        cells = [str(value) if each == name else "" for each in names]
        lines.append(",".join(["N-1", str(TODAY - dt.timedelta(ago)), source, *cells]))
    here, there = (Clinic.objects.create(name=f"{Clinic.objects.count()}") for _ in range(2))
    load("\n".join([*lines, ""]), here, confirm=True)
    done = load(exported(here), there)

    assert (done.new, done.confirmed) == (len(said), 0)
    assert exported(there) == exported(here)


# --- The command line ------------------------------------------------------------------------------------------------


def test_the_command_lists_every_question_changes_nothing_and_ends_with_3(db, tmp_path):
    path = tmp_path / "register.csv"
    path.write_text(FILE)
    with pytest.raises(CommandError) as refused:
        call_command("import_csv", path)

    assert refused.value.returncode == 3
    assert str(refused.value).splitlines() == [
        f"2 values of {path} are asked back, and nothing was written. Send it again with --confirm if they are right.",
        *QUESTIONS,
    ]
    assert not Clinic.objects.exists()


def test_the_command_keeps_them_with_confirm_and_says_how_many(db, tmp_path, capsys):
    path = tmp_path / "register.csv"
    path.write_text(FILE)
    call_command("import_csv", path, "--confirm")

    assert "2 values that can hardly be were kept as confirmed." in capsys.readouterr().out.splitlines()
    assert Measurement.objects.count() == 4


# --- The upload ------------------------------------------------------------------------------------------------------


@pytest.fixture
def cleos(client, cleo):
    client.force_login(cleo)
    return client


@pytest.fixture
def first(cleos, clinic):
    """The page that asks about the values of the file, once it was said that the FVC is in percent."""
    return press(cleos, choose(cleos, FILE, clinic=clinic), **{"unit.fvc_percent": "%"})


def test_the_upload_asks_and_takes_the_file_with_a_second_press(cleos, clinic, first):
    assert [asked.sentence for asked in first.context["cells"]] == QUESTIONS
    assert not Patient.objects.exists()
    done = bring(cleos, press(cleos, first, "keep_all"))

    assert done.context["done"]["new"] == 4
    assert marked(clinic) == [[], ["weight"], [], ["fvc_percent"]]


def test_a_press_confirms_what_is_asked_and_nothing_that_is_sent_later(cleos, clinic, first):
    page = press(cleos, first, "keep_all")
    other = choose(cleos, FILE.replace("157", "158"), clinic=clinic)
    other = press(cleos, other, **{"unit.fvc_percent": "%"})

    assert (bool(page.context["would"]), other.context["would"], len(other.context["cells"])) == (True, None, 2)


def test_a_value_that_is_in_another_unit_is_taken_as_that(cleos, clinic, first):
    answers = {"value.3.weight": "lb", "value.5.fvc_percent": "out"}
    bring(cleos, press(cleos, first, **answers))

    assert sorted(Measurement.objects.values_list("weight", flat=True)) == [71, 71.2, 71.5]
