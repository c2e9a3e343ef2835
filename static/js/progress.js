// When the picture is drawn anew in place, what was open stays open and the focus stays where it was: once htmx listens
// to what is new, so that numbers that were open are fetched again.
(() => {
  const redraws = (event) => event.detail.target.id === "report";
  let open = [];
  let focused = "";

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!redraws(event)) return;
    open = [...document.querySelectorAll("#report details[open]")].map((details) => details.id);
    const active = document.activeElement;
    focused = active && active.closest("#report") ? active.id : "";
  });

  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (!redraws(event)) return;
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  });
})();
