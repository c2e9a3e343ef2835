"""A gaze that rests, worked out on the boxes of pages: what lies where it pressed on the pages that follow (ACCESS 6b).

The pages are those that the site answers with, to a test client that presses what they hold. What a control does is
read from the page itself (its form, address, name and value), so that no page and no control can be forgotten here.
"""

import random
import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urljoin

from django.test import Client
from django.urls import reverse
from playwright.sync_api import BrowserContext

from tests.browser.users import AGAIN, JITTER

SIZES = {390: 844, 768: 1024, 1280: 900}
GAZES = 3  # that rest at each press in each look, each with a tremble of its own
LOOKS = [(width, large) for width in SIZES for large in (False, True)]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# A frame for each size of screen, with a page of the site about it.
FRAMED = """async (sizes) => {
  document.body.replaceChildren(...Object.entries(sizes).map(([width, height]) => {
    const frame = document.createElement("iframe");
    frame.style.flex = "none";
    Object.assign(frame, { width, height, srcdoc: "<!doctype html><html><head></head><body></body></html>" });
    return frame;
  }));
  await Promise.all([...document.querySelectorAll("iframe")].map((it) => new Promise((done) => { it.onload = done; })));
}"""
# A page shown in place of another, with its own style sheets, in all frames at once: quicker than to open it. Told are
# its controls in their order (what each is, where it leads or what it sends), and of each frame, small and large, where
# they stand and how long the page is.
MEASURED = """async (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  const wanted = [...page.querySelectorAll("link[rel=stylesheet]")].map((it) => it.getAttribute("href"));
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const shown = await Promise.all([...document.querySelectorAll("iframe")].map(async ({ contentDocument: its }) => {
    const there = () => [...its.querySelectorAll("link[rel=stylesheet]")];
    const missing = wanted.filter((each) => !there().some((it) => it.getAttribute("href") === each));
    await Promise.all(missing.map((href) => new Promise((resolve) => {
      const link = Object.assign(its.createElement("link"), { rel: "stylesheet", href, onload: resolve });
      its.head.append(link);
    })));
    for (const link of there()) link.media = wanted.includes(link.getAttribute("href")) ? "all" : "not all";
    its.documentElement.lang = page.documentElement.lang;
    its.body.replaceWith(its.importNode(page.body, true));
    its.querySelectorAll("details").forEach((it) => { it.open = true });
    return [its, [...its.querySelectorAll(kinds)].filter((it) => !it.matches(".skip-link"))];
  }));
  const told = shown[0][1].map((it) => {
    const main = Boolean(it.closest("main")), name = it.textContent.trim().replace(/\\s+/g, " ");
    if (it.matches("a")) return { kind: "leads", to: it.getAttribute("href"), name, main };
    if (!it.matches("button") || it.type !== "submit" || !it.form) return { kind: "other", to: "", name, main };
    const said = [...new FormData(it.form, it)].filter(([, value]) => typeof value === "string");
    const kind = it.form.method === "post" ? "sends" : "leads";
    return { kind, to: it.getAttribute("formaction") ?? it.form.getAttribute("action") ?? "", name, main, said };
  });
  return [told, shown.map(([its, controls]) => [false, true].map((large) => {
    if (large) its.documentElement.dataset.size = "large";
    else delete its.documentElement.dataset.size;
    const boxes = controls.map((it) => {
      const { x, y, width, height } = it.getBoundingClientRect();
      return it.checkVisibility() ? [x, y, width, height] : null;
    });
    return [boxes, its.documentElement.scrollHeight];
  }))];
}"""

Box = tuple[float, float, float, float]
Look = tuple[int, bool]
Stands = dict[Look, tuple[list[Box | None], float]]


@dataclass(frozen=True)
class Control:
    """``said``: what its form sends when it is pressed; of a link none."""

    kind: str
    to: str
    name: str
    main: bool
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Shown:
    """A page as it came: its address, its controls, and where they stand by size of the screen and letters."""

    url: str
    controls: tuple[Control, ...]
    boxes: Stands

    def at(self, look: Look, x: float, y: float) -> Control | None:
        """What is pressed there while the page stands as it came."""
        for control, box in zip(self.controls, self.boxes[look][0], strict=True):
            if box and box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]:
                return control
        return None

    def looked_at(self, look: Look, control: Control) -> tuple[float, float] | None:
        """Where on the screen the middle of a control is, once it has been scrolled to where there is need."""
        boxes, whole = self.boxes[look]
        box = boxes[next(n for n, it in enumerate(self.controls) if it is control)]
        if box is None:
            return None
        height = SIZES[look[0]]
        middle = box[1] + box[3] / 2
        seen = box[1] + box[3] <= height
        scrolled = 0 if seen else min(max(middle - height / 2, 0), max(whole - height, 0))
        return box[0] + box[2] / 2, middle - scrolled


