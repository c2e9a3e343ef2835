"""Scripted people in a real browser: one who looks at a target until it is pressed, one with a single switch, one with
a finger. Their own time is counted and not waited for; what the site takes is measured and added to it."""

import random
import time
from typing import Any

from playwright.sync_api import Error, Locator, Page, Request

DWELL, TRAVEL = 0.8, 1.0  # seconds to look at a target, and to find the next (ACCESS 32)
JITTER = 60.0  # CSS px across: 1.5 degrees at 60 cm
SAMPLES = 24  # of the gaze while it dwells
# The last of some points about the middle of a target, if all of them are on it.
LOOKED_AT = """(it, strays) => {
  const box = it.getBoundingClientRect();
  const points = strays.map(([x, y]) => [box.x + box.width / 2 + x, box.y + box.height / 2 + y]);
  return points.every(([x, y]) => it.contains(document.elementFromPoint(x, y))) ? points.at(-1) : null;
}"""
RESTS = 5.0  # seconds that a gaze stays after a press
AGAIN = int(RESTS / DWELL)  # presses in that time
MIDDLE = """(it) => {
  const { x, y, width, height } = it.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""
LEADS = "it => it.matches('a') ? !it.getAttribute('href').startsWith('#') : Boolean(it.form)"
# Whether what is at a point leads to another page.
LEAVES = """([x, y]) => {
  const it = document.elementFromPoint(x, y)?.closest("a[href], button");
  return Boolean(it && (it.matches("a") ? !it.getAttribute("href").startsWith("#") : it.form && it.type === "submit"));
}"""
# What a script does where a button is used by nothing else: the button's words.
SCRIPTED = """([x, y]) => {
  const it = document.elementFromPoint(x, y)?.closest("button");
  return it && it.type === "button" ? it.textContent.trim() : null;
}"""
SCAN = 1.0  # seconds a step of a single switch


def at_point(page: Page, question: str, point: list[float]) -> Any:
    """What is at a point of the screen; of the page that came, where the one before was left at that moment."""
    try:
        return page.evaluate(question, point)
    except Error as left:
        if "context was destroyed" not in left.message:
            raise
        page.wait_for_load_state()
        return page.evaluate(question, point)


def press_at(page: Page, point: list[float]) -> None:
    """Press what is at a point of the screen. Where that leads to another page, wait until it can be used."""
    leaves = at_point(page, LEAVES, point)
    if leaves:
        page.evaluate("document.documentElement.dataset.left = ''")
    page.mouse.click(*point)
    if leaves:
        page.wait_for_selector("html:not([data-left])")
    page.wait_for_load_state()


class Person:
    """``activations`` and ``seconds`` since they began."""

    def __init__(self, page: Page):
        self.page = page
        self.activations = 0
        self.seconds = 0.0

    def press(self, target: Locator) -> None:
        """Press it, and wait until the page that follows can be used."""
        self._reach(target)
        began = time.perf_counter()
        self.page.evaluate("document.documentElement.dataset.left = ''")
        self._act(target)
        self._arrive()
        self.seconds += time.perf_counter() - began
        self.activations += 1

    def _arrive(self) -> None:
        self.page.wait_for_selector("html:not([data-left])")
        self.page.wait_for_load_state()

    def button(self, name: str) -> None:
        main = self.page.locator("main")
        self.press(main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name)).first)

    def _reach(self, target: Locator) -> None:
        target.wait_for()

    def _act(self, target: Locator) -> None:
        target.click()


class Dwells(Person):
    """Looks at the middle of a target; the gaze jumps about it. A gaze that leaves the target begins again."""

    def __init__(self, page: Page):
        super().__init__(page)
        self.noise = random.Random(7)
        self.missed = 0
        self.point: list[float] | None = None

    def _reach(self, target: Locator) -> None:
        super()._reach(target)
        self.seconds += TRAVEL
        for _attempt in range(20):
            target.scroll_into_view_if_needed()
            self.seconds += DWELL
            if self._looks_at(target):
                return
            self.missed += 1
        raise AssertionError(f"The gaze does not stay on {target}.")

    def _looks_at(self, target: Locator) -> bool:
        """Whether each sample of one dwell meets it. It is pressed where the last one was."""
        self.point = target.evaluate(LOOKED_AT, [self._strays() for _ in range(SAMPLES)])
        return self.point is not None

    def _strays(self) -> tuple[float, float]:
        while True:
            across, down = (self.noise.uniform(-JITTER / 2, JITTER / 2) for _ in range(2))
            if across**2 + down**2 <= (JITTER / 2) ** 2:
                return across, down

    def _act(self, target: Locator) -> None:
        assert self.point is not None
        self.page.mouse.click(*self.point)


class Rests(Dwells):
    """The gaze stays where it was for 5 s after each press, and presses what is there then (ACCESS 6b).

    ``unmeant``: what it sent so; ``strayed``: how often it came to another page, from which they go back.
    """

    def __init__(self, page: Page):
        super().__init__(page)
        self.unmeant: list[str] = []
        self.strayed = 0
        self.middle = [0.0, 0.0]  # of what was pressed last, on the screen
        self._resting = False
        page.on("request", self._sent)

    def _act(self, target: Locator) -> None:
        self.middle = target.evaluate(MIDDLE)
        super()._act(target)

    def press(self, target: Locator) -> None:
        super().press(target)
        meant = self.page.url
        self._resting = True
        for _again in range(AGAIN):
            self._press_again()
        self._resting = False
        if self.page.url != meant:
            self.strayed += 1
            self.page.goto(meant)

    def _press_again(self) -> None:
        at = [place + stray for place, stray in zip(self.middle, self._strays(), strict=True)]
        if scripted := at_point(self.page, SCRIPTED, at):
            self.unmeant.append(scripted)
        press_at(self.page, at)

    def _sent(self, request: Request) -> None:
        if self._resting and request.method == "POST":
            self.unmeant.append(f"{request.url} {request.post_data}")


class RestsOnScripts(Rests):
    """On pages whose buttons a script uses: one is there still after a press, until a link leads away."""

    def _act(self, target: Locator) -> None:
        self.leads = target.evaluate(LEADS)
        super()._act(target)

    def _arrive(self) -> None:
        if self.leads:
            super()._arrive()
        else:
            self.page.wait_for_selector("[aria-busy]", state="detached")


class Scans(Person):
    """One switch: the focus moves on by itself each second; the switch presses what it is on."""

    def __init__(self, page: Page):
        super().__init__(page)
        self.steps = 0

    def _reach(self, target: Locator) -> None:
        super()._reach(target)
        for _step in range(60):
            self.page.keyboard.press("Tab")
            self.steps += 1
            self.seconds += SCAN
            if target.evaluate("it => it === document.activeElement"):
                return
        raise AssertionError(f"The scan does not reach {target}.")

    def _act(self, target: Locator) -> None:
        self.page.keyboard.press("Enter")
