// Logging while there is no internet: one section at a time, each press kept on the device at once.
const { outbox, wording } = document.body.dataset;
const { changeSides, device, keep, knownSide, remove, show: showWaiting, takeSide, today, waiting } = await import(outbox);
takeSide(knownSide() ?? "right"); // not that of the day when the page was kept: one comes to it from a page of the site

const part = (id) => document.getElementById(id);
const own = await device().catch(() => null);
let mine = null; // the id of what was said last on this page
const grades = {}; // what was said on it of the parts of the body
let all = false; // one after another
let day = null; // that the page names, and that all that is pressed on it is for

function nameTheDay() {
  day = today(own);
  const told = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "full", timeZone: "UTC" });
  part("day").textContent = told.format(new Date(`${day}T12:00Z`));
}

function go(name) {
  const section = part(name)?.matches("main > section") ? part(name) : part(own ? "start" : "not-ready");
  if (own && (section.id === "start" || !day)) nameTheDay();
  document.querySelectorAll("main > section").forEach((each) => { each.hidden = each !== section; });
  part("sent-already").hidden = true;
  document.querySelector(".ways").hidden = ["start", "saved", "not-ready"].includes(section.id);
  section.querySelector("h1").focus();
  scrollTo(0, 0);
}
const follow = () => go(decodeURIComponent(location.hash.slice(1)) || "start");

// Who stopped in the middle, or whose tab was closed, goes on with the entry of this day, as long as it waits.
async function begun() {
  const there = (await waiting()).find(([, each]) => each.day === day && !each.no_change && !each.refused);
  return there ?? [crypto.randomUUID(), { patient: own.patient, day, wording }];
}

// One press after another, in whichever tab.
const answer = (section, label, value) => navigator.locks.request("alsweak-say", async () => {
  const [id, said] = await begun();
  const grade = value !== "cannot_tell";
  const answers = { ...said[section] };
  const reasons = { ...said.not_known };
  delete answers[label];
  delete reasons[label];
  if (grade) answers[label] = Number(value);
  else reasons[label] = value;
  if (section === "weakness") Object.assign(grades, { [label]: undefined }, answers);
  await keep(id, { ...said, [section]: answers, not_known: reasons });
  mine = id;
  part("kept").hidden = false;
});

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
    mine = crypto.randomUUID();
    await keep(mine, { patient: own.patient, day, wording, no_change: true });
    location.hash = "saved";
  } else if (pressed.id === "done") {
    location.hash = mine ? "saved" : "start";
  } else if (pressed.id === "undo") {
    if (await forget()) location.hash = "start";
    else part("sent-already").hidden = false;
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
  changeSides();
  await showWaiting();
});

// The question after an answer. Which side is weaker is asked where both have the same grade, below "as before" (4): when
// it was last asked of two sides as before is not known here.
function next({ dataset }, value) {
  const { pair } = dataset;
  const even = pair && grades[`${pair}.left`] === grades[`${pair}.right`] && grades[`${pair}.left`] < 4;
  if (even) return `asymmetry.${pair}`;
  if (["weakness", "asymmetry"].includes(dataset.section) && !all) return "hub";
  return (value === "0" && dataset.ifNone) || dataset.after;
}

// Whether it still waited.
async function forget() {
  const there = (await waiting()).some(([id]) => id === mine);
  if (there) await remove("waiting", mine);
  mine = null;
  return there;
}

addEventListener("hashchange", follow);
follow();
