// Keeps the count under the target in step with its fields; without a script the button does it.
"use strict";

const agreement = document.querySelector("form[data-counts]");
const counted = /^(target_|set_asides-\d+-milestone)/;
let turn = 0;

async function count() {
  const mine = ++turn;
  const body = new FormData(agreement);
  body.set("show", "1");
  try {
    const answer = await fetch(agreement.action, { method: "POST", body });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(agreement.dataset.counts);
    if (mine !== turn || !fresh) return;
    document.getElementById(agreement.dataset.counts).replaceChildren(...fresh.childNodes);
  } catch {
    // No network: what stands there stays, and the button remains.
  }
}

agreement?.addEventListener("change", (event) => {
  if (counted.test(event.target.name)) count();
});
