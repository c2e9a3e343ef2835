"""The person makes a link, hands its sheet over, sees that it was opened, and withdraws it."""

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.db.models import CASCADE
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from exchange.merging.doing import merge
from exchange.models import HandedFile
from people import handed
from people.models import AuditEvent, LinkOpening, VisitLink
from symptoms.record.days import local_day
from symptoms.write.ending import close_record, reopen_record
from tests.cast import new_patient
from tests.reports.opened import signed_in, text

pytestmark = pytest.mark.django_db


def page_of(user, record):
    return signed_in(user).get(reverse("visit_links", args=[record.pk]))


def test_one_press_makes_a_link_of_seven_days_since_the_last_visit(make, ada, written):
    response = make(ada)

    link = VisitLink.objects.get()
    today = local_day(written, timezone.now())
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert (link.end, link.start) == (today, today - dt.timedelta(days=89))
    assert link.expires_at - link.made_at == dt.timedelta(days=7)
    assert (link.made_by, link.patient) == (ada, written)


@pytest.mark.parametrize("days", [1, 7, 30])
def test_it_lasts_as_long_as_was_pressed(make, ada, days):
    make(ada, days=days)

    link = VisitLink.objects.get()
    assert link.expires_at - link.made_at == dt.timedelta(days=days)


@pytest.mark.parametrize("said", [{"days": 2}, {"days": "soon"}, {"press": "twice"}, {"days": -7}])
def test_nothing_else_can_be_asked_for(make, ada, said):
    response = make(ada, **said)

    assert (response.status_code, response.context["refused"]) == (422, "Choose for how many days.")
    assert not VisitLink.objects.exists()


def test_the_sheet_names_nobody_and_of_its_secrets_nothing_is_kept(make, ada, sheet):
    page = text(make(ada))
    assert "Ada" not in page
    secrets = {sheet.page.split("/")[2], sheet.code, sheet.context["handed"].smart}
    kept = " ".join(str(row) for model in (VisitLink, AuditEvent, HandedFile) for row in model.objects.values())
    assert {secret for secret in secrets if secret in kept or secret.replace("-", "") in kept} == set()


def test_the_same_press_makes_one_link_with_a_new_code(make, ada, visitor, sheet):
    press = str(uuid.uuid4())
    first, second = (make(ada, press=press).context["handed"] for _time in range(2))

    assert first.link == second.link
    assert handed.open_handed(first.address.split("/")[4], first.code, timezone.now()) is None
    assert handed.open_handed(second.address.split("/")[4], second.code, timezone.now()).link == second.link


def test_three_stand_at_once_and_a_fourth_is_made_once_one_is_withdrawn(make, ada, written):
    assert [make(ada).status_code for _time in range(4)] == [200, 200, 200, 422]
    assert page_of(ada, written).context["room"] is False
    link = VisitLink.objects.first()
    response = signed_in(ada).post(reverse("visit_link_withdraw", args=[written.pk, link.pk]))

    assert response["Location"] == reverse("visit_links", args=[written.pk])
    assert make(ada).status_code == 200


def test_the_person_reads_on_their_first_page_that_it_was_opened_until_they_say_so(ada, ben, visitor, sheet, written):
    visitor()
    home = signed_in(ada).get(reverse("home"))
    assert "A link for a visit was opened." in text(home)
    assert home.context["opened"] == list(LinkOpening.objects.all())
    assert "link" not in text(signed_in(ben).get(reverse("home")))

    through = {"through": home.context["opened"][-1].at.isoformat()}
    read = reverse("visit_links_read", args=[written.pk])
    assert signed_in(ben).post(read, through).status_code == 403
    assert signed_in(ada).post(read, through)["Location"] == reverse("home")
    assert signed_in(ada).get(reverse("home")).context["opened"] == []
    assert LinkOpening.objects.filter(read=True).count() == 1


def test_each_opening_is_listed_with_the_link(ada, visitor, sheet, written):
    visitor()
    visitor()

    ((link, state, openings),) = page_of(ada, written).context["links"]
    assert (link, state, len(openings)) == (sheet.link, "It was opened 2 times.", 2)
    assert all(words.endswith(", as a page") for words in openings)


