// A button that prints is there where a script can; also once the part of the page that holds it was drawn anew.
(() => {
  const show = () => {
    const button = document.getElementById("print");
    if (button) button.hidden = false;
  };
  document.addEventListener("click", (event) => {
    if (event.target.closest("#print")) window.print();
  });
  document.body.addEventListener("htmx:afterSettle", show);
  show();
})();
