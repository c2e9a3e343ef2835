// "Explore": the same marks in Plotly, to zoom and to point at. Its script is fetched on the first press, and no sooner.
(() => {
  const source = document.currentScript.dataset.plotly;
  // The bundle of plotly.js 4.1.1 carries a map library, which would write its styles into the page (and the
  // Content-Security-Policy forbids that) unless an element with this id is there already. We draw no maps.
  const MAP_STYLES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";
  const BUTTONS = {
    displaylogo: false,
    displayModeBar: true,
    responsive: true,
    modeBarButtons: [["zoomIn2d", "zoomOut2d", "resetScale2d"]],
  };
  const explored = new Set();
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

  const fetched = async (path) => {
    const address = new URL(path, location.href);
    if (dark()) address.searchParams.set("mode", "dark");
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  };

  const canvas = (place) => place.firstElementChild ?? place.appendChild(document.createElement("div"));
  const part = (name, what) => document.getElementById(`${name}-${what}`);

  async function explore(button) {
    const name = button.dataset.explore;
    const place = part(name, "explored");
    const trouble = part(name, "trouble");
    trouble.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      const [Plotly, figure] = await Promise.all([load(), fetched(button.dataset.figure)]);
      place.hidden = false;
      await Plotly.newPlot(canvas(place), figure.data, figure.layout, BUTTONS);
      button.setAttribute("aria-expanded", "true");
      explored.add(name);
    } catch {
      place.hidden = true;
      trouble.hidden = false;
    } finally {
      button.removeAttribute("aria-busy");
    }
  }

  function close(button) {
    const name = button.dataset.explore;
    const place = part(name, "explored");
    window.Plotly.purge(canvas(place));
    place.hidden = true;
    button.setAttribute("aria-expanded", "false");
    explored.delete(name);
  }

  const show = () => document.querySelectorAll("[data-explore]").forEach((button) => (button.hidden = false));

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-explore]");
    if (!button || button.hasAttribute("aria-busy")) return;
    if (button.getAttribute("aria-expanded") === "true") close(button);
    else explore(button);
  });
  // After the report was drawn anew in place, what was being explored is opened again.
  document.body.addEventListener("htmx:afterSwap", () => {
    show();
    for (const name of explored) if (part(name, "explored")?.hidden) explore(part(name, "explore"));
  });
  show();
})();
