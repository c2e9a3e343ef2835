"""A viewer of a hospital takes the same link: manifest, file, key in the fragment."""

import base64
import json
import zlib

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone
from fhir.resources.R4B.bundle import Bundle

from exchange.handed.making import drop_ended, withdraw
from exchange.models import HandedFile
from exchange.tasks import drop_handed_files
from people import handed
from people.models import LinkOpening, VisitLink
from tests.exchange.fhir.values import checked, references

pytestmark = pytest.mark.django_db


def plain(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Viewer:
    """Of what a camera saw, and with no library of ours."""

    def __init__(self, scanned: str) -> None:
        self.payload = json.loads(plain(scanned.partition("#shlink:/")[2]))
        self.client = Client(enforce_csrf_checks=True)

    @property
    def manifest(self) -> str:
        return "/" + self.payload["url"].split("/", 3)[3]

    def ask(self, **said):
        asked = {"recipient": "St Mary's", "passcode": ""} | said
        return self.client.post(self.manifest, json.dumps(asked), content_type="application/json")

    def read(self, jwe: str) -> tuple[dict, dict]:
        head, nothing, iv, text, tag = jwe.split(".")
        assert nothing == ""
        opened = AESGCM(plain(self.payload["key"])).decrypt(plain(iv), plain(text) + plain(tag), head.encode())
        return json.loads(plain(head)), json.loads(zlib.decompress(opened, -15))


@pytest.fixture
def viewer(sheet) -> Viewer:
    return Viewer(sheet.context["handed"].scanned)


def test_the_link_says_what_the_specification_asks_for_and_names_nobody(viewer, sheet):
    said = viewer.payload
    assert said == {
        "url": said["url"],
        "key": said["key"],
        "exp": int(sheet.link.expires_at.timestamp()),
        "flag": "P",
        "label": "Summary for a visit",
        "v": 1,
    }
    assert (len(plain(said["key"])), len(plain(viewer.manifest.split("/")[2]))) == (32, 32)
    assert len(said["url"]) <= 128
    assert "key" not in str(HandedFile.objects.values()) or said["key"] not in str(HandedFile.objects.values())


def test_the_file_is_the_summary_as_a_document_of_fhir(viewer, sheet):
    answer = viewer.ask(passcode=sheet.code.lower())
    (file,) = answer.json()["files"]
    assert (file["contentType"], file["fhirVersion"]) == ("application/fhir+json", "4.0.1")
    head, bundle = viewer.read(file["embedded"])

    assert head == {"alg": "dir", "enc": "A256GCM", "zip": "DEF", "cty": "application/fhir+json"}
    assert json.loads(Bundle.model_validate(bundle).model_dump_json()) == bundle
    found = [entry["resource"] for entry in bundle["entry"]]
    assert {name for each in found for name in checked(each)} == set()
    assert (found[0]["resourceType"], bundle["type"]) == ("Composition", "document")
    urls = {entry["fullUrl"] for entry in bundle["entry"]}
    assert {each for each in references(bundle) if not each.startswith("#")} <= urls


def test_it_holds_the_pages_in_words_and_what_was_measured_in_those_days(viewer, sheet, written):
    _head, bundle = viewer.read(viewer.ask(passcode=sheet.code).json()["files"][0]["embedded"])
    found = [entry["resource"] for entry in bundle["entry"]]
    text = " ".join(" ".join(ElementTree.fromstring(found[0]["section"][0]["text"]["div"]).itertext()).split())

    assert "Ada, born 1 May 1960." in text
    assert "Not a diagnosis." in text
    weights = [each["valueQuantity"]["value"] for each in found if each["resourceType"] == "Observation"]
    assert weights == [61]  # not the one before the days of the summary, and no mood
    assert str(written.pk) not in str(bundle)


def test_each_taking_is_told_to_the_person_with_who_the_program_says_it_is(viewer, sheet):
    viewer.ask(passcode=sheet.code, recipient="St Mary's\0\ud800" + "x" * 200)

    (opening,) = LinkOpening.objects.all()
    assert (opening.way, opening.recipient) == ("file", ("St Mary's" + "x" * 200)[:100])


def test_a_long_file_is_fetched_by_a_place_that_is_good_for_half_an_hour(viewer, sheet):
    (file,) = viewer.ask(passcode=sheet.code, embeddedLengthMax=10).json()["files"]
    assert "embedded" not in file
    place = "/" + file["location"].split("/", 3)[3]
    got = viewer.client.get(place)
    assert (got["Content-Type"], got["Access-Control-Allow-Origin"]) == ("application/jose", "*")
    assert viewer.read(got.content.decode())[1]["resourceType"] == "Bundle"
    LinkOpening.objects.update(at=timezone.now() - handed.SEEN_FOR)

    assert viewer.client.get(place).status_code == 404


def test_a_wrong_code_says_how_many_are_left_and_the_last_ends_the_link(viewer, sheet):
    for left in reversed(range(handed.TRIES)):
        answer = viewer.ask(passcode="ABCDEFGH")
        assert (answer.status_code, answer.json()) == (401, {"remainingAttempts": left})

    assert (viewer.ask(passcode=sheet.code).status_code, viewer.ask().status_code) == (404, 404)


@pytest.mark.parametrize("how", ["withdrawn", "expired", "unknown"])
def test_what_is_over_is_told_as_what_never_was(viewer, sheet, ada, how):
    now = timezone.now()
    proof = viewer.ask(passcode=sheet.code, embeddedLengthMax=1).json()["files"][0]["location"].split("/", 3)[3]
    if how == "withdrawn":
        withdraw(sheet.link, by=ada, now=now)
    elif how == "expired":
        VisitLink.objects.update(expires_at=now)
    else:
        VisitLink.objects.all().delete()

    answers = (viewer.ask(passcode=sheet.code), viewer.ask(passcode="wrong"), viewer.client.get(f"/{proof}"))
    assert [(answer.status_code, answer.content) for answer in answers] == [(404, b"")] * 3


def test_the_file_is_gone_when_the_link_is_withdrawn_and_a_minute_after_it_is_over(sheet, make, ada):
    withdraw(sheet.link, by=ada, now=timezone.now())
    assert not HandedFile.objects.exists()
    make(ada)
    assert drop_ended(timezone.now()) == 0
    VisitLink.objects.update(expires_at=timezone.now())
    drop_handed_files()

    assert not HandedFile.objects.exists()


def test_a_viewer_on_another_site_may_ask(viewer, sheet):
    preflight = viewer.client.options(viewer.manifest, headers={"Origin": "https://viewer.example.org"})
    assert (preflight.status_code, preflight["Access-Control-Allow-Headers"]) == (204, "Content-Type")
    assert viewer.ask(passcode=sheet.code)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in viewer.client.get(sheet.page)


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"recipient": 1}', "\xff", '{"passcode": "A"}', "[" * 9999])
def test_what_is_no_request_is_refused_before_anything_is_looked_up(viewer, sheet, body):
    answer = viewer.client.post(viewer.manifest, body, content_type="application/json")

    assert answer.status_code == 400
    assert VisitLink.objects.get().wrong_codes == 0
