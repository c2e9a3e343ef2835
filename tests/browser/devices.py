"""A device that loses the internet: what it keeps, how it comes back, and answers of the site that do not arrive."""

from playwright.sync_api import Page, expect

STORED = """async () => ({
  databases: (await indexedDB.databases()).map((each) => each.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  local: Object.keys(localStorage).length,
})"""
WAITING = """async () => {
  const database = await new Promise((done) => {
    const asked = indexedDB.open("alsweak"); asked.onsuccess = () => done(asked.result);
  });
  const all = (store) => new Promise((done) => {
    const asked = database.transaction(store).objectStore(store).getAll(); asked.onsuccess = () => done(asked.result);
  });
  const [own, waiting] = [await all("own"), await all("waiting")];
  database.close();
  const text = (it) => new TextDecoder().decode(it.data ?? new Uint8Array());
  return { waiting: waiting.length, texts: [...own, ...waiting].map(text).join(" "),
    extractable: own.filter((it) => it instanceof CryptoKey).map((key) => key.extractable) };
}"""
# The site takes the entry and the word that it did is lost; once "heard" is set it is not lost any more.
CUT_OFF = """const real = window.fetch; window.fetch = async (url, how) => {
  const answer = await real(url, how);
  if (how?.method === "PUT" && !sessionStorage.getItem("heard")) throw new TypeError("cut off");
  return answer;
}; 0"""
NO_TOKEN = """const real = window.fetch; window.fetch = async (url, how) => {
  if (url.includes("/token/")) throw new TypeError("no network");
  return real(url, how);
}; 0"""
# The site's first answer to an entry comes only once it is let go.
HELD = """const real = window.fetch; window.fetch = async (url, how) => {
  const answer = await real(url, how);
  const { dataset } = document.documentElement;
  if (how?.method === "PUT" && !dataset.held) {
    dataset.held = "yes";
    await new Promise((go) => { window.letGo = go; });
  }
  return answer;
}; 0"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "local": 0}


def offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/")
    expect(page.get_by_role("heading", name="There is no internet just now")).to_be_visible()


def online(page: Page) -> None:
    page.context.set_offline(False)
    page.goto("/")


def came_back(page: Page) -> None:
    """There is internet again: the page that is open notices and sends."""
    page.context.set_offline(False)
    arrived(page)
    page.goto("/")


def arrived(page: Page) -> None:
    expect(page.get_by_text("What waited on this device has arrived.")).to_be_visible()
    page.reload()


def press(page: Page, *names: str) -> None:
    for name in names:
        main = page.locator("main")
        main.get_by_role("button", name=name, exact=True).or_(main.get_by_role("link", name=name, exact=True)).locator(
            "visible=true"
        ).first.click()
