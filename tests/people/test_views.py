import pytest
from django.urls import reverse


def test_help_is_open_to_everyone(client):
    assert client.get("/help/").status_code == 200


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_reset_password"])
def test_account_pages_wear_the_sites_own_look(client, db, page):
    assert "base.html" in {template.name for template in client.get(reverse(page)).templates}
