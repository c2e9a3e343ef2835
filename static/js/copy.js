// A button that copies what stands in an element is there where a script can, and says so where it did.
(() => {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      document.getElementById(button.dataset.tells).textContent = button.dataset.said;
    });
  });
})();
