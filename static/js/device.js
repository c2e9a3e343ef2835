// On a device that its owner made ready for being offline, and on no other: what waits there is shown and sent.
const outbox = document.currentScript.dataset.outbox;
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.getRegistration().then((ready) => ready && import(outbox));
}
