"""A device that is ready for being offline: the choice, the page that it keeps, and the script that keeps it.

Off until the person turns it on for a device (TRUST 12). The page that is kept is the same for everyone: it holds no
name, no answer and no token.
"""

import hashlib
import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from clinical.vocabulary import CELL_BY_NAME, CELL_NAMES, LIMB_REGIONS
from people.requests import SignedIn
from symptoms.api.token import code_of
from symptoms.day import walk
from symptoms.day.questions import asked
from symptoms.record.roles import voice_of
from symptoms.views.common import open_to_write
from symptoms.wording import CELL_LABELS, NAMELESS, PERSON, Voice
from symptoms.wording.day import TOPICS, VERSION, wording_now

ASSETS = (
    "css/figures.css",
    "css/tokens.css",
    "css/base.css",
    "css/sides.css",
    "css/walk.css",
    "css/print.css",
    "js/outbox.js",
    "js/offline.js",
)
OTHERS = (  # than the parts of the body, in their order
    *("cramps.count", "cramps.worst_pain", "cramps.woke"),
    *("fatigue.now", "fatigue.worst", "fatigue.after_small_effort", "fatigue.recovery_minutes"),
)
IF_NONE = {"cramps.count": "fatigue.now", "fatigue.after_small_effort": "hub"}


@require_safe
def device(request: SignedIn, patient_id: uuid.UUID) -> HttpResponse:
    """Whether this device keeps answers while there is no internet."""
    record = open_to_write(request, patient_id)
    asked_for = "" if voice_of(record) == PERSON else _asked_for(NAMELESS)
    context = {"record": record, "user_code": code_of(request.user), "asked_for": asked_for}
    return render(request, "symptoms/device/device.html", context)


@login_not_required
@never_cache
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """``/sw.js``. It changes with the words, the language and what the page is drawn with, and is then fetched anew."""
    assets = [static(name) for name in ASSETS]
    voice = _voice(request)
    told = [VERSION, get_language() or "", _asked_for(voice), *assets]
    version = hashlib.sha256(" ".join(told).encode()).hexdigest()[:12]
    context = {"version": version, "shell": reverse("offline") + _asked_for(voice), "assets": assets}
    return render(request, "sw.js", context, content_type="text/javascript")


@login_not_required
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The page that the device keeps: every question at once, shown one at a time by a script."""
    voice = _voice(request)
    areas = [(area, f"#area-{area}", TOPICS[area], ()) for area in walk.AREAS]
    order = [f"weakness.{name}" for name in CELL_NAMES]
    following = dict(zip(order, [*order[1:], "twitches"], strict=True))
    context = {
        "areas": areas,
        "parts": [(area, TOPICS[area], _links("weakness", cells)) for area, cells in walk.AREAS.items()],
        "twitches": [(area, TOPICS[area], _links("fasciculation", cells)) for area, cells in walk.AREAS.items()],
        "twitch_areas": [(area, f"#twitches-{area}", TOPICS[area], ()) for area in walk.AREAS],
        "questions": [
            *(_question(step, after, voice) for step, after in following.items()),
            *(
                _question(f"asymmetry.{region}", following[f"weakness.{region}.right"], voice)
                for region in LIMB_REGIONS
            ),
            *(_question(f"fasciculation.{name}", "twitches", voice) for name in CELL_NAMES),
            *(
                page
                for step, after in zip(OTHERS, [*OTHERS[1:], "hub"], strict=True)
                for page in _pages(step, after, voice)
            ),
        ],
        "first": order[0],
        "wording": wording_now(),
        "voice": voice,
    }
    return render(request, "symptoms/device/offline.html", context)


def _voice(request: HttpRequest) -> Voice:
    """To whom the page that a device keeps speaks: ``?helper``, someone who helps. It may hold no name."""
    return NAMELESS if "helper" in request.GET else PERSON


def _asked_for(voice: Voice) -> str:
    return "?helper" if voice == NAMELESS else ""


def _links(section: str, cells: tuple[str, ...]) -> list[tuple[str, Any]]:
    return [(f"#{section}.{cell}", CELL_LABELS[cell]) for cell in cells]


def _question(step: str, after: str, voice: Voice, start: int = 0) -> dict[str, Any]:
    section, _dot, label = step.partition(".")
    if section == "cramps":
        section, label = "fasciculation", step  # as the API has it
    cell = CELL_BY_NAME.get(label) if section == "weakness" else None
    return {
        "name": f"{step}-{start}" if start else step,
        "after": after,
        "if_none": IF_NONE.get(step),
        "section": section,
        "label": label,
        "pair": cell.region if cell and cell.side else None,
        "asked": asked(step, {}, {}, start=start, voice=voice),
    }


def _pages(step: str, after: str, voice: Voice) -> list[dict[str, Any]]:
    """A question on a number, as many pages as it takes."""
    pages, start = [], 0
    while True:
        page = _question(step, after, voice, start)
        pages.append(page)
        if page["asked"].more is None:
            return pages
        start = page["asked"].more
