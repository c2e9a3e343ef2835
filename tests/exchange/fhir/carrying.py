"""Records out as bundles and into another site that is empty."""

import json

from exchange.fhir.load import import_bundle, read_bundle
from exchange.fhir.write import bundle_of
from people.models import Clinic, Patient
from symptoms.derive import maker
from tests.cast import NOW, TODAY
from tests.exchange.archive.carrying import undone


def bundles():
    return {patient.reference: bundle_of(patient) for patient in Patient.objects.order_by("reference")}


def reports(at=TODAY):
    return {
        patient.reference: maker.report_of(patient, at).report.to_json()
        for patient in Patient.objects.order_by("reference")
    }


def brought_in(text, clinic=None, **more):
    clinic = clinic or Clinic.objects.get_or_create(name="Elsewhere", time_zone="Europe/Berlin")[0]
    return import_bundle(read_bundle(text.encode(), now=NOW), clinic, by=None, now=NOW, **more)


def resources(text, kind=None):
    found = [entry["resource"] for entry in json.loads(text)["entry"]]
    return [resource for resource in found if kind in (None, resource["resourceType"])]


BESIDE = ("Flag", "Consent", "CareTeam")  # of the site, and derived: they do not come in


def carried(make, at=TODAY):
    """Of what ``make`` puts into an empty site, the bundles and reports there and elsewhere, and what a second import
    of the shortest did."""
    with undone():
        make()
        out, told = bundles(), reports(at)
    assert not Patient.objects.exists()
    with undone():
        for text in out.values():
            brought_in(text)
        again, elsewhere = bundles(), reports(at)
        done = brought_in(min(out.values(), key=len))
    return out, told, again, elsewhere, done


def without_beside(text):
    """The lines of a bundle, an entry each, but for what does not come in."""
    beside = tuple(f'"resource":{{"resourceType":"{kind}"' for kind in BESIDE)
    return [line.rstrip(",") for line in text.splitlines() if not any(kind in line for kind in beside)]


def assert_carried(make):
    """All that ``make`` puts into a site comes in equal, and once."""
    out, told, again, elsewhere, done = carried(make)
    assert elsewhere == told
    assert {name: without_beside(text) for name, text in again.items()} == {
        name: without_beside(text) for name, text in out.items()
    }
    assert (done.new, done.corrected, done.created) == (0, 0, ())
