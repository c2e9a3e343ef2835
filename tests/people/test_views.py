from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

PAPER = Path(settings.BASE_DIR) / "docs/trust/accessibility-statement.md"


def test_help_is_open_to_everyone(client):
    assert client.get("/help/").status_code == 200


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
def test_account_pages_wear_the_sites_own_look(client, db, page):
    assert "base.html" in {template.name for template in client.get(reverse(page)).templates}


def test_what_is_not_accessible_is_open_to_everyone_in_the_words_of_the_paper(client):
    response = client.get("/accessibility/")
    rows = (
        line.split(" | ") for line in PAPER.read_text().splitlines() if line.startswith("| ") and "|---" not in line
    )
    paper = [(what.removeprefix("| "), instead.removesuffix(" |").strip("-")) for what, _criterion, instead in rows][1:]

    assert [(str(what), str(instead)) for what, instead in response.context["barriers"]] == paper
    assert client.get("/help/").content.decode().count('href="/accessibility/"') == 1
