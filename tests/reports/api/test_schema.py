"""What the API says of its reports and figures is what it sends."""

import datetime as dt

import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft7Validator, FormatChecker

from care.answers import answer_sign
from clinical.compare import compare
from clinical.plain import plain
from reports.figures import FIGURES
from reports.summary import CLINICAL, STAGES, summary_for
from symptoms.api.docs import contents
from symptoms.derive import maker
from symptoms.write import verbs
from tests.cast import NOW, TODAY
from tests.reports.people import followed
from tests.symptoms.api.calls import Caller, refusal

ANYTHING = {"type": "object", "additionalProperties": {}}  # how a bare object is described
MADE_OF_THE_REPORT = (
    "Asymmetry",
    "Cell",
    "Comparison",
    "Involvement",
    "Level",
    "PairSpread",
    "PairState",
    "Region",
    "Report",
    "ReportCheck",
    "ReportFlag",
    "Side",
    "Source",
    "Spread",
    "SpreadEvent",
    "SpreadKind",
    "Status",
    "Trend",
    "TrendState",
)


@pytest.fixture(scope="module")
def schema():
    return SchemaGenerator().get_schema(request=None, public=True)


def strict(said):
    """OpenAPI 3.0 as JSON Schema, where an object has the fields that are described and no other."""
    if isinstance(said, list):
        return [strict(each) for each in said]
    if not isinstance(said, dict):
        return said
    made = {name: strict(each) for name, each in said.items() if name != "nullable"}
    if said.get("nullable") is True and isinstance(said.get("type"), str):
        made["type"] = [said["type"], "null"]
    if "properties" in said and said.get("type") == "object":
        made.setdefault("additionalProperties", False)
    return made


def faults(schema, body, answer):
    """Where an answer is not as its body is described, and why."""
    components = strict(schema["components"])
    whole = {"$ref": f"#/components/schemas/{body}", "components": components}
    found = Draft7Validator(whole, format_checker=FormatChecker()).iter_errors(answer)
    return [(list(each.path), each.message) for each in found]


def sent(user, record, path, **asked):
    response = Caller(user, record).get(path, **asked)
    assert response.status_code == 200
    return response.json()


def test_the_description_finds_fault_with_what_is_not_a_report(schema, record, ada):
    maker.refresh(record.pk, now=NOW)
    report = sent(ada, record, "report/")
    wrong = report | {"as_of": "soon", "current": None, "diagnosis": "ALS"}

    assert sorted(where for where, _what in faults(schema, "Report", wrong)) == [[], ["as_of"], ["current"]]


def test_a_report_of_a_followed_person_is_as_described_to_each_who_reads_it(schema, record, ada, ben, cleo):
    followed(record, ada, cleo, 400)
    verbs.mark_cell(record, by=cleo, source="clinician", now=NOW, cell="neck", kind="involved")
    maker.refresh(record.pk, now=NOW)
    flag = sent(cleo, record, "flags/")["flags"][0]
    answer_sign(record, flag["rule"], dt.date.fromisoformat(flag["since"]), "acknowledged", by=cleo, now=NOW)
    reports = [sent(user, record, "report/") for user in (ada, ben, cleo)]
    reports += [sent(user, record, "report/", at=str(TODAY - dt.timedelta(200))) for user in (ada, cleo)]

    assert [faults(schema, "Report", report) for report in reports] == [[]] * 5
    lists = ("involvement", "function", "trends", "asymmetry", "flags")
    assert [name for name in lists if not reports[2][name]] == []
    assert sorted({flag["state"] for flag in reports[2]["flags"]}) == ["acknowledged", "open"]


def test_a_report_of_an_empty_record_is_as_described(schema, record, ada, cleo):
    maker.refresh(record.pk, now=NOW)
    reports = [sent(user, record, "report/") for user in (ada, cleo)]
    reports += [sent(user, record, "report/", at="1970-01-01") for user in (ada, cleo)]

    assert [faults(schema, "Report", report) for report in reports] == [[]] * 4


@pytest.mark.parametrize("days", [0, 120])
def test_each_figure_is_as_described(schema, record, ada, cleo, days):
    if days:
        followed(record, ada, cleo, days)
    else:
        maker.refresh(record.pk, now=NOW)

    assert [
        faults(schema, "Figure", sent(user, record, f"figures/{name}/")) for name in FIGURES for user in (ada, cleo)
    ] == [[]] * 2 * len(FIGURES)


def test_a_comparison_of_two_days_is_as_described_and_is_what_the_arithmetic_makes(schema, record, ada, cleo):
    followed(record, ada, cleo, 400)
    then, now = TODAY - dt.timedelta(300), TODAY - dt.timedelta(9)
    told = sent(cleo, record, "comparison/", **{"from": str(then), "to": str(now)})
    summary = summary_for(record)
    made = plain(compare(summary.report, summary.series, then, now))

    assert faults(schema, "Comparison", told) == []
    assert told | {"signs": []} == made | {"signs": []}
    assert [flag["rule"] for flag in told["signs"]] == [flag["rule"] for flag in made["signs"]]
    lists = ("grades", "parts", "pairs", "checks", "readings", "weights", "started")
    assert [name for name in lists if not told[name]] == []


