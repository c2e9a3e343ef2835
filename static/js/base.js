// htmx sends the token that the page carries; the cookie itself may be out of a script's reach.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
});
