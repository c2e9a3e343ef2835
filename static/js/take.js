// A figure as a PNG: its SVG is asked for as a file is, drawn twice as large, and saved.
(() => {
  const SCALE = 2;

  const drawn = (svg) =>
    new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => resolve(image);
      image.onerror = () => reject(new Error("image"));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    });

  async function png(address) {
    const answer = await fetch(address);
    if (!answer.ok || !answer.headers.get("Content-Type").startsWith("image/svg+xml")) throw new Error("svg");
    const image = await drawn(await answer.text());
    const canvas = document.createElement("canvas");
    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("canvas"))), "image/png"),
    );
  }

  async function take(link) {
    link.setAttribute("aria-busy", "true");
    try {
      const address = URL.createObjectURL(await png(link.href));
      Object.assign(document.createElement("a"), { href: address, download: link.dataset.png }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch {
      location.assign(link.href); // the page that asks who it is, or says why not; else the file that it would be made of
    } finally {
      link.removeAttribute("aria-busy");
    }
  }

  const show = () => document.querySelectorAll("[data-png]").forEach((link) => (link.hidden = false));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-png]");
    if (!link) return;
    event.preventDefault();
    if (!link.hasAttribute("aria-busy")) take(link);
  });
  document.body.addEventListener("htmx:afterSwap", show);
  show();
})();
