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
  const { begin, changeSides, end } = await import(outbox);
  const press = (id, act) => part(id).addEventListener("click", async ({ currentTarget: pressed }) => {
    pressed.setAttribute("aria-busy", "true");
    changeSides(); // before it is done: a gaze that rests does not press it again
    await act();
    await show();
    pressed.removeAttribute("aria-busy");
  });
  press("turn-on", async () => {
    await begin({ patient, zone, user });
    await navigator.serviceWorker.register(worker, { scope: "/" });
    await navigator.serviceWorker.ready;
  });
  press("turn-off", end);
  await show();
}
