// A press shows at once that it was taken, and a second press of the same within 400 ms is none (ACCESS 6, 21).
const GUARD = 400;
let last = { form: null, at: -GUARD };

document.addEventListener("submit", (event) => {
  const now = performance.now();
  if (last.form === event.target && now - last.at < GUARD) {
    event.preventDefault();
    return;
  }
  last = { form: event.target, at: now };
  event.submitter?.setAttribute("aria-busy", "true");
});
// Back from the next page, the browser may show this one as it was left.
addEventListener("pageshow", () => {
  document.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
});
