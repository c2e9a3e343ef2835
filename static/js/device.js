const { outbox, patient, zone } = document.currentScript.dataset;

// Where this device is, for pages that are made on the site: a cookie until the browser is closed (symptoms/views/travel.py).
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
const told = `zone=${here}`;
const clock = (timeZone) => new Date().toLocaleString("en", { timeZone, dateStyle: "short", timeStyle: "medium" });
if (here && !document.cookie.split("; ").includes(told)) {
  document.cookie = `${told}; path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
  const place = document.getElementById("travel");
  // This page was made before the site knew: what it says of travelling comes now, below the answers.
  if (place && clock(place.dataset.zone) !== clock(here)) {
    fetch(location.href).then((answer) => answer.text()).then((text) => {
      const said = new DOMParser().parseFromString(text, "text/html").getElementById("travel");
      if (said) place.replaceWith(said);
    }).catch(() => {}); // without internet it is said on the next page
  }
}

// On a device that its owner made ready for being offline, and on no other: what waits there is shown and sent.
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.getRegistration().then(async (ready) => {
    if (!ready) return;
    const { livesIn } = await import(outbox);
    if (patient) await livesIn(patient, zone);
  });
}
