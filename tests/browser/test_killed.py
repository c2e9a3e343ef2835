"""Server, network and tab are killed at twenty points of a check-in: no answer is lost, and none is doubled."""

import contextlib
import datetime as dt
import os
import random
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Error, Locator, Page

from clinical.vocabulary import CELL_NAMES, LIMB_REGIONS
from people.models import AuditEvent
from symptoms.models import CheckIn, Draft
from symptoms.record.columns import values_of
from symptoms.record.days import local_day
from symptoms.write import verbs
from tests.browser.watch import watch
from tests.site import Site

DAY = dt.timedelta(days=1)
SEED = int(os.environ.get("SEED", "20"))
POINTS = 20
SURE = (
    21  # questions of every walk, however the grades fall: thirteen parts, twitches, three of cramps, four of tiredness
)
DURING = 0.06  # seconds after a press in which something is killed
PATIENCE_MS = 10_000
DONE = "done"
DISASTERS = (
    "server before",
    "network before",
    "tab during",
    "server during",
    "network during",
    "server after",
    "tab during",
)
RECOVERIES = ("reload", "back", "address")


@pytest.fixture
def site(transactional_db: None, tmp_path) -> Iterator[Site]:
    site = Site(tmp_path)
    site.start()
    yield site
    site.kill()


