"""How the pages look for someone."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from people import preferences


@pytest.fixture
def ada_at(ada):
    client = Client()
    client.force_login(ada)
    return client


@pytest.mark.parametrize("switch", ["large", "calm", "hide_charts"])
def test_one_press_turns_a_switch_on_and_one_press_off(ada_at, ada, switch):
    states = []
    for sent in ("on", "off"):
        ada_at.post("/settings/", {switch: sent})
        ada.refresh_from_db()
        states.append(getattr(ada, switch))

    assert states == [True, False]


def test_a_press_changes_nothing_else(ada_at, ada):
    ada_at.post("/settings/", {"large": "on"})
    ada_at.post("/settings/", {"theme": "dark"})
    ada.refresh_from_db()

    assert (ada.large, ada.theme, ada.calm, ada.language) == (True, "dark", False, "")


@pytest.mark.parametrize("said", [{"theme": "pink"}, {"language": "xx"}])
def test_what_cannot_be_chosen_is_refused_in_words_and_changes_nothing(ada_at, ada, said):
    response = ada_at.post("/settings/", said)
    ada.refresh_from_db()

    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert (ada.theme, ada.language) == ("auto", "")


def test_a_refused_choice_leaves_the_person_as_they_were(ada):
    with pytest.raises(ValidationError):
        preferences.change(ada, theme="pink")

    assert ada.theme == "auto"


def test_large_and_dark_are_said_to_the_page(ada_at, ada):
    preferences.change(ada, large=True, theme="dark")

    assert '<html lang="en" data-theme="dark" data-size="large">' in ada_at.get("/help/").content.decode()


def test_the_chosen_language_comes_before_the_browsers(ada_at, ada):
    preferences.change(ada, language="de")
    page = ada_at.get("/help/", headers={"accept-language": "es"})

    assert page.headers["Content-Language"] == "de"
    assert '<html lang="de">' in page.content.decode()


def test_the_languages_are_offered_by_their_own_names(ada_at):
    page = ada_at.get("/settings/language/").content.decode()

    assert [name for name in ("English", "Deutsch", "Español") if f"<span>{name}</span>" in page] == [
        "English",
        "Deutsch",
        "Español",
    ]
