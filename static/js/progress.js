// When the picture is drawn anew in place, what was open stays open and the focus stays where it was: once htmx listens
// to what is new, so that what was fetched is fetched again, and what is within that once it is there.
(() => {
  const redraws = (event) => event.detail.target.id === "report";
  let open = [];
  let focused = "";

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (!redraws(event)) return;
    const now = [...document.querySelectorAll("#report details[open]")].map((details) => details.id);
    open = [...new Set([...open, ...now])]; // what is still on its way from the time before as well
    const active = document.activeElement;
    if (active && active !== document.body) focused = active.closest("#report") ? active.id : "";
  });

  // Only within what has settled: in a part that is there but not yet listened to, opening would fetch nothing.
  document.body.addEventListener("htmx:afterSettle", ({ target }) => {
    const settled = (id) => id && target.querySelector(`#${CSS.escape(id)}`);
    open = open.filter((id) => {
      const details = settled(id);
      details?.setAttribute("open", "");
      return !details;
    });
    const there = settled(focused);
    if (!there) return;
    there.focus({ preventScroll: true });
    focused = "";
  });
})();
