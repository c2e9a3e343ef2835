"""Asking people in, the way in, the ledger and who looked: the rules of access, and people who dwell, scan or rest."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from people import consent, invitations
from people.invitations import Kind
from people.models import Invitation, Membership, User
from people.records import start_own_record
from tests.browser.pages import ON_A_PHONE, troubles, violations
from tests.browser.targets import FEW, LARGE, STAFF, target_troubles
from tests.browser.users import AGAIN, MIDDLE, Dwells, Person, Scans, press_at
from tests.cast import PASSWORD

pytestmark = ON_A_PHONE
ASKED = ("who=caregiver", "access=write", "until=none", "parts=", "how=email")


def ask(kind, by, role="caregiver", **more):
    return invitations.invite(kind, by=by, role=role, **more)


def opened(page: Page, made: invitations.Made) -> None:
    page.goto(reverse("join_link", args=[made.secret]))


def steps(record) -> list[str]:
    """Each question on the way to an invitation, and the last page of either way."""
    url = reverse("share", args=[record.pk])
    queries = ["&".join(ASKED[:number]) for number in range(len(ASKED) + 1)]
    return [
        f"{url}?{query}" for query in (*queries, "who=caregiver&access=read&until=day", "&".join(ASKED)[:-5] + "paper")
    ]


@pytest.fixture
def ledger(record, ada, ben, cleo):
    """Lists as long as a page allows, and something of each state."""
    consent.note_clinic(record, by=cleo, basis="paper")
    for number in range(5):
        helper = User.objects.create_user(f"helper{number}@example.org", PASSWORD, name=f"Helper {number}")
        consent.grant(record, helper, role="caregiver", access="read", by=ada, shares=["mood"])
    consent.end_grant(helper.memberships.get(), by=ada, now=timezone.now())
    made = [ask(Kind.HELP, ada, patient=record, name=f"Fay {number}").invitation for number in range(5)]
    invitations.decline(made.pop(), user=None, now=timezone.now())
    consent.grant_emergency(record, helper, reason="Short of breath", now=timezone.now() - dt.timedelta(2))
    return made[0]


def of_the_ledger(record, row):
    grant = record.memberships.get(user__name="Ben").pk
    paths = [reverse(name, args=[record.pk]) for name in ("sharing", "asked", "past_grants", "access_log")]
    paths += [f"{path}?page=2" for path in paths] + [f"{paths[-1]}?own"]
    paths += [reverse(name, args=[record.pk, grant]) for name in ("grant", "end_grant")]
    return paths + [reverse(name, args=[row.pk]) for name in ("invitation", "invitation_again", "invitation_withdraw")]


def test_what_the_person_sees_and_says_of_others_keeps_the_rules_of_access(page, sign_in, record, ada, ledger):
    sign_in(page, ada)
    parts = reverse("grant_parts", args=[record.pk, record.memberships.get(user__name="Ben").pk])
    clinic = reverse("end_grant", args=[record.pk, record.memberships.get(user=None).pk])

    assert troubles(page, [*of_the_ledger(record, ledger), parts, clinic, *steps(record)], FEW) == {}


def test_large_makes_these_targets_large(page, sign_in, record, ada, ledger):
    User.objects.filter(pk=ada.pk).update(large=True)
    sign_in(page, ada)
    small = {}
    for path in [*of_the_ledger(record, ledger), *steps(record)]:
        page.goto(path)
        if told := target_troubles(page, LARGE):
            small[path] = told

    assert small == {}


def test_the_clinics_pages_of_the_ledger_keep_the_rules_of_access(page, sign_in, record, ada, cleo, ledger):
    sign_in(page, cleo)
    again = reverse("let_in_again", args=[record.pk])
    ask_person = [f"{reverse('ask_person')}{query}" for query in ("", "?how=email", "?how=paper")]
    basis = f"{reverse('share', args=[record.pk])}?who=caregiver&access=read&until=none"

    paths = [*of_the_ledger(record, ledger), *steps(record)[:3], basis, again, f"{again}?by=email", *ask_person]
    assert troubles(page, paths, STAFF) == {}


def test_the_pages_of_the_way_in_keep_the_rules_of_access(page, record, ada, cleo, clinic):
    join, code = reverse("join"), reverse("join_code")
    assert troubles(page, [join, code], FEW) == {}
    opened(page, ask(Kind.HELP, ada, patient=record, email="fay@example.org", name="Fay", shares=["mood"]))
    assert troubles(page, [join, *(f"{join}?page={name}" for name in ("yes", "no", "not-me"))], FEW) == {}

    page.goto(f"{join}?page=no")
    page.get_by_role("button", name="Yes, I say no").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert target_troubles(page, FEW) + violations(page) == []

    page.goto(code)
    page.get_by_label("The code").fill("ABCD")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("is not known here")
    assert target_troubles(page, FEW) + violations(page) == []


def test_the_way_in_for_who_is_signed_in_keeps_the_rules_of_access(page, sign_in, record, ada, ben, dan, cleo, clinic):
    gus = User.objects.create_user("gus@example.org", PASSWORD, name="Gus")
    start_own_record(gus, name="Gus", time_zone="UTC")
    join = reverse("join")
    for user, made in (
        (dan, ask(Kind.HELP, ada, patient=record, email="fay@example.org")),
        (dan, ask(Kind.AGAIN, cleo, "patient", patient=record)),
        (ben, ask(Kind.FROM_CLINIC, cleo, "patient", clinic=clinic, email=ben.email)),
        (gus, ask(Kind.FROM_CLINIC, cleo, "patient", clinic=clinic, email=gus.email)),
    ):
        sign_in(page, user)
        opened(page, made)
        assert troubles(page, [join, f"{join}?page=yes"], FEW) == {}, (user, made)


@pytest.mark.parametrize("kind", [Person, Dwells, Scans])
def test_a_new_patient_is_in_with_three_presses_and_no_typing(page, record, cleo, kind):
    opened(page, ask(Kind.YOURS, cleo, "patient", patient=record, email="ada@example.org", name="Ada"))
    user = kind(page)
    user.button("Go on")
    user.button("Accept")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")
    assert target_troubles(page, FEW) + violations(page) == []
    user.button("Go on")

    assert Membership.objects.get(patient=record, role="patient").user.name == "Ada"
    assert user.activations == 3
    print(f"{kind.__name__}: {user.activations} presses, {user.seconds:.1f} s from the link to the record")


def test_ada_lets_ben_in_by_a_sheet_and_ends_it_without_script(browser, live_server, page, sign_in, record, ada):
    sign_in(page, ada)
    page.goto(reverse("sharing", args=[record.pk]))
    pressed = 0
    for name in ("Let someone else see it", "A caregiver: family, friend or helper", "Look and write"):
        page.get_by_role("link", name=name, exact=True).click()
        pressed += 1
    page.get_by_role("link", name="No end, until someone ends it").click()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("link", name="On paper, by hand").click()
    page.get_by_role("button", name="Show the sheet").click()
    pressed += 4
    expect(page.get_by_role("img", name="A picture with the address and the code, for a camera")).to_be_visible()
    assert violations(page) == []
    code = page.locator(".invitation-letters").inner_text()
    assert pressed == 7

    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    plain.goto(reverse("join_code"))
    plain.get_by_label("The code").fill(code.lower())
    plain.get_by_role("button", name="Go on").click()
    plain.get_by_role("link", name="Go on").click()
    plain.get_by_label("Your name, as others will see it").fill("Ben")
    plain.get_by_role("button", name="Accept").click()
    plain.get_by_role("link", name="Go on").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Ada")

    page.goto(reverse("sharing", args=[record.pk]))
    page.get_by_role("link", name="End access for Ben").click()
    page.get_by_role("button", name="End it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben can't open this record any more")
    assert plain.reload().status == 200
    expect(plain.get_by_role("heading", level=1)).to_have_text("Welcome")
    plain.context.close()


def press_and_rest(page: Page, name: str) -> None:
    main = page.locator("main")
    target = (
        main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True)).first
    )
    target.scroll_into_view_if_needed()
    middle = target.evaluate(MIDDLE)
    for _n in range(1 + AGAIN):  # it dwells anew on whatever comes there: the first press is meant, the others are not
        press_at(page, middle)


def test_a_double_press_on_accept_comes_to_one_account_and_signs_in(page, record, cleo):
    opened(page, ask(Kind.YOURS, cleo, "patient", patient=record, name="Ada"))
    page.goto(reverse("join") + "?page=yes")
    page.get_by_role("button", name="Accept").dblclick()

    expect(page.get_by_role("heading", level=1)).to_have_text("You are in")
    assert User.objects.filter(email=None).count() == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["End access for Ben", "What Ben sees", "Let someone else see it", "What has ended"])
def test_a_gaze_that_rests_on_a_link_ends_and_gives_nothing(page, sign_in, record, ada, ben, width, name):
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, ada)
    page.goto(reverse("sharing", args=[record.pk]))
    before = list(Membership.objects.values())
    press_and_rest(page, name)

    assert (list(Membership.objects.values()), Invitation.objects.count()) == (before, 0)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_gaze_that_rests_after_an_ending_ends_one_alone(page, sign_in, record, ada, ben, width):
    page.set_viewport_size({"width": width, "height": 844})
    consent.grant(
        record, User.objects.create_user("fay@example.org", name="Fay"), role="caregiver", access="read", by=ada
    )
    sign_in(page, ada)
    page.goto(reverse("end_grant", args=[record.pk, ben.memberships.get().pk]))
    press_and_rest(page, "End it")

    standing = Membership.objects.current().filter(patient=record).order_by("pk")
    assert [grant.user.name for grant in standing] == ["Ada", "Fay"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("where", "name", "answer"),
    [
        ("", "Go on", ""),
        ("?page=yes", "No, thank you", ""),
        ("?page=yes", "This is not for me", ""),
        ("?page=yes", "Accept", "accepted"),
        ("?page=no", "Yes, I say no", "declined"),
    ],
)
def test_a_gaze_that_rests_on_the_way_in_answers_once_or_not_at_all(page, record, cleo, width, where, name, answer):
    page.set_viewport_size({"width": width, "height": 844})
    opened(page, ask(Kind.YOURS, cleo, "patient", patient=record, email="ada@example.org", name="Ada"))
    page.goto(reverse("join") + where)
    press_and_rest(page, name)

    assert Invitation.objects.get().answer == answer
    assert User.objects.count() == (2 if answer == "accepted" else 1)
