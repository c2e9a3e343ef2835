"""A gaze that rests for 5 s where it pressed: it saves nothing, undoes nothing, grants nothing and ends nothing."""

import base64
import datetime as dt
import json
import random
import time
import uuid

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_celery_results.models import TaskResult

from exchange.erase import receipt
from exchange.erase.person import erase_record
from people import handed, invitations
from reports.pdf import waiting
from reports.sheet import Asked
from symptoms.write import verbs
from tests import rights
from tests.browser.passkeys import with_device
from tests.browser.resting import GAZES, LOOKS, Boxes, Control, Shown, Site
from tests.browser.starts import Known, Start, starts
from tests.care.programme.setting import programme, said
from tests.care.said import entered
from tests.cast import new_patient, person
from tests.people.account.ways import by_password, verified

DAY = dt.timedelta(days=1)
DAYS = 1000
EACH = len(LOOKS) * GAZES  # days of which each is lived in every look, by some gazes
PRESSES = 3  # a day
WHO_WRITES = {rights.ADA: "self", rights.BEN: "caregiver"}


@pytest.fixture
def passkey(new_context, live_server, ada):
    """One of Ada's, made by a real browser."""
    client = Client()
    by_password(client, verified(ada))
    context = new_context(base_url=live_server.url)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    with_device(page)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url(f"**{reverse('passkeys')}")
    context.close()
    return Authenticator.objects.get(user=ada)


@pytest.fixture
def invitation(begun, ada):
    """An open one, to see Ada's record."""
    return invitations.invite("help", by=ada, role="caregiver", patient=begun, name="Fay")


@pytest.fixture
def handed_over(begun, ada, cleo, today):
    """A visit is coming, and Ada has made a link for it."""
    now = timezone.now()
    entered(begun, cleo, today - DAY, now=now, next_visit=today + 7 * DAY)
    return handed.make(begun, by=ada, start=today - DAY, end=today, days=7, press=uuid.uuid4(), now=now)


@pytest.fixture
def exercise(begun, ada, cleo):
    """One of today's programme that Ada did, as she did yesterday."""
    item = programme(begun, cleo).items.first()
    for ago in (0, 1):
        said(begun, ada, item, ago=ago, done="done")
    return item


@pytest.fixture
def erasure(begun):
    """Of somebody else's record, whose receipt they show."""
    now = timezone.now()
    return erase_record(new_patient(begun.clinic, "E-1"), by=None, asked_by=receipt.OWNER, now=now)


@pytest.fixture
def known(begun, ada, ben, today, passkey, invitation, handed_over, exercise, erasure):
    """What there is for each field of an address, but an entry: who opens its page is who wrote it."""
    taken = verbs.record_treatment(begun, kind="riluzole", start=today, by=ada, source="self", now=timezone.now())
    return {
        ("medicines/", "treatment_id"): (taken.entry.pk,),
        ("before-visit/", "question"): ("matter_1",),
        ("help/", "topic"): ("arms", "emergency"),
        ("visit/", "secret"): (handed_over.secret,),
        ("erased/", "erasure_id"): (erasure.pk,),
        ("exercises/", "item_id"): (exercise.pk,),
        ("exercises/", "step"): ("card", "effort", "talk", "tired"),
        ("function-check/", "step"): ("function.gastrostomy", "function.walking"),
        ("check-in/", "step"): ("weakness.hand.left", "fatigue.now", "cramps.count", "week", "weight"),
        ("began/", "step"): ("year", "month"),
        ("treatments/", "step"): ("comfort", "troubles"),
        ("first-day/", "step"): ("year",),
        ("<str:step>/", "way"): ("all",),
        ("", "way"): ("all", "left_arm", "twitches_and_cramps"),
        ("", "patient_id"): (begun.pk,),
        ("", "name"): ("spread",),
        ("", "day"): (today,),
        ("", "cell"): ("hand.left",),
        ("", "question"): ("began",),
        ("", "part"): ("hand.left",),
        ("", "grant_id"): (ben.memberships.get().pk,),
        ("", "secret"): (invitation.secret,),
        ("", "invitation_id"): (invitation.invitation.pk,),
        ("", "pk"): (passkey.pk,),
        ("confirm-email/", "key"): (EmailConfirmationHMAC(EmailAddress.objects.get(user=ada)).key,),
        ("reset/", "uidb36"): (user_pk_to_url_str(ada),),
        ("reset/", "key"): (default_token_generator.make_token(ada),),
    }


