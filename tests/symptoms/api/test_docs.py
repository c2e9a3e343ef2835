import pytest
from drf_spectacular.generators import SchemaGenerator

from clinical.vocabulary import CELL_NAMES, CHECK_IN_SECTIONS, MEASURES
from symptoms.api.docs import contents


def body(name):
    return next(body for body in contents("en")["bodies"] if body.name == name)


def test_the_page_lists_every_operation_of_the_schema():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    wanted = [(path, method.upper()) for path, methods in paths.items() for method in methods]

    assert [(each.path, each.method) for each in contents("en")["operations"]] == wanted


def test_a_check_in_is_explained_by_the_vocabulary():
    *sections, not_known = [field for field in body("CheckIn").fields if field.fields]
    measures = [measure for measure in MEASURES.values() if measure.section in CHECK_IN_SECTIONS]

    assert [field.name for field in sections] == list(CHECK_IN_SECTIONS)
    assert [field.name for field in not_known.fields] == list(CELL_NAMES)
    assert sum(len(field.fields) for field in sections) == len(measures)
    assert sections[0].fields[5].name == "hand.left"
    assert sections[0].fields[5].kind == "integer, 0 to 4, or null"


def test_what_is_required_is_said():
    assert [field.name for field in body("Treatment").fields if field.required] == ["start", "kind"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/docs/", "/api/schema/"])
def test_strangers_can_read_it(client, address):
    assert client.get(address).status_code == 200


def test_the_page_brings_no_script_of_its_own(client, ada):
    client.force_login(ada)
    page = client.get("/api/docs/").content.decode()
    other = client.get("/help/").content.decode()

    assert page.count("<script") == other.count("<script")
    assert "style=" not in page
