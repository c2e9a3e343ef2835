// Logging while there is no internet: one section at a time, each press kept on the device at once.
const { outbox, wording } = document.body.dataset;
const { device, keep, show: showWaiting, today, waiting } = await import(outbox);

const part = (id) => document.getElementById(id);
const own = await device().catch(() => null);
let current = null; // the id and the entry that are being said
let all = false; // one after another

function go(name) {
  const section = part(name)?.matches("main > section") ? part(name) : part(own ? "start" : "not-ready");
  document.querySelectorAll("main > section").forEach((each) => { each.hidden = each !== section; });
  document.querySelector(".ways").hidden = ["start", "saved", "not-ready"].includes(section.id);
  section.querySelector("h1").focus();
  scrollTo(0, 0);
}
const follow = () => go(decodeURIComponent(location.hash.slice(1)) || "start");

// Who stopped in the middle, or whose tab was closed, goes on with the entry of this day.
async function entry() {
  if (!current) {
    const day = today(own);
    const begun = (await waiting()).find(([, each]) => each.day === day && !each.no_change && !each.refused);
    current = begun ?? [crypto.randomUUID(), { patient: own.patient, day, wording }];
  }
  return current;
}

async function answer(section, label, value) {
  const [id, said] = await entry();
  const grade = value !== "cannot_tell";
  const answers = { ...said[section] };
  const reasons = { ...said.not_known };
  delete answers[label];
  delete reasons[label];
  if (grade) answers[label] = Number(value);
  else reasons[label] = value;
  current = [id, { ...said, [section]: answers, not_known: reasons }];
  await keep(...current);
  part("kept").hidden = false;
}

document.querySelector("main").addEventListener("click", async (event) => {
  const pressed = event.target.closest("button, a");
  const section = pressed?.closest("section");
  if (!pressed || pressed.closest("#waiting")) return;
  if (pressed.matches("a")) {
    if (pressed.hash) all = pressed.dataset.all !== undefined || (all && pressed.hash !== "#hub");
    return;
  }
  pressed.setAttribute("aria-busy", "true");
  if (pressed.id === "no-change") {
    current = [crypto.randomUUID(), { patient: own.patient, day: today(own), wording, no_change: true }];
    await keep(...current);
    location.hash = "saved";
  } else if (pressed.id === "done") {
    location.hash = current ? "saved" : "start";
  } else if (pressed.id === "undo") {
    await forget();
    location.hash = "start";
  } else if (pressed.id === "no-twitches") {
    for (const each of document.querySelectorAll("[data-section=fasciculation]:not([data-label^=cramps])")) {
      await answer("fasciculation", each.dataset.label, 0);
    }
    location.hash = all ? pressed.dataset.after : "hub";
  } else if (section?.dataset.section) {
    await answer(section.dataset.section, section.dataset.label, pressed.value);
    location.hash = next(section, pressed.value);
  }
  pressed.removeAttribute("aria-busy");
  await showWaiting();
});

// The question after an answer. Which side is weaker is asked where both have the same grade, below "as before" (4).
function next({ dataset }, value) {
  const [, { weakness = {} }] = current;
  const { pair } = dataset;
  const even = pair && weakness[`${pair}.left`] === weakness[`${pair}.right`] && weakness[`${pair}.left`] < 4;
  if (even) return `asymmetry.${pair}`;
  if (["weakness", "asymmetry"].includes(dataset.section) && !all) return "hub";
  return (value === "0" && dataset.ifNone) || dataset.after;
}

async function forget() {
  const { remove } = await import(outbox);
  if (current) await remove("waiting", current[0]);
  current = null;
}

addEventListener("hashchange", follow);
if (own) {
  part("day").textContent = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: own.zone }).format(new Date());
}
follow();