def written(record, by, source, day) -> Known:
    """An entry of a kind that has a page of its own, and one to take back; and a PDF that is ready."""
    how = {"by": by, "source": source, "now": timezone.now()}
    check = verbs.record_function_check(record, day, {"function.speech": 4}, **how).entry
    fall = verbs.record_event(record, kind="fall", start=day, **how).entry
    mask = verbs.record_treatment(record, kind="niv", start=day, **how).entry
    printout = waiting.ask(record, by, Asked(), paper="a4", language="en", now=how["now"])
    told = json.dumps({"state": "ready", "pdf": base64.b64encode(b"%PDF-").decode()})
    TaskResult.objects.store_result("application/json", "utf-8", str(printout.pk), told, "SUCCESS")
    return {
        ("function-check/", "entry_id"): (check.pk,),
        ("entries/", "entry_id"): (fall.pk,),
        ("treatments/", "treatment_id"): (mask.pk,),
        ("summary/pdf/", "printout_id"): (printout.pk,),
    }


@pytest.fixture
def all_starts(begun, known, ada, ben, today, invitation) -> list[Start]:
    """Of Ada, of Ben who cares for her, of one who is invited, and of one not signed in who opened an invitation."""
    found = []
    for who, user in (
        (rights.ADA, ada),
        (rights.BEN, verified(ben)),
        (rights.ASKED, verified(person("Asked"))),
        (rights.OUT, None),
    ):
        client = Client()
        if user:
            by_password(client, user)  # nobody is asked once more who they are
        else:
            client.post(reverse("account_login"), {"login": ada.email})  # the first of two steps
        own = written(begun, user, WHO_WRITES[who], today - DAY) if who in WHO_WRITES else {}
        client.get(reverse("join_link", args=[invitation.secret]))
        found += starts(who, client, own | known)
    return found


def chosen(page: Shown, chance: random.Random) -> Control | None:
    """Anything on the page, most often what sends."""
    there = [it for it in page.controls if it.main and it.kind != "other" and not it.to.startswith("#")]
    sends = [it for it in there if it.kind == "sends"]
    if not there:
        return None
    return chance.choice(sends if sends and chance.random() < 0.6 else there)


def test_a_gaze_that_rests_does_nothing_unmeant_on_a_thousand_days(new_context, live_server, all_starts, capsys):
    start = time.perf_counter()
    boxes = Boxes(new_context(), live_server.url)
    site, chance = Site(Client(), boxes, seed=11), random.Random(5)
    for each in all_starts:
        with transaction.atomic():
            site.client = each.begin()
            page = site.open(each.url)
            for _press in range(PRESSES):
                control = chosen(page, chance)
                if control is None:
                    break
                page = site.press(page, control)
            transaction.set_rollback(True)  # each day begins as the others did

    told, days = site.told, len(all_starts) * EACH
    with capsys.disabled():
        print(
            f"\n{days} days of a gaze that rests, from {len(all_starts)} pages: {told.presses * EACH} presses, "
            f"{len(told.unmeant)} unmeant, {told.strayed} links followed, {len(told.pages)} kinds of page in "
            f"{len(boxes.known)} states, {time.perf_counter() - start:.0f} s"
        )
    assert told.unmeant == [], "\n".join(dict.fromkeys(told.unmeant))
    assert days >= DAYS


def test_the_gaze_that_is_worked_out_finds_what_would_be_pressed_again(new_context, live_server, begun, ada):
    """Where the sides stay, a press that sends is pressed again."""
    client = Client()
    client.force_login(ada)
    site = Site(client, Boxes(new_context(), live_server.url), seed=11)
    page = site.open(reverse("plan", args=[begun.pk]))
    daily = next(it for it in page.controls if it.name.startswith("Every day"))
    site.rest(page, daily, page)

    assert len(site.told.unmeant) == EACH
    assert all(", then 'Every day" in line for line in site.told.unmeant)
