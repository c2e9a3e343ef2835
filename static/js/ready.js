// The switch for keeping answers on this device.
const place = document.getElementById("device");
const part = (id) => document.getElementById(id);
const { worker, outbox, patient, zone, user } = place.dataset;

async function show() {
  const on = Boolean(await navigator.serviceWorker.getRegistration());
  part("turn-on").hidden = part("device-off").hidden = on;
  part("turn-off").hidden = part("device-on").hidden = !on;
}

if (!("serviceWorker" in navigator) || !window.crypto?.subtle || !navigator.locks) {
  part("device-cannot").hidden = false;
} else {
  const { begin, end } = await import(outbox);
  part("turn-on").addEventListener("click", async () => {
    await begin({ patient, zone, user });
    await navigator.serviceWorker.register(worker, { scope: "/" });
    await navigator.serviceWorker.ready;
    await show();
  });
  part("turn-off").addEventListener("click", async () => {
    await end();
    await show();
  });
  await show();
}