def test_those_that_ended_in_the_last_90_days_are_told_below_in_plain_lines(ada, cleo, visitor, sheet, written):
    visitor()
    visitor()
    now = timezone.now()
    handed.withdraw(sheet.link, by=cleo, now=now)
    links = {}
    for ago, days in ((98, 7), (90, 7), (40, 30), (9, 7), (3, 1)):
        made = {"by": ada, "start": sheet.link.start, "end": sheet.link.end, "days": days, "press": uuid.uuid4()}
        links[ago] = handed.make(written, now=now - dt.timedelta(ago), **made).link
        if ago == 90:
            handed.withdraw(links[ago], by=None, now=now - dt.timedelta(89))
    handed.withdraw(links[9], by=ada, now=now)  # it was over already

    page = page_of(ada, written)

    def day(ago):
        return date_format((now - dt.timedelta(ago)).astimezone(ZoneInfo(written.time_zone)), "j F Y")

    assert page.context["ended"] == [
        f"Made on {day(0)}. Cleo withdrew it on {day(0)}. It was opened 2 times.",
        f"Made on {day(3)}. It ended by itself on {day(2)}. Nobody has opened it.",
        f"Made on {day(9)}. It ended by itself on {day(2)}. Nobody has opened it.",
    ]
    assert (page.context["earlier"], page.context["links"]) == (2, [])
    assert "And 2 earlier ones." in text(page)
    VisitLink.objects.exclude(pk=links[90].pk).delete()
    (line,) = page_of(cleo, written).context["ended"]
    assert line == f"Made on {day(90)}. It was withdrawn on {day(89)}. Nobody has opened it."


def test_a_letter_tells_it_without_a_word_on_health_once_in_half_an_hour(ada, visitor, sheet, mailoutbox):
    visitor()
    visitor()

    (letter,) = mailoutbox
    assert (letter.to, letter.subject) == ([ada.email], "A link for a visit was opened")
    assert "Ada" not in letter.body
    assert sheet.code not in letter.body


def test_who_looked_says_by_a_link(ada, visitor, sheet, written):
    visitor()
    visitor("ABCD-EFGH")

    log = signed_in(ada).get(reverse("access_log", args=[written.pk]))
    ((who, deeds),) = log.context["days"][0].people
    assert (who, deeds) == ("Somebody with a link for a visit", "looked at the summary 2 times; gave a wrong code once")


def test_a_record_that_is_closed_ends_its_links_for_good(make, ada, cleo, visitor, sheet, written):
    now = timezone.now()
    close_record(written, why="moved", on=local_day(written, now), by=cleo, now=now)
    refused = make(ada)
    assert (refused.status_code, refused.context["refused"]) == (
        422,
        "This record is closed. No link can be made to it.",
    )
    reopen_record(written, by=cleo)

    assert visitor().status_code == 422
    assert VisitLink.objects.get().withdrawn_by == cleo


def test_whoever_says_who_sees_the_record_makes_and_withdraws_them_too(make, cleo, written, sheet):
    made = make(cleo).context["handed"].link
    for link in (made, sheet.link):
        signed_in(cleo).post(reverse("visit_link_withdraw", args=[written.pk, link.pk]))

    assert page_of(cleo, written).context["links"] == []
    assert set(VisitLink.objects.values_list("withdrawn_by", flat=True)) == {cleo.pk}


def test_a_link_of_another_record_is_not_there(dan, sheet):
    own = dan.memberships.get().patient
    response = signed_in(dan).post(reverse("visit_link_withdraw", args=[own.pk, sheet.link.pk]))

    assert response.status_code == 404
    assert VisitLink.objects.get().withdrawn_at is None


def test_a_record_that_is_put_together_with_another_ends_its_links(cleo, visitor, sheet, written):
    merge(new_patient(written.clinic, "A-2"), written, by=cleo, now=timezone.now())

    assert visitor().status_code == 422


def test_each_row_of_a_link_goes_with_the_record(visitor, sheet):
    visitor()
    ways = {(VisitLink, "patient"), (LinkOpening, "link"), (HandedFile, "link")}

    assert {model._meta.get_field(name).remote_field.on_delete for model, name in ways} == {CASCADE}
    VisitLink.objects.all().delete()
    assert (LinkOpening.objects.count(), HandedFile.objects.count()) == (0, 0)
