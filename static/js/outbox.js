// Answers that wait on this device: codes only, encrypted with a key that no script can read out, deleted once the site
// has them. Loaded by a page only where the owner of the device asked for it (symptoms/views/device.py).
const NAME = "alsweak";
const API = "/api/v1";

// Null where nothing is kept any more, as after signing out: only who makes the device ready makes the database.
function open(create) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      if (!create) return asked.transaction.abort();
      asked.result.createObjectStore("own"); // the key, and whose device this is
      asked.result.createObjectStore("waiting"); // by the id that the entry will have
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => (asked.error.name === "AbortError" ? resolve(null) : reject(asked.error));
  });
}

async function rows(store, mode, act) {
  const database = await open(false);
  if (!database) return undefined;
  try {
    return await new Promise((resolve, reject) => {
      const all = database.transaction(store, mode);
      const asked = act(all.objectStore(store));
      all.oncomplete = () => resolve(asked.result);
      all.onerror = all.onabort = () => reject(all.error);
    });
  } finally {
    database.close();
  }
}
const read = (store, key) => rows(store, "readonly", (it) => it.get(key));
const write = (store, key, value) => rows(store, "readwrite", (it) => it.put(value, key));
export const remove = (store, key) => rows(store, "readwrite", (it) => it.delete(key));

async function closed(value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await read("own", "key"), text) };
}

async function opened({ iv, data }) {
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await read("own", "key"), data);
  return JSON.parse(new TextDecoder().decode(text));
}

export async function begin(device) {
  (await open(true)).close();
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await write("own", "key", key);
  await write("own", "device", await closed(device));
}

export async function end() {
  for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}

export async function device() {
  const row = await read("own", "device");
  return row ? opened(row) : null;
}

// The record may have moved to another zone since this device was made ready.
export async function livesIn(patient, zone) {
  const own = await device();
  if (own?.patient === patient && own.zone !== zone) await write("own", "device", await closed({ ...own, zone }));
}

// The date where the person with ALS lives, whatever the device's own zone.
export function today({ zone }, at = new Date()) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
}

export async function keep(id, entry) {
  await write("waiting", id, await closed(entry));
}

// What waits: the id, the entry, and the mark of this version of it, which changes with every press.
export async function waiting() {
  const ids = (await rows("waiting", "readonly", (it) => it.getAllKeys())) ?? [];
  const found = await Promise.all(ids.map(async (id) => [id, await read("waiting", id)]));
  const still = found.filter(([, row]) => row); // another tab may have sent one meanwhile
  return Promise.all(still.map(async ([id, row]) => [id, await opened(row), row.iv.join()]));
}

// Do something with an entry that waits, in one step with looking whether it still is the version that was sent.
const settle = (id, version, act) => rows("waiting", "readwrite", (it) => {
  const asked = it.get(id);
  asked.onsuccess = () => asked.result && act(it, asked.result, asked.result.iv.join() === version);
  return asked;
});

// What sends something and what only leads on change places after each press that keeps, sends or ends, as on the site's
// own pages (alsweak/sides.py): a gaze that rests meets nothing that does. The site is told by its own cookie.
const OTHER = { left: "right", right: "left" };
export function takeSide(side) {
  if (OTHER[side]) document.body.dataset.side = side;
}
const cookie = document.body.dataset.sideCookie; // in production a name that no other site can set
export const knownSide = () => document.cookie.match(new RegExp(`(?:^|; )${cookie}=(\\w+)`))?.[1];
export function changeSides() {
  const side = OTHER[document.body.dataset.side];
  if (!side) return;
  takeSide(side);
  document.cookie = `${cookie}=${side}; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
}

let arrived = false; // whether the site took anything while this page is open

async function sendOne([id, { patient, ...entry }, version], token) {
  const response = await fetch(`${API}/patients/${patient}/check-ins/${id}/`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(entry),
  });
  // What was said since it was sent is an entry of its own. So is one of which the site has a part already (409).
  const onward = (it, row) => { it.put(row, crypto.randomUUID()); it.delete(id); };
  arrived ||= response.ok;
  if (response.ok) await settle(id, version, (it, row, same) => (same ? it.delete(id) : onward(it, row)));
  if (response.status === 409) await settle(id, version, onward);
  const why = { 400: "refused", 403: "no-access", 404: "no-access" }[response.status];
  if (why) {
    const refused = await closed({ patient, ...entry, refused: why });
    await settle(id, version, (it, row, same) => same && it.put(refused, id));
  }
}

const asking = () => fetch(`${API}/token/`, { cache: "no-store" });

// Send what waits; two tabs never do it at once. Says why something may be left.
async function send() {
  if (!(await waiting()).length) return "";
  return navigator.locks.request(NAME, async () => {
    const own = await device();
    try {
      const answer = await asking();
      if ([401, 403].includes(answer.status)) return "signed-out";
      if (!answer.ok) return "offline";
      const { token, user } = await answer.json();
      if (user !== own.user) return "someone-else";
      const tried = new Set();
      const another = async () => (await waiting()).find(([id, entry]) => !entry.refused && !tried.has(id));
      for (let each; (each = await another());) {
        tried.add(each[0]);
        await sendOne(each, token);
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // no network
    }
    return "offline";
  });
}

// The site's clock says which day it is: the one of this device was wrong.
export async function forTodayInstead() {
  const own = await device();
  const at = new Date((await asking()).headers.get("Date"));
  for (const [id, entry] of await waiting()) {
    if (entry.refused) {
      const { refused, ...again } = entry;
      await keep(id, { ...again, day: today(own, at) });
    }
  }
}

export async function discardRefused() {
  for (const [id, entry] of await waiting()) if (entry.refused) await remove("waiting", id);
}

// --- The plain sign on every page -------------------------------------------------------------------------------------
const sign = document.getElementById("waiting");

export async function show() {
  const why = await send();
  const left = await waiting();
  const refused = left.find(([, entry]) => entry.refused)?.[1].refused;
  const reason = left.length ? refused ?? why : arrived && "sent";
  if (sign) {
    sign.hidden = !reason;
    sign.querySelectorAll("[data-why]").forEach((it) => { it.hidden = it.dataset.why !== reason; });
    sign.querySelector("[data-count]").textContent = String(left.length);
    sign.querySelector("[data-left]").hidden = !left.length;
  }
  document.querySelectorAll("[data-if-waiting]").forEach((it) => { it.hidden = !left.length; });
}

if (sign) {
  sign.addEventListener("click", async (event) => {
    const act = [["[data-for-today]", forTodayInstead], ["[data-discard]", discardRefused]];
    const meant = act.find(([which]) => event.target.closest(which));
    if (!meant) return;
    changeSides();
    await meant[1]();
    await show();
  });
  addEventListener("online", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
  show();
}
