"""Taking a record along, with a real browser: found, pressed, and on the disk whole."""

import zipfile

from django.urls import reverse

from tests.browser.pages import ON_A_DESKTOP, ON_A_PHONE, addresses, troubles
from tests.browser.targets import LARGE, STAFF
from tests.people.account.ways import verified


def saved(page, name):
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return download.value


@ON_A_PHONE
def test_the_person_finds_their_record_and_has_it_on_the_phone(page, sign_in, record, ada, logged):
    sign_in(page, ada)
    page.goto("/")
    page.get_by_role("link", name="More").click()
    page.get_by_role("link", name="Files to take with you").click()
    whole, table = saved(page, "Save the whole record"), saved(page, "Save the table")

    assert (whole.suggested_filename, table.suggested_filename) == ("alsweak.zip", "alsweak.csv")
    with zipfile.ZipFile(whole.path()) as archive:
        assert archive.read("observations.csv") == table.path().read_bytes()


@ON_A_PHONE
def test_in_large_it_keeps_the_rules_of_access(page, sign_in, record, ada, ben):
    ben.large = True
    ben.save()
    sign_in(page, ben)
    assert troubles(page, addresses(record, "export", "more"), LARGE) == {}


@ON_A_DESKTOP
def test_the_clinic_takes_all_its_records(page, sign_in, record, clinic, cleo):
    sign_in(page, verified(cleo))
    paths = [*addresses(record, "export"), reverse("export_clinic", args=[clinic.pk])]
    assert troubles(page, paths, STAFF) == {}
    page.goto(reverse("worklist"))
    page.get_by_role("link", name="A copy of every record").click()
    with zipfile.ZipFile(saved(page, "Save every record").path()) as archive:
        assert archive.read("people.csv").decode().splitlines()[1].split(",")[1] == "A-1"
