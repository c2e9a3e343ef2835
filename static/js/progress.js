// When the picture is drawn anew in place, what was open stays open and the focus stays where it was: once htmx listens
// to what is new, so that what was fetched is fetched again, and what is within that once it is there.
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

  document.body.addEventListener("htmx:afterSettle", () => {
    open = open.filter((id) => {
      const details = document.getElementById(id);
      details?.setAttribute("open", "");
      return !details;
    });
    const there = focused && document.getElementById(focused);
    if (!there) return;
    there.focus({ preventScroll: true });
    focused = "";
  });
})();
