"""What a column means is proposed by its name in three languages and by what stands in it."""

import pytest

from clinical.vocabulary import MEASURES
from exchange.csv import CsvRefused
from exchange.tables.names import meaning_of, unit_in
from exchange.tables.propose import propose
from exchange.tables.questions import Asker
from exchange.tables.read import read_tables


def proposed(data, **answers):
    asker = Asker(answers)
    found = propose(read_tables(data.encode()), asker)
    return found, {question.key: (question.options, question.proposed) for question in asker.questions}


def meanings(data, **answers):
    return {name: column.means for name, column in proposed(data, **answers)[0].mapping.columns.items()}


@pytest.mark.parametrize(
    ("name", "means"),
    [
        ("Patient ID", "patient"),
        ("Patienten-ID", "patient"),
        ("SUBJID", "patient"),
        ("Visit date", "day"),
        ("Besuchsdatum", "day"),
        ("Fecha de visita", "day"),
        ("dateTime", "day"),
        ("Quelle", "source"),
        ("Gewicht (kg)", "weight"),
        ("Weight [lbs]", "weight"),
        ("weight_kg", "weight"),
        ("Peso", "weight"),
        ("FVC %", "fvc_percent"),
        ("fvc_percent", "fvc_percent"),
        ("Weight", "weight"),
        ("Körpergröße", "height"),
        ("Q1_Speech", "function.speech"),
        ("ALSFRS-R 3 Swallowing", ""),
        ("R_2_Orthopnea", "function.orthopnea"),
        ("alsfrsr_q8_walking", "function.walking"),
        ("Treppensteigen", "function.climbing_stairs"),
        ("Deglución", "function.swallowing"),
        ("Date of birth", "birth_date"),
        ("Geburtsdatum", "birth_date"),
        ("Fat mass (kg)", ""),
        ("Comments", ""),
        ("ALS-FRS1", ""),
    ],
)
def test_a_name_says_what_a_column_means(name, means):
    assert meaning_of(name) == means


def test_our_own_names_mean_themselves():
    assert [meaning_of(name) for name in MEASURES] == list(MEASURES)


@pytest.mark.parametrize(
    ("name", "unit"),
    [("Weight (lb)", "lb"), ("weight_lbs", "lb"), ("Gewicht [kg]", "kg"), ("FVC %", "%"), ("kg", ""), ("Weight", "")],
)
def test_a_name_says_its_unit(name, unit):
    assert unit_in(name) == unit


def test_what_is_not_known_is_left_out_and_that_is_said():
    found, questions = proposed("patient,date,source,weight,shoe size\nP1,2024-01-08,self,71,44\n")

    assert (found.mapping.columns["shoe size"].means, found.notes, questions) == (
        "out",
        ("Left out: shoe size.",),
        {},
    )


def test_an_answer_says_what_a_column_means():
    data = "patient,date,source,kilos\nP1,2024-01-08,self,71\n"

    assert meanings(data, **{"means.kilos": "weight"})["kilos"] == "weight"


def test_a_column_can_t_mean_what_nobody_knows():
    with pytest.raises(CsvRefused) as refused:
        proposed("patient,date,source,kilos\nP1,2024-01-08,self,71\n", **{"means.kilos": "mass"})

    assert str(refused.value) == "“mass” is not something that a column can mean."


def test_of_two_columns_of_one_meaning_the_first_counts():
    assert meanings("patient,date,source,weight,Gewicht\nP1,2024-01-08,self,71,72\n")["Gewicht"] == "out"


def test_a_day_is_known_by_its_cells_where_no_name_says_it():
    assert meanings("patient,source,recorded,weight\nP1,self,2024-01-08,71\n")["recorded"] == "day"


def test_month_or_day_first_is_asked_where_nothing_tells():
    data = "patient,date,source,weight\nP1,1/8/2024,self,71\n"

    assert proposed(data)[1] == {"order.date": (("dmy", "mdy"), None)}
    assert proposed(data, **{"order.date": "mdy"})[0].mapping.columns["date"].order == "mdy"


