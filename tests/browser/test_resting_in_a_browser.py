"""A gaze that rests for 5 s where it pressed, in Chromium itself: with script and without, on a phone and a desktop."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from clinical.vocabulary import FUNCTION_ITEMS
from people.models import Membership
from symptoms.models import CheckIn, Event, FunctionCheck, Plan, RememberedOnset
from symptoms.record.columns import values_of
from tests.browser.conftest import SCREENS
from tests.browser.users import Rests


def walk(user: Rests, *names: str) -> None:
    for name in names:
        user.button(name)


def answer(user: Rests, place: int) -> None:
    answers: Locator = user.page.locator("main button.choice")
    user.press(answers.nth(place))


def unchanged(user):
    walk(user, "No change since")
    assert CheckIn.objects.standing().count() == 2


def undone(user):
    walk(user, "No change since", "Undo")
    assert CheckIn.objects.standing().count() == 1


def two_parts(user):
    walk(user, "Something changed", "Left arm", "Left hand and fingers", "You need help or an aid", "Right leg")
    walk(user, "Right lower leg and foot", "It drops or trips you", "Tiredness", "4 (answer", "Done")
    said = values_of(CheckIn.objects.standing().latest("day"))
    assert said == {"weakness.hand.left": 2, "weakness.foot.right": 3, "fatigue.now": 4}


def one_after_another(user):
    walk(user, "Something changed", "One after another")
    for place in (1, 2, None, 0):
        if place is None:
            walk(user, "Skip")
        else:
            answer(user, place)
    walk(user, "Done")
    said = values_of(CheckIn.objects.standing().latest("day"))
    assert said == {"weakness.speech": 3, "weakness.swallowing": 2, "weakness.upper_arm.left": 4}


def cannot_say(user):
    walk(user, "Something changed", "Head and neck", "Neck", "I can't say", "Not tried", "Done")
    assert values_of(CheckIn.objects.standing().latest("day")) == {}


def taken_back(user):
    walk(user, "Something changed", "Tiredness", "3 (answer", "Back", "Take my answer back", "Back", "Back", "Done")
    assert CheckIn.objects.standing().count() == 1


def a_fall(user):
    walk(user, "No change since", "A fall today")
    assert Event.objects.standing().count() == 1
    walk(user, "Take the fall back")
    assert Event.objects.standing().count() == 0


def something_wrong(user):
    walk(user, "Something is wrong today", "A breathing machine, a cough machine", "Yes, breathless")
    said = values_of(CheckIn.objects.standing().latest("day"))
    assert said == {"signs.machine_or_tube_fault": 1, "signs.breathless_with_fault": 1}
    walk(user, "Undo")
    assert values_of(CheckIn.objects.standing().latest("day")) == {"signs.machine_or_tube_fault": 1}


def helped(user):
    walk(user, "Someone helps me today", "No change since")
    assert user.unmeant == []
    assert CheckIn.objects.standing().latest("day").source == "helped"


def a_function_check(user):
    walk(user, "More", "Function check", "Begin")
    for _item in ("gastrostomy", *FUNCTION_ITEMS):
        answer(user, 0)
    walk(user, "Save")
    said = values_of(FunctionCheck.objects.get())
    assert said == {"function.gastrostomy": 0, **{f"function.{item}": 4 for item in FUNCTION_ITEMS}}


def remembered(user):
    walk(user, "No change since", "Some parts were weak", "Begin")
    answer(user, 1)
    answer(user, 0)
    walk(user, "Skip")
    assert RememberedOnset.objects.standing().count() == 1


def looks_and_plan(user):
    walk(user, "More", "My account", "How the pages look", "Large buttons", "Log without numbers")
    walk(user, "To the first page", "More")
    walk(user, "How often", "Once a week", "What to ask", "More", "Cramps", "Back", "Back", "Back")
    plan = Plan.objects.latest("made_at")
    assert (plan.cadence, plan.left_out) == ("weekly", ["cramps"])


def moved(user):
    walk(user, "Move my record to Tokyo", "Back", "No change since")
    assert CheckIn.objects.standing().latest("day").time_zone == "Asia/Tokyo"


def access_ended(user):
    walk(user, "More", "Who can see this", "End access for Ben", "Keep it", "End access for Ben", "End it")
    assert Membership.objects.current().filter(role="caregiver").count() == 0


KINDS = [unchanged, undone, two_parts, one_after_another, cannot_say, taken_back]
KINDS += [a_fall, something_wrong, helped, a_function_check, remembered, looks_and_plan, access_ended]


@pytest.fixture
def rests(new_context, live_server, sign_in, begun, ada, capsys):
    """Somebody whose gaze rests goes this way, and nothing unmeant is done."""

    def go(kind: Callable[[Rests], None], screen: str, *, script: bool = True, zone: str = "Europe/Berlin") -> None:
        width, height = SCREENS[screen]
        context = new_context(
            viewport={"width": width, "height": height},
            base_url=live_server.url,
            java_script_enabled=script,
            locale="en-GB",
            timezone_id=zone,
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        sign_in(page, ada)
        page.goto("/")
        user = Rests(page)
        kind(user)
        assert user.unmeant == []

        with capsys.disabled():
            print(f"\n{kind.__name__}, {screen}: {user.activations} presses, {user.strayed} times on another page")

    return go


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_gaze_that_rests_in_a_real_browser(rests, kind, script):
    rests(kind, ("phone", "desktop")[(KINDS.index(kind) + script) % 2], script=script)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_gaze_that_rests_away_from_home(rests, screen):
    rests(moved, screen, zone="Asia/Tokyo")
