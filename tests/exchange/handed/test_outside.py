"""What a link opens for somebody without an account, and that what does not open tells nothing."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exchange.handed.making import withdraw
from people import consent, handed
from people.consent import Part
from people.models import AuditEvent, LinkOpening, Membership, VisitLink
from symptoms.derive import maker
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.reports.opened import opened, text

pytestmark = pytest.mark.django_db


def said(response):
    """All that an answer says, but for what a form has anew each time."""
    plain = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    plain = re.sub(r"Reference: \w+", "", plain)
    headers = {name: value for name, value in response.items() if name not in ("Content-Length", "X-Request-ID")}
    return response.status_code, plain, headers


@pytest.mark.parametrize("written_as", ["{0}", "{1}", " {2} ", "{3}"])
def test_the_code_opens_the_summary_as_it_is_typed(visitor, sheet, written_as):
    code = written_as.format(sheet.code, sheet.code.lower(), sheet.code.replace("-", " "), sheet.code.replace("-", ""))
    page = visitor(code)

    assert page.status_code == 200
    assert page.redirect_chain == [(sheet.page, 302)]
    assert "Ada , born 1 May 1960. From" in text(page)
    assert "A-1, North Clinic." in text(page)
    assert LinkOpening.objects.count() == 1


def test_it_says_what_the_persons_own_print_says(ada, visitor, sheet, written):
    page = visitor()
    own = opened(ada, "summary", written)

    assert page.context["made"] == own.context["made"]


def test_what_is_theirs_to_share_is_left_out_also_where_a_clinic_may_see_it(ada, visitor, sheet, written):
    consent.note_clinic(written, by=ada, basis="self", shares=[Part.MOOD, Part.CAREGIVER])
    page = visitor()

    assert page.context["sheet"].signs == opened(ada, "summary", written).context["sheet"].signs
    assert "R27" in {flag["rule"] for flag in written.report.report["flags"]}


def test_it_is_of_the_days_that_were_handed_over_and_corrections_count(ada, visitor, sheet, written):
    day = VisitLink.objects.get().end
    VisitLink.objects.update(start=day - (day - day), end=day)
    before = visitor().context["sheet"]
    verbs.record_measurement(written, day, {"weight": 55}, by=ada, source="self", now=timezone.now())
    maker.refresh(written.pk, now=timezone.now())

    assert "61" in str(before.eating)
    assert "55" in str(visitor().context["sheet"].eating)


def test_to_follow_the_link_opens_nothing_and_looks_nothing_up(client, sheet, django_assert_num_queries):
    with django_assert_num_queries(0):
        page = client.get(sheet.page)

    assert page.status_code == 200
    assert "Ada" not in page.content.decode()
    assert not LinkOpening.objects.exists()
    assert not AuditEvent.objects.filter(verb=handed.LOOK).exists()


def test_no_cache_no_search_engine_and_no_other_site_learns_of_it(client, visitor, sheet):
    for page in (client.get(sheet.page), visitor("wrong"), visitor()):
        assert page["Cache-Control"] == "no-store"
        assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page.content.decode()
        assert page["Referrer-Policy"] in ("same-origin", "no-referrer")
        assert "default-src 'none'" in page["Content-Security-Policy"]
    assert visitor()["Referrer-Policy"] == "no-referrer"


def test_the_page_leads_nowhere_else_and_its_cookie_opens_nothing_else(ada, make, visitor, sheet, written):
    browser = Client()
    page = visitor(client=browser)
    assert set(re.findall(r'href="([^"]+)"', page.content.decode())) - {"#main"} == set(
        re.findall(r'href="(/static/[^"]+)"', page.content.decode())
    )
    cookie = browser.cookies["visit"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (
        sheet.page,
        True,
        "Strict",
        1800,
    )
    assert "sessionid" not in browser.cookies
    other = make(ada).context["handed"]
    assert handed.still_open(other.address.split("/")[4], cookie.value, timezone.now()) is None
    assert browser.get(reverse("summary", args=[written.pk]))["Location"].startswith("/accounts/login/")


def test_the_page_can_be_loaded_again_for_half_an_hour_and_counts_once(visitor, sheet):
    browser = Client()
    visitor(client=browser)
    again = browser.get(sheet.page)
    assert "Ada" in text(again)
    assert LinkOpening.objects.count() == 1
    LinkOpening.objects.update(at=timezone.now() - handed.SEEN_FOR)

    assert "Ada" not in browser.get(sheet.page).content.decode()


def over(how, link, ada):
    """Whatever ends a link."""
    now = timezone.now()
    if how == "withdrawn":
        withdraw(link, by=ada, now=now)
    elif how == "expired":
        VisitLink.objects.update(expires_at=now)
    elif how == "closed":
        link.patient.ended_on, link.patient.ended_why = local_day(link.patient, now), "moved"
        link.patient.save()
    elif how == "its maker lost the right":
        Membership.objects.filter(user=ada).update(ends_at=now)
    elif how == "its maker left":
        ada.is_active = False
        ada.save()
    elif how == "tried too often":
        VisitLink.objects.update(wrong_codes=handed.TRIES)


ENDS = ["withdrawn", "expired", "closed", "its maker lost the right", "its maker left", "tried too often"]


@pytest.mark.parametrize("how", ENDS)
def test_what_is_over_is_answered_as_what_never_was(ada, client, visitor, sheet, how):
    browser = Client()
    visitor(client=browser)
    nothing = said(visitor(at="/visit/ABCD-EFGH-JKMN/"))
    asked = said(client.get("/visit/ABCD-EFGH-JKMN/"))
    over(how, VisitLink.objects.select_related("patient").get(), ada)

    assert said(visitor()) == nothing
    assert said(browser.get(sheet.page)) == asked
    assert nothing[0] == 422
    assert "Ada" not in nothing[1]


def test_a_wrong_code_is_answered_as_no_link(visitor, sheet):
    assert said(visitor("ABCD-EFGH")) == said(visitor("", at="/visit/nothing/"))


def test_after_ten_wrong_codes_the_right_one_opens_nothing(visitor, sheet):
    assert [visitor("ABCD-EFGH").status_code for _time in range(handed.TRIES)] == [422] * handed.TRIES

    assert visitor().status_code == 422
    assert VisitLink.objects.get().wrong_codes == handed.TRIES


def test_who_guesses_addresses_is_stopped_also_before_the_right_one(visitor, sheet):
    for place in range(20):
        visitor(at=f"/visit/guess-{place}/")

    assert visitor().status_code == 429


@pytest.mark.parametrize("language", ["de", "es"])
def test_it_speaks_the_language_of_the_visitors_browser(client, sheet, language):
    page = client.get(sheet.page, headers={"Accept-Language": language}).content.decode()

    assert f'<html lang="{language}"' in page
    assert {"de": "Der Code auf dem Blatt", "es": "El código de la hoja"}[language] in page