def test_a_record_without_two_days_has_no_comparison(record, cleo):
    maker.refresh(record.pk, now=NOW)
    ((field, told),) = refusal(Caller(cleo, record).get("comparison/"))[1]

    assert (field, told.startswith("There are no two days to compare yet.")) == ("from", True)


def test_a_comparison_refuses_the_days_that_the_page_refuses(record, ada, cleo):
    followed(record, ada, cleo, 100)
    path, first = "comparison/", TODAY - dt.timedelta(99)
    refused = {
        "soon": "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.",
        str(first - dt.timedelta(1)): "Nothing was entered before 23 November 2025.",
    }

    assert {day: refusal(Caller(cleo, record).get(path, **{"from": day}))[1] for day in refused} == {
        day: [("from", told)] for day, told in refused.items()
    }
    assert Caller(ada, record).get(path).status_code == 403
    assert {key: sent(cleo, record, path)[key] for key in ("then", "now")} == {
        "then": str(summary_for(record).last_visit),
        "now": str(TODAY),
    }


def test_what_only_the_care_team_sees_may_be_null(schema):
    def may_be_null(body):
        fields = schema["components"]["schemas"][body]["properties"]
        return {name for name, said in fields.items() if said.get("nullable")}

    assert set(STAGES) - may_be_null("ReportCheck") == set()
    assert {"slope", "low", "high", *CLINICAL} - may_be_null("Trend") == set()


def test_the_answers_are_named_bodies(schema):
    def answer(path):
        said = schema["paths"][f"/api/v1/patients/{{patient_id}}/{path}/"]["get"]["responses"]["200"]
        return said["content"]["application/json"]["schema"]

    assert answer("comparison") == {"$ref": "#/components/schemas/Comparison"}
    assert answer("report") == {"$ref": "#/components/schemas/Report"}
    assert answer("figures/{name}") == {"$ref": "#/components/schemas/Figure"}
    assert [name for name in MADE_OF_THE_REPORT if name not in schema["components"]["schemas"]] == []


def test_no_body_is_a_bare_object(schema):
    """But the traces, the layout and the config of a figure, which Plotly describes, and what FHIR does."""
    answers = {
        f"{path} {status}": each["schema"]
        for path, methods in schema["paths"].items()
        for operation in methods.values()
        for status, response in operation["responses"].items()
        for each in response.get("content", {}).values()
    }
    bodies = answers | schema["components"]["schemas"]
    fields = {
        f"{name}.{field}": each.get("items", each)
        for name, said in schema["components"]["schemas"].items()
        for field, each in said.get("properties", {}).items()
    }

    def bare(found):
        return [name for name, said in found.items() if {k: said.get(k) for k in ANYTHING} == ANYTHING]

    assert bare(bodies) == []
    assert bare(fields) == ["FhirEntry.resource", "Figure.data", "Figure.layout", "Figure.config"]


def fields(body, field=""):
    """Name, kind and link of each field of a body on the page of the API, or of what is inside one."""
    shown = next(each for each in contents("en")["bodies"] if each.name == body).fields
    inner = next(each.fields for each in shown if each.name == field) if field else shown
    return {each.name: (each.kind, each.link) for each in inner}


def test_the_page_of_the_api_explains_the_report():
    assert fields("Report") == {
        "patient": ("string", ""),
        "as_of": ("date", ""),
        "engine": ("string", ""),
        "involvement": ("list of object", "Involvement"),
        "spread": ("object", "Spread"),
        "function": ("list of object", "ReportCheck"),
        "trends": ("list of object", "Trend"),
        "asymmetry": ("list of object", "Asymmetry"),
        "flags": ("list of object", "ReportFlag"),
        "opm": ("object, or null", "Opm"),
        "opm_confirmed": ("object, or null", "Confirmed"),
        "totals_given": ("list of object", "GivenTotal"),
        "current": ("boolean", ""),
    }
    assert fields("Spread", "pairs") == {"arm": ("object", "PairSpread"), "leg": ("object", "PairSpread")}
    assert fields("PairSpread")["state"] == ("none | unilateral | bilateral | both_at_first_log, or null", "")
    assert fields("ReportFlag")["inputs"] == ("number, each by its name", "")
    assert fields("ReportFlag")["state"] == ("open | acknowledged | snoozed | closed", "")
    assert fields("ReportCheck")["items"] == ("integer, or null, each by its name", "")
    assert fields("Figure") == {"data": ("list of object", ""), "layout": ("object", ""), "config": ("object", "")}


def test_a_body_is_told_in_the_words_of_the_code():
    (check,) = (each for each in contents("en")["bodies"] if each.name == "ReportCheck")

    assert check.note == (
        "A function check: items 0-4, subscores 0-12, total 0-48 and estimated stages; null where an answer is missing."
    )
