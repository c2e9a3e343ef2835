"""How large controls and letters of a page are, how far apart, and how they are called (ACCESS 1, 2, 4, 9, 14, 22)."""

from playwright.sync_api import Page

MEASURE = """({ size, gap, edge, most, answers, letters, named }) => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true });
  const near = 0.5, troubles = [], seen = (it) => it.checkVisibility({ visibilityProperty: true });
  const kinds = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const controls = [...document.querySelectorAll(kinds)]
    .filter((control) => !control.matches(".skip-link") && seen(control))
    .map((control) => [control, control.getBoundingClientRect()]);
  const name = (control) => control.outerHTML.slice(0, 80);
  controls.forEach(([control, box], place) => {
    if (Math.min(box.width, box.height) < size - near) troubles.push(`${box.width}x${box.height} ${name(control)}`);
    if (box.left < edge - near || box.right > innerWidth - edge + near) troubles.push(`at the edge ${name(control)}`);
    for (const [other, its] of controls.slice(place + 1)) {
      const across = Math.max(its.left - box.right, box.left - its.right);
      const down = Math.max(its.top - box.bottom, box.top - its.bottom);
      if (across < gap - near && down < gap - near) troubles.push(`close ${name(control)} | ${name(other)}`);
    }
  });
  const called = controls.filter(([control]) => named && control.matches("a, button"))
    .map(([control]) => control.textContent.trim().replace(/\\s+/g, " "));
  if (new Set(called).size < called.length) troubles.push(`not each a name of its own: ${called}`);
  if (controls.length > most) troubles.push(`${controls.length} targets on the page`);
  for (const area of document.querySelectorAll("fieldset, .body-areas, .say")) {
    const inside = controls.filter(([control]) => area.contains(control));
    if (inside.length > answers) troubles.push(`${inside.length} targets in the answer area`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { textContent, parentElement } = texts.currentNode;
    const drawn = parentElement.closest("svg, .visually-hidden") || !seen(parentElement);
    const { fontSize } = getComputedStyle(parentElement);
    const small = parseFloat(fontSize) < letters - near;
    if (textContent.trim() && !drawn && small) troubles.push(`${fontSize} ${textContent}`);
  }
  if (document.documentElement.scrollWidth > innerWidth) troubles.push("scrolls sideways");
  return troubles;
}"""
# Whether what stands at a point of the screen sends a form (ACCESS 6b).
SENDS = "([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('button'))"
FEW = {"size": 64, "gap": 16, "edge": 32, "most": 12, "answers": 6, "letters": 18, "named": False}
WALKED = FEW | {"named": True}
LARGE = FEW | {"size": 120, "gap": 32, "letters": 24}
STAFF = {"size": 44, "gap": 0, "edge": 0, "most": 1000, "answers": 1000, "letters": 0, "named": False}


def target_troubles(page: Page, rule: dict[str, float]) -> list[str]:
    """What is too small, too close together or at the edge of the screen, with every fold of the page opened."""
    return page.evaluate(MEASURE, rule)