@dataclass
class Rested:
    """``presses`` that were meant; ``unmeant``: what was sent by resting; ``strayed``: links that were followed so."""

    presses: int = 0
    unmeant: list[str] = field(default_factory=list)
    strayed: int = 0
    pages: set[str] = field(default_factory=set)


class Boxes:
    """Where the controls of a page stand, measured once for all pages that differ in nothing that is seen."""

    def __init__(self, context: BrowserContext, base: str):
        self.page = context.new_page()
        self.page.goto(f"{base}{reverse('help')}")
        self.page.evaluate(FRAMED, {str(width): height for width, height in SIZES.items()})
        self.known: dict[str, tuple[tuple[Control, ...], Stands]] = {}

    def of(self, url: str, html: str) -> Shown:
        ids = {id: f"00000000-0000-4000-8000-{n:012}" for n, id in enumerate(dict.fromkeys(ID.findall(html)))}
        alike = TOKEN.sub("", ID.sub(lambda found: ids[found[0]], html))
        if alike not in self.known:
            self.known[alike] = self._measured(alike)
        controls, boxes = self.known[alike]
        own = {place: id for id, place in ids.items()}

        def its(text: str) -> str:
            return ID.sub(lambda found: own.get(found[0], found[0]), text)

        meant = [
            replace(it, to=its(it.to), said=tuple((name, its(value)) for name, value in it.said)) for it in controls
        ]
        return Shown(url, tuple(meant), boxes)

    def _measured(self, html: str) -> tuple[tuple[Control, ...], Stands]:
        told, frames = self.page.evaluate(MEASURED, html)
        stands = {
            (width, large): ([tuple(box) if box else None for box in boxes], whole)
            for width, looks in zip(SIZES, frames, strict=True)
            for large, (boxes, whole) in zip((False, True), looks, strict=True)
        }
        return tuple(Control(**{**it, "said": tuple(map(tuple, it.get("said", ())))}) for it in told), stands


class Site:
    """The site as one person sees it, who presses what is on its pages and whose gaze then rests there."""

    def __init__(self, client: Client, boxes: Boxes, seed: int):
        self.client, self.boxes = client, boxes  # whose day it is may change
        self.noise = random.Random(seed)
        self.told = Rested()

    def open(self, url: str, before: Shown | None = None) -> Shown:
        """``before``: the page that stays where a file is saved."""
        return self._shown(self.client.get(url, follow=True), url, before)

    def press(self, page: Shown, control: Control, said: dict[str, str] | None = None) -> Shown:
        """What follows a press, after the gaze has rested there in each look. ``said``: what was filled in before."""
        if control.kind == "sends":
            values = {**dict(control.said), **(said or {})}
            response = self.client.post(urljoin(page.url, control.to), values, follow=True)
            after = self._shown(response, page.url, page)
        else:
            after = self.open(urljoin(page.url, control.to), page)
        self.told.presses += 1
        self.rest(page, control, after)
        return after

    def rest(self, page: Shown, control: Control, after: Shown) -> None:
        """What the gaze presses while it stays where it pressed a control of ``page``, and ``after`` is shown."""
        opened = {after.url: after}
        for look in LOOKS:
            middle = page.looked_at(look, control)
            if middle is None:
                continue
            for _gaze in range(GAZES):
                self._press_again(f"{look}: {control.name!r} on {page.url}", look, middle, after, opened)

    def _press_again(
        self, what: str, look: Look, middle: tuple[float, float], now: Shown, opened: dict[str, Shown]
    ) -> None:
        for _again in range(AGAIN):
            across, down = self._stray()
            hit = now.at(look, middle[0] + across, middle[1] + down)
            if hit is None or hit.kind == "other":
                continue
            if hit.kind == "sends":
                self.told.unmeant.append(f"{what}, then {hit.name!r} on {now.url}")
                return
            to = urljoin(now.url, hit.to)
            self.told.strayed += 1
            if to not in opened:
                opened[to] = self.open(to, now)
            now = opened[to]

    def _stray(self) -> tuple[float, float]:
        while True:
            across, down = (self.noise.uniform(-JITTER / 2, JITTER / 2) for _ in range(2))
            if across**2 + down**2 <= (JITTER / 2) ** 2:
                return across, down

    def _shown(self, response: Any, url: str, before: Shown | None) -> Shown:
        if before and response.headers.get("Content-Disposition", "").startswith("attachment"):
            return before
        chain = getattr(response, "redirect_chain", [])
        at = chain[-1][0] if chain else url
        match = response.resolver_match
        self.told.pages.add(match.url_name if match else "nowhere")
        return self.boxes.of(at, response.content.decode())
