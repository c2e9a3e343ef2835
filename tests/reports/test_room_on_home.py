"""However much there is to say, the first page has at most 12 targets (ACCESS 4)."""

import datetime as dt
import itertools
import re
import uuid
from types import SimpleNamespace

import pytest

from care.replies import News, Seen
from people.models import Clinic, Patient, User
from reports import home_cards, views
from reports.freshness import Freshness
from symptoms.views.travel import Travel
from symptoms.wording import FlagGroup

TARGET = re.compile(r'<(?:a [^>]*href=|button|select|textarea|summary|input(?![^>]*type="hidden"))')
MOST = 12
TODAY = dt.date(2026, 3, 2)
TOLD = News((Seen("Seen by Cleo.", ("We will call you.",)),), dt.datetime(2026, 3, 2, tzinfo=dt.UTC))
RECEIPT = SimpleNamespace(sentence="Saved.", seen="", same=False, parts=("arms",), own=True, entry_id=uuid.uuid4())
FALL = SimpleNamespace(sentence="A fall.", entry_id=uuid.uuid4())
STARTS = (None, SimpleNamespace(over=False, begun=True))


def warned(level):
    return [FlagGroup("Call.", ("Something.",), (), level)]


RAISED = ([], warned("routine"), warned("emergency"))


def day(*, own, fall, waits, begun):
    return SimpleNamespace(
        day=TODAY,
        today=TODAY,
        yesterday=TODAY - dt.timedelta(days=1),
        is_today=True,
        receipts=(RECEIPT,) if own else (),
        own=RECEIPT if own else None,
        fall=FALL if fall else None,
        waits=waits,
        can_be_same=not own and not waits,
        week_due=True,
        began=begun,
        helped=False,
        new_id=uuid.uuid4(),
        last=SimpleNamespace(day=TODAY),
    )


def choices(**each):
    return [dict(zip(each, chosen, strict=True)) for chosen in itertools.product(*each.values())]


DAYS = [
    said
    for said in choices(**dict.fromkeys(("own", "fall", "waits", "begun"), (True, False)))
    if said["own"] or not (said["fall"] or said["begun"])
]
AROUND = choices(raised=RAISED, news=(News(), TOLD), start=STARTS, before=(True, None))


@pytest.mark.parametrize("numbers", [{}, {"emergency_number": "112", "telephone": "+44 20 7946 0100"}])
@pytest.mark.parametrize("looks", [{}, {"hide_charts": True}])
@pytest.mark.parametrize("offers", [True, False])
def test_the_first_page_has_room_for_today_whatever_there_is(
    record, ada, clinic, rf, monkeypatch, numbers, looks, offers
):
    Clinic.objects.filter(pk=clinic.pk).update(**numbers)
    User.objects.update(**looks)
    request = rf.get("/")
    if not offers:  # beside an offer to move nothing else is told
        Patient.objects.update(erase_due_at=TOLD.through)
    request.user = User.objects.get(pk=ada.pk)
    travel = Travel("Europe/Berlin", "Asia/Tokyo", dt.datetime(2026, 3, 2, tzinfo=dt.UTC), offers=True)
    monkeypatch.setattr(views, "travel_of", lambda *_: travel if offers else None)
    monkeypatch.setattr(views, "said_to_be_first", lambda _: None)
    counted = []

    def cards(page, asked, **how):
        found = home_cards.cards_of_home(page, asked, **how)
        counted[:] = [page.targets + len(found)]
        return found

    monkeypatch.setattr(views, "cards_of_home", cards)
    monkeypatch.setattr(home_cards, "is_due", lambda *_: True)
    for name in ("waits", "waits_for_medicines"):
        monkeypatch.setattr(home_cards, name, lambda *_: True)
    wrong = {}
    for around, said in itertools.product(AROUND, DAYS):
        freshness = Freshness("1", current=False, as_of=TODAY, computed_at=TOLD.through)
        monkeypatch.setattr(views, "flags_for", lambda *_, f=freshness, a=around: (f, a["raised"]))
        monkeypatch.setattr(views, "news", lambda *_, a=around: a["news"])
        monkeypatch.setattr(views, "day_page", lambda *_, s=said: day(**s))
        monkeypatch.setattr(views.first_day, "stands", lambda *_, a=around: a["start"])
        monkeypatch.setattr(home_cards, "asks", lambda *_, a=around: a["before"])
        html = views.home(request).content.decode()
        found = 2 + len(TARGET.findall(html.partition("<h1")[2]))  # with the two links of the head
        if found > MOST or [found] != counted or ("For today: " in html) == bool(around["start"]):
            wrong[f"{around} {said}"] = found, counted[0]

    assert wrong == {}
