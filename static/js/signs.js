// Signs are answered in place. The forms work without this: here the one sign is swapped, the focus stays with it, and
// whatever else comes back (a refusal, a sign-in, no answer at all) is shown by sending the form as a page does.
(() => {
  const pressed = new WeakMap();

  const asPage = (form) => {
    if (form.matches("a")) {
      location.assign(form.href);
      return;
    }
    const button = pressed.get(form);
    if (button?.name) {
      const said = Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value });
      form.append(said);
    }
    HTMLFormElement.prototype.submit.call(form);
  };
  const opens = (element) => element.matches("a.in-place");
  const acts = (element) => opens(element) || (element.closest(".sign") && element.matches("form.answer, .actions > a"));

  document.addEventListener("submit", (event) => pressed.set(event.target, event.submitter), true);

  // A sign that a list has opened is closed by the same press.
  document.addEventListener("htmx:beforeRequest", (event) => {
    const { elt, target } = event.detail;
    if (!opens(elt)) return;
    if (elt.ariaExpanded === "true") {
      event.preventDefault();
      target.replaceChildren();
    }
    elt.ariaExpanded = elt.ariaExpanded === "true" ? "false" : "true";
  });

  // How many wait is counted on the page only where that stands.
  document.addEventListener("htmx:configRequest", ({ detail: { elt } }) => {
    const counted = elt.getAttribute("hx-select-oob");
    if (acts(elt) && counted && !document.querySelector(counted)) elt.removeAttribute("hx-select-oob");
  });

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { elt, requestConfig } = event.detail;
    const sent = requestConfig?.elt ?? elt;
    if (!acts(sent)) return;
    const page = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    if (event.detail.xhr.status >= 400 || !page.querySelector(sent.getAttribute("hx-select"))) {
      event.detail.shouldSwap = false;
      asPage(sent);
    }
  });

  document.addEventListener("htmx:sendError", (event) => {
    const sent = event.detail.requestConfig?.elt ?? event.detail.elt;
    if (acts(sent)) asPage(sent);
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const { target } = event.detail;
    if (target.matches?.(".signs")) {
      target.querySelector(".said").focus();
      return;
    }
    if (target.matches?.(".sign-more")) {
      target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      return;
    }
    if (target.matches?.(".sign")) document.getElementById(`${target.id}-said`)?.focus();
  });
})();
