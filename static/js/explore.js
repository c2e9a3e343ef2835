// "Explore": the same marks in Plotly, to point at and to look at less time. They stand where the picture stood, until one
// goes back to it. The script of Plotly is fetched on the first press, and no sooner. Nothing moves: there is no animation.
(() => {
  const source = document.currentScript.dataset.plotly;
  // The bundle of plotly.js 4.1.1 carries a map library, which would write its styles into the page (and the
  // Content-Security-Policy forbids that) unless an element with this id is there already. We draw no maps.
  const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
  const explored = new Map(); // by name: how much time is shown, how days are written, and what was drawn
  let plotly;

  const load = () =>
    (plotly ??= new Promise((resolve, reject) => {
      document.head.append(Object.assign(document.createElement("meta"), { id: MAP_STYLES }));
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => {
        plotly = undefined;
        script.remove();
        reject(new Error("script"));
      };
      document.head.append(script);
    }));

  // The theme that the person chose; where they chose none, that of their system. As in the style sheets.
  const dark = () => {
    const chosen = document.documentElement.dataset.theme;
    return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };

  const fetched = async (path, iso) => {
    const address = new URL(path, location.href);
    if (dark()) address.searchParams.set("mode", "dark");
    if (iso) address.searchParams.set("dates", "iso");
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const part = (name, what) => document.getElementById(`${name}-${what}`);
  const canvas = (place) => place.firstElementChild ?? place.appendChild(document.createElement("div"));
  const day = (moment) => new Date(moment).toISOString().slice(0, 10);

  // Of all the time that there is, from the first day to the day after the last.
  function lastMonths([first, end], months) {
    if (!months) return [first, end];
    const from = new Date(end);
    from.setUTCMonth(from.getUTCMonth() - months);
    return [day(from) < first ? first : day(from), end];
  }

  function moved(whole, [from, to], step) {
    const [first, end] = whole.map(Date.parse);
    const length = Date.parse(to) - Date.parse(from);
    const wanted = Date.parse(from) + (step * length) / 2;
    const start = Math.max(first, Math.min(wanted, end - length));
    return [day(start), day(start + length)];
  }

  // As large as the picture at least, so that nothing below it moves up.
  async function draw(name) {
    const state = explored.get(name);
    const place = part(name, "explored");
    const [Plotly, figure] = await Promise.all([load(), fetched(part(name, "explore").dataset.figure, state.iso)]);
    if (explored.get(name) !== state) return false; // one went back meanwhile
    if (!state.height) state.height = part(name, "drawing").offsetHeight;
    if (document.body.matches(".patient")) figure.layout.legend.itemclick = false; // no target is smaller than the others
    figure.layout.height = Math.max(figure.layout.height, state.height);
    if (figure.layout.xaxis.type === "date") {
      state.whole = [...figure.layout.xaxis.range]; // Plotly writes what it shows into the layout
      if (!state.months) state.range = state.whole;
      for (const axis of Object.keys(figure.layout)) {
        if (axis.startsWith("xaxis") && figure.layout[axis].type === "date") figure.layout[axis].range = [...state.range];
      }
    }
    place.hidden = false;
    part(name, "drawing").hidden = true;
    await Plotly.newPlot(canvas(place), figure.data, figure.layout, figure.config);
    return true;
  }

  // Where a page has few targets (ACCESS 4), what leads elsewhere and the files wait out of sight, each in its place.
  const focusOn = () => document.body.toggleAttribute("data-exploring", explored.size > 0);

  function pressed(name) {
    const state = explored.get(name);
    for (const button of part(name, "ranges").querySelectorAll("[data-months]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.months) === state.months));
    }
    part(name, "ranges").querySelector("[data-iso]")?.setAttribute("aria-pressed", String(Boolean(state.iso)));
  }

  async function explore(button, before = { months: 0 }) {
    const name = button.dataset.explore;
    const focused = document.activeElement === button;
    part(name, "trouble").hidden = true;
    button.setAttribute("aria-busy", "true");
    explored.set(name, before);
    try {
      if (!(await draw(name))) return;
      button.hidden = true;
      part(name, "ranges").hidden = false;
      part(name, "said").textContent = button.dataset.opened;
      pressed(name);
      focusOn();
      if (focused) part(name, "explored").focus({ preventScroll: true });
    } catch {
      restore(name);
      part(name, "trouble").hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  function restore(name) {
    explored.delete(name);
    const place = part(name, "explored");
    if (place.firstElementChild) window.Plotly?.purge(place.firstElementChild);
    place.hidden = true;
    part(name, "drawing").hidden = false;
    part(name, "ranges").hidden = true;
    part(name, "explore").hidden = false;
    focusOn();
  }

  function back(name) {
    restore(name);
    part(name, "said").textContent = part(name, "explore").dataset.closed;
    part(name, "explore").focus({ preventScroll: true });
  }

  function show(name, range, months) {
    Object.assign(explored.get(name), { range, months });
    window.Plotly.relayout(canvas(part(name, "explored")), { "xaxis.range": [...range] });
    pressed(name);
  }

  function ranged(name, button) {
    const state = explored.get(name);
    const { months, move } = button.dataset;
    if ("back" in button.dataset) back(name);
    else if (months) show(name, lastMonths(state.whole, Number(months)), Number(months));
    else if (move) show(name, moved(state.whole, state.range, Number(move)), state.months);
    else {
      state.iso = !state.iso;
      again(name);
    }
  }

  // As it was, in other colours or with days written otherwise. What does not come leaves what is there.
  const again = (name) => draw(name).then(() => pressed(name), () => {});

  const offered = () => document.querySelectorAll("[data-explore]").forEach((button) => {
    button.hidden = explored.has(button.dataset.explore) && !part(button.dataset.explore, "explored").hidden;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-explore]");
    if (button && !button.hasAttribute("aria-busy")) explore(button);
    const choice = event.target.closest(".ranges button");
    if (choice) ranged(choice.parentElement.id.replace(/-ranges$/, ""), choice);
  });
  // After the report was drawn anew in place, what was being explored is opened again.
  document.body.addEventListener("htmx:afterSwap", () => {
    offered();
    for (const [name, state] of explored) {
      if (part(name, "explored")?.hidden) explore(part(name, "explore"), { months: state.months, range: state.range, iso: state.iso });
    }
  });
  const dressed = () => [...explored.keys()].forEach(again);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dressed);
  new MutationObserver(dressed).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  offered();
})();
