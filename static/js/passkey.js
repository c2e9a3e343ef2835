// Passkeys: a button asks the device, and its form is sent with what the device answered. Without this script, or where the
// browser has no passkeys, the button sends the form as it is, and the page that follows names the other ways.
(function () {
  "use strict";

  async function options(button) {
    const given = document.getElementById(button.dataset.options);
    if (given) return JSON.parse(given.textContent);
    const answer = await fetch(button.formAction, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  }

  async function credential(button) {
    const { creation_options: making, request_options: asking } = await options(button);
    return button.dataset.passkey === "make" ? window.webauthnJSON.create(making) : window.webauthnJSON.get(asking);
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const form = button.form;
    const tell = (what) => {
      form.querySelectorAll("[data-passkey-trouble], [data-passkey-missing]").forEach((it) => { it.hidden = true; });
      if (what) form.querySelector(what).hidden = false;
    };
    let waiting = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      if (waiting) return;
      if (!window.PublicKeyCredential) return tell("[data-passkey-missing]");
      waiting = true;
      tell("");
      try {
        form.elements.credential.value = JSON.stringify(await credential(button));
        form.action = button.formAction;
        form.submit();
      } catch (refused) {
        tell("[data-passkey-trouble]");
        waiting = false;
      }
    });
  }
})();
