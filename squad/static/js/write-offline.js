// The log without network: sealed in this phone as it is written, sent from the first page that
// opens once the server answers. Nothing of it can be read here again: what opens it is not here.
"use strict";

(() => {
  const kept = window.squadKept;
  const form = document.getElementById("log");
  const status = form.querySelector("[role=status]");
  const words = form.dataset;
  const QUIET_MS = 400;
  const LINK = /^\d+$/;
  let timer;

  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function name() {
    return kept.nameOf(form.elements.pairing.value, form.elements.form_key.value);
  }

  function keep(state) {
    const fields = [...new FormData(form)].filter(([field]) => field !== "csrf_token");
    return kept.write(name(), { at: Date.now(), fields }, state);
  }

  function begin() {
    const asked = new URLSearchParams(location.search).get("pairing") || "";
    form.reset();
    form.elements.pairing.value = LINK.test(asked) ? asked : "";
    form.elements.form_key.value = crypto.randomUUID();
    form.elements.on.value = today();
    status.textContent = "";
  }

  function missing() {
    const off = form.elements.outcome.value === "cancelled";
    const by = form.elements.cancelled_by.value;
    const other = form.elements.next_at.value === "other";
    return (off && (!by || (by !== "nobody" && !form.elements.notice.value)))
      || (!off && form.elements.minutes.value === "other" && !form.elements.other_minutes.value)
      || (other && !(form.elements.next_day.value && form.elements.next_time.value));
  }

  async function submit(event) {
    event.preventDefault();
    clearTimeout(timer);
    if (missing()) {
      status.textContent = words.textMissing;
    } else if (await keep("waiting")) {
      form.hidden = true;
      const done = document.getElementById("done");
      done.hidden = false;
      done.querySelector("h2").focus();
      const goOn = () => location.replace("/");
      if (await kept.ask()) {
        goOn();
      } else {
        kept.whenBack(goOn);
      }
    } else {
      status.textContent = words.textNotKept;
    }
  }

  // Somebody else signed in in another window: what was typed here is not for their eyes.
  function leave() {
    if (!kept.still()) {
      clearTimeout(timer);
      form.reset();
      form.hidden = true;
      document.getElementById("done").hidden = true;
      document.getElementById("not-here").hidden = false;
    }
  }

  if (kept.works && kept.logs()) {
    begin();
    form.hidden = false;
    document.getElementById("not-here").hidden = true;
    window.addEventListener("storage", leave);
    document.addEventListener("visibilitychange", leave);
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep("draft"), QUIET_MS);
    });
    form.addEventListener("submit", submit);
    document.getElementById("another").addEventListener("click", () => {
      document.getElementById("done").hidden = true;
      form.hidden = false;
      begin();
    });
  }
})();