def test_another_column_of_days_makes_one_order_likely():
    data = "patient,date,source,weight,birth date\nP1,1/8/2024,self,71,12/31/1960\n"

    assert proposed(data)[1] == {"order.date": (("dmy", "mdy"), "mdy")}


def test_nothing_is_asked_where_both_orders_are_the_same_day():
    assert proposed("patient,date,source,weight\nP1,8/8/2024,self,71\n")[1] == {}


def test_numbers_that_a_spreadsheet_counts_days_by_are_asked_about():
    assert proposed("patient,date,source,weight\nP1,45299,self,71\n")[1] == {"order.date": (("serial",), "serial")}


@pytest.mark.parametrize(
    ("column", "value", "asked"),
    [
        ("weight", "71", {}),
        ("weight", "250", {"unit.weight": (("lb", "kg"), "lb")}),
        ("Weight (lb)", "155", {}),
        ("fvc", "0.91", {"unit.fvc": (("fraction", "%"), "fraction")}),
        ("fvc", "91", {}),
        ("snip", "4", {"unit.snip": (("kPa", "cmH2O"), "kPa")}),
        ("peak cough flow", "6", {"unit.peak cough flow": (("L/s", "L/min"), "L/s")}),
    ],
)
def test_another_unit_is_asked_about_where_all_numbers_are_likely_in_it(column, value, asked):
    assert proposed(f"patient,date,source,{column}\nP1,2024-01-08,self,{value}\n")[1] == asked


@pytest.mark.parametrize("code", ["n", "-", ".", "x", "?"])
def test_a_mark_for_not_recorded_is_proposed_where_it_stands(code):
    data = f"patient,date,source,weight\nP1,2024-01-08,self,71\nP1,2024-02-08,self,{code}\n"
    found, questions = proposed(data)

    assert (found.mapping.missing, questions) == ((code,), {f"missing.{code}": (("yes", "no"), "yes")})
    assert proposed(data, **{f"missing.{code}": "no"})[0].mapping.missing == ()


@pytest.mark.parametrize("code", ["NA", "NaN", "n/a", "null", "#N/A", ""])
def test_what_programs_write_for_not_recorded_is_not_asked_about(code):
    assert proposed(f"patient,date,source,weight\nP1,2024-01-08,self,71\nP1,2024-02-08,self,{code}\n")[1] == {}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("record_id,redcap_event_name,visit_date,weight", "REDCap"),
        ("biceps,dateTime,weight,record", "openScale"),
        ("Date,Weight (kg),Fat mass (kg),x", "Withings"),
        ("patient,date,weight,x", "Table"),
    ],
)
def test_ready_layouts_are_known_by_their_names(head, name):
    day = {"REDCap": "1,baseline,2024-01-08,71", "openScale": "1,2024-01-08 08:00,71,2"}
    found, _questions = proposed(
        f"{head}\n{day.get(name, '2024-01-08,71,2,3' if name == 'Withings' else 'P,2024-01-08,71,2')}\n"
    )

    assert found.mapping.name == name


def test_a_visit_a_column_is_known_by_numbers_and_by_days():
    numbered = "patient,source,date_1,weight_1,date_2,weight_2\nP1,self,2024-01-08,71,2024-04-15,70\n"
    dated = "patient,source,weight 2024-01-08,weight 2024-04-15\nP1,self,71,70\n"

    assert [column.visit for column in proposed(numbered)[0].mapping.columns.values()] == ["", "", "1", "1", "2", "2"]
    assert [column.visit for column in proposed(dated)[0].mapping.columns.values()] == [
        "",
        "",
        "2024-01-08",
        "2024-04-15",
    ]


def test_days_as_names_ask_what_their_numbers_are():
    data = "patient,source,2024-01-08,2024-04-15\nP1,self,71,70\n"

    assert proposed(data)[1] == {"values": ((), None)}
    assert meanings(data, values="weight") == {
        "patient": "patient",
        "source": "source",
        "2024-01-08": "weight",
        "2024-04-15": "weight",
    }
