// The page of a visit with a script: a typed 0 to 4 goes on to the next item, sums are shown as they stand, and what is
// typed is kept as a draft on the server. Without it every field is typed and sent as it is.
(() => {
  const form = document.querySelector(".visit-form");
  const items = [...form.querySelectorAll("[data-item]")];
  const show = (id, on) => { document.getElementById(id).hidden = !on; };
  form.querySelectorAll("[data-with-script], [data-sums]").forEach((it) => { it.hidden = false; });

  const digit = (input) => (/^[0-4]$/.test(input.value.trim()) ? Number(input.value) : null);
  const sum = (inputs) => {
    const values = inputs.map(digit);
    return values.includes(null) ? "–" : values.reduce((a, b) => a + b, 0);
  };
  const parts = ["bulbar", "fine_motor", "gross_motor", "respiratory"];
  const count = () => {
    parts.forEach((name, n) => {
      form.querySelector(`[data-sum="${name}"]`).value = sum(items.slice(3 * n, 3 * n + 3));
    });
    form.querySelector('[data-sum="total"]').value = sum(items);
  };
  items.forEach((input, n) => input.addEventListener("input", () => {
    count();
    if (digit(input) === null) return;
    items[n + 1]?.focus();
    items[n + 1]?.select();
  }));
  count();
  if (!("draft" in form.dataset)) return;

  const WAIT = 1000;
  let timer = 0;
  let sending = false;
  let dirty = false;
  const field = (name) => form.elements.namedItem(name);
  const send = async () => {
    if (sending) return;
    sending = true;
    dirty = false;
    const body = new URLSearchParams(new FormData(form));
    body.set("action", "keep");
    try {
      const answer = await fetch(location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.redirected || !(answer.ok || answer.status === 409)) throw new Error(answer.status);
      const said = await answer.json();
      if (said.stale || said.saved) {
        show("elsewhere", true);
      } else {
        field("id").value = said.id;
        field("revision").value = said.revision;
      }
      show("trouble", false);
      document.getElementById("kept").textContent = said.saved ? "" : form.dataset.kept;
    } catch {
      document.getElementById("kept").textContent = "";
      show("trouble", true);
    }
    sending = false;
    if (dirty) later();
  };
  const later = () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => clearTimeout(timer));
})();
