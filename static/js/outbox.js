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

// The date where the person with ALS lives, whatever the device's own zone.
export function today({ zone }) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(new Date());
}

export async function keep(id, entry) {
  await write("waiting", id, await closed(entry));
}

export async function waiting() {
  const ids = (await rows("waiting", "readonly", (it) => it.getAllKeys())) ?? [];
  const found = await Promise.all(ids.map(async (id) => [id, await read("waiting", id)]));
  const still = found.filter(([, row]) => row); // another tab may have sent one meanwhile
  return Promise.all(still.map(async ([id, row]) => [id, await opened(row)]));
}

async function sendOne(id, { patient, ...entry }, token) {
  const response = await fetch(`${API}/patients/${patient}/check-ins/${id}/`, {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(entry),
  });
  if (response.ok) return remove("waiting", id);
  if (response.status === 409) {
    // Its first answers had arrived and the word that they had was lost; what was added since is a new entry.
    await keep(crypto.randomUUID(), { patient, ...entry });
    return remove("waiting", id);
  }
  if (response.status === 400) await keep(id, { patient, ...entry, refused: true });
  return null;
}

// Send what waits. Two tabs never do it at once. Says what is left and why.
export async function send() {
  const before = (await waiting()).length;
  if (!before) return { left: 0, why: "" };
  return navigator.locks.request(NAME, async () => {
    const own = await device();
    let why = "offline";
    try {
      const answer = await fetch(`${API}/token/`, { cache: "no-store" });
      why = answer.status === 403 ? "signed-out" : "offline";
      if (answer.ok) {
        const { token, user } = await answer.json();
        why = user === own.user ? "refused" : "someone-else";
        for (const [id, entry] of user === own.user ? await waiting() : []) {
          if (!entry.refused) await sendOne(id, entry, token);
        }
      }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // no network
    }
    const { length: left } = await waiting();
    return { left, why: left < before ? "sent" : why };
  });
}

export async function forTodayInstead() {
  const own = await device();
  for (const [id, entry] of await waiting()) {
    if (entry.refused) {
      const { refused, ...again } = entry;
      await keep(id, { ...again, day: today(own) });
    }
  }
}

export async function discardRefused() {
  for (const [id, entry] of await waiting()) if (entry.refused) await remove("waiting", id);
}

// --- The plain sign on every page -------------------------------------------------------------------------------------
const sign = document.getElementById("waiting");

export async function show() {
  const { left, why } = await send();
  const reason = (await waiting()).some(([, entry]) => entry.refused) ? "refused" : why;
  // What was said stays until the next page, even where nothing is left to say.
  for (const each of reason && sign ? sign.querySelectorAll("[data-why]") : []) each.hidden = each.dataset.why !== reason;
  if (sign) {
    sign.querySelector("[data-count]").textContent = String(left);
    sign.querySelector("[data-left]").hidden = left === 0;
    if (left || why === "sent") sign.hidden = false;
    else if (!sign.querySelector("[data-why=sent]:not([hidden])")) sign.hidden = true;
  }
  document.querySelectorAll("[data-if-waiting]").forEach((it) => { it.hidden = left === 0; });
}

if (sign) {
  sign.addEventListener("click", async (event) => {
    if (event.target.closest("[data-for-today]")) await forTodayInstead();
    else if (event.target.closest("[data-discard]")) await discardRefused();
    else return;
    await show();
  });
  addEventListener("online", show);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && show());
  show();
}
