const { outbox, patient, zone } = document.currentScript.dataset;

// On a device that its owner made ready for being offline, and on no other: what waits there is shown and sent.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.getRegistration().then(async (ready) => {
    if (!ready) return;
    const { livesIn } = await import(outbox);
    if (patient) await livesIn(patient, zone);
  });
}
