"""The two sides of a page with large letters on a phone, where they have the least room (ACCESS 6b)."""

from tests.browser.pages import ON_A_PHONE, addresses, walking, writing

# What sends and stands on the side of the links, what crosses the middle, and words that are cut without a hyphen.
TROUBLES = """() => {
  const middle = innerWidth / 2, near = 0.5, troubles = [];
  const left = document.body.dataset.side === "left";
  for (const it of document.querySelectorAll("main :is(a, button)")) {
    if (!it.checkVisibility()) continue;
    const box = it.getBoundingClientRect(), name = it.textContent.trim().replace(/\\s+/g, " ");
    if (box.left < middle - near && box.right > middle + near) troubles.push(`crosses the middle: ${name}`);
    const astray = left ? box.right > middle + near : box.left < middle - near;
    if (it.matches("button") && it.form?.method !== "get" && astray) troubles.push(`not on its side: ${name}`);
    const texts = document.createTreeWalker(it, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest(".visually-hidden")) continue;
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/[^\\s\\u00ad\\/-]+/g)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (!word.includes("@") && new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) {
          troubles.push(`cut: ${word} in ${name}`);
        }
      }
    }
  }
  return troubles;
}"""


@ON_A_PHONE
def test_in_large_nothing_crosses_the_middle_and_no_word_is_cut(
    page, live_server, sign_in, record, ada, ben, logged, today
):
    ada.large = True
    ada.save()
    sign_in(page, ada)
    found = {}
    for side in ("right", "left"):
        page.context.add_cookies([{"name": "side", "value": side, "url": live_server.url}])
        for path in [*walking(record, today), *writing(record), *addresses(record, "summary", "end_record")]:
            page.goto(path)
            if told := page.evaluate(TROUBLES):
                found[side, path] = told

    assert found == {}