@pytest.fixture
def context(new_context: Callable[..., BrowserContext], site: Site, ada) -> Iterator[BrowserContext]:
    """Ada's browser, in which she is signed in."""
    context = new_context(viewport={"width": 390, "height": 844}, base_url=site.url, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    troubles = watch(context, site.url)
    client = Client()
    client.force_login(ada)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": site.url}])
    yield context
    assert troubles == []


class Stubborn:
    """Someone who answers every question with what they mean, whatever happens to server, network and tab.

    ``seen``: the answers whose following page they have seen. What a page shows as said they do not press again.
    """

    def __init__(
        self, context: BrowserContext, site: Site, day_url: str, means: dict[str, float], chance: random.Random
    ):
        self.context, self.site, self.day_url, self.means, self.chance = context, site, day_url, means, chance
        self.page: Page = context.new_page()
        self.seen: set[str] = set()
        self.pressed: set[str] = set()
        kinds = list(islice(cycle(DISASTERS), POINTS))
        chance.shuffle(kinds)
        self.disasters = dict(zip(chance.sample(range(SURE), len(kinds)), kinds, strict=True))
        self.told: list[str] = []

    def check_in(self) -> None:
        """From the first page to the receipt."""
        self._begin()
        while (step := self._step()) is not None:
            self._answer(step)
        self._finish()

    def _begin(self) -> None:
        self.page.goto("/")
        go_on = self.page.get_by_role("link", name="Go on")
        self._follow(go_on.or_(self.page.get_by_role("link", name="Something changed")))
        self._follow(self.page.get_by_role("link", name="One after another"))

    def _follow(self, link: Locator) -> None:
        link.click()
        self.page.wait_for_load_state()

    def _path(self) -> str:
        return self.page.url.removeprefix(self.site.url)

    def _url(self, step: str) -> str:
        return f"{self.day_url}all/{step}/"

    def _step(self) -> str | None:
        """The question of this page; None where the walk has ended, at the receipt."""
        at = self._path().partition("?")[0]
        if at == "/":
            return None
        assert at.startswith(self.day_url), at
        return at.removeprefix(self.day_url).strip("/").removeprefix("all/") or None

    def _answer(self, step: str) -> None:
        chosen = self.page.locator("button.chosen")
        if chosen.count():
            assert (step, float(chosen.get_attribute("value") or "nan")) == (step, self.means[step])
            self._follow(self.page.get_by_role("button", name="Skip", exact=True))
            return
        assert step == "twitches" or step not in self.seen, f"{step} was answered, and is asked as if it was not"
        value = "none" if step == "twitches" else f"{self.means[step]:g}"
        disaster = "" if step in self.pressed else self.disasters.pop(len(self.pressed), "")
        self._press(step, f"main button[name=answer][value='{value}']", disaster)

    def _finish(self) -> None:
        """The last answer makes the entry; where something was killed just then, they press "Done"."""
        while DONE not in self.seen:
            self.page.goto("/")
            if self.page.locator(".receipt").count():
                self.seen.add(DONE)
            else:
                self._press(DONE, "main form[action$='/done/'] button", "")
        self.page.goto("/")
        self.page.locator(".receipt").wait_for()

    def _press(self, step: str, selector: str, disaster: str) -> None:
        what, _space, when = disaster.partition(" ")
        before = self._path()
        button = self.page.locator(selector)
        button.wait_for()
        if when == "before":
            self._kill(what)
        self.page.evaluate("document.documentElement.dataset.left = ''")
        button.evaluate("button => { setTimeout(() => button.click()) }")
        self.pressed.add(step)
        if when == "during":
            delay = self.chance.uniform(0, DURING)
            time.sleep(delay)
            self._kill(what)
            disaster += f" {delay * 1000:.0f} ms"
        if what == "tab":
            self.page = self.context.new_page()
        else:
            self._wait()
            self._look(step, before)
        if when == "after":
            self._kill(what)
        if disaster:
            self.told.append(f"{step}: {disaster}, {'seen' if step in self.seen else 'not seen'}")
        self._restore(what)
        if what == "tab" or (disaster and step not in self.seen):
            self._recover(step, before, what)

    def _wait(self) -> None:
        """Until another page is there, of the site or of the browser, or nothing comes any more."""
        with contextlib.suppress(Error):
            self.page.wait_for_selector("html:not([data-left])", timeout=3000)
            self.page.wait_for_load_state()

    def _look(self, step: str, before: str) -> None:
        """Whether the page that follows the answer is there."""
        if self._path() != before and self.page.locator("main h1").count():
            self.seen.add(step)

    def _kill(self, what: str) -> None:
        if what == "server":
            self.site.kill()
        elif what == "network":
            self.context.set_offline(True)
        else:
            while not self.page.is_closed():  # Chromium forgets a close that meets the coming of another page
                self.page.close(run_before_unload=True)
                with contextlib.suppress(Error):
                    self.page.wait_for_event("close", timeout=500)

    def _restore(self, what: str) -> None:
        if what == "server":
            self.site.start()
        self.context.set_offline(False)

    def _recover(self, step: str, before: str, what: str) -> None:
        """What a person does: look again, go back, open the question again, or begin at the first page."""
        how = self.chance.choice(("first page", "address")) if what == "tab" else self.chance.choice(RECOVERIES)
        self.told[-1] += f", {how}"
        if step == DONE:
            return  # they go to the first page
        if how == "first page":
            self._begin()
            return
        if how == "reload":
            with contextlib.suppress(Error):
                self.page.reload()
            self._look(step, before)
        elif how == "back":
            with contextlib.suppress(Error):
                self.page.go_back()
            if self._path() == self.day_url:  # where they chose how to begin
                self._follow(self.page.get_by_role("link", name="One after another"))
        if how == "address" or not self.page.locator("main h1").count() or not self._path().startswith(self.day_url):
            self.page.goto(self._url(step))


def meant(chance: random.Random) -> dict[str, float]:
    """An answer to each question that may be asked."""
    return {
        **{f"weakness.{name}": chance.randint(0, 4) for name in CELL_NAMES},
        **{f"asymmetry.{region}": chance.randint(-2, 2) for region in LIMB_REGIONS},
        "cramps.count": chance.randint(1, 4),
        "cramps.worst_pain": chance.randint(0, 4),
        "cramps.woke": chance.randint(0, 4),
        "fatigue.now": chance.randint(0, 4),
        "fatigue.worst": chance.randint(0, 4),
        "fatigue.after_small_effort": chance.randint(1, 4),
        "fatigue.recovery_minutes": 15,
    }


def test_killing_server_network_or_tab_at_twenty_points_loses_no_answer_and_doubles_none(record, ada, site, context):
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    now = timezone.now()
    today = local_day(record, now)
    yesterday = {"weakness.neck": 4, "signs.nightmares": 0}  # so that the weekly questions are not due
    verbs.record_check_in(record, today - DAY, yesterday, by=ada, source="self", now=now)
    means = meant(chance)
    someone = Stubborn(context, site, f"/patients/{record.pk}/check-in/{today}/", means, chance)
    try:
        someone.check_in()
    finally:
        print("\n".join(someone.told))

    entry = CheckIn.objects.get(day=today)  # the one row of the day, standing or not
    said = {step: means[step] for step in someone.pressed - {"twitches", DONE}}
    no_twitches = {f"fasciculation.{name}": 0 for name in CELL_NAMES}
    assert (entry.status, entry.author, entry.day, values_of(entry)) == ("standing", ada, today, said | no_twitches)
    assert len(someone.told) == POINTS
    assert AuditEvent.objects.filter(verb="write", detail=f"checkin {entry.pk}").count() == 1
    draft = Draft.objects.get()
    assert (draft.entry_id, draft.waits) == (entry.pk, False)
