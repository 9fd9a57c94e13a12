// Lets a drill's messages arrive as their minute comes, and keeps what is written as one writes.
// Without it a button brings the next messages. The clock lives in this window alone.
"use strict";

(() => {
  const form = document.querySelector("form[data-drill]");
  if (!form) return;
  const say = form.dataset;
  const clock = document.querySelector("[data-clock]");
  const pause = document.querySelector("[data-pause]");
  const messages = form.querySelector("[data-messages]");
  const name = `drill ${say.drill}`;
  const TYPING = 1500;
  const AGAIN = 10000;

  // Seconds played, and seconds since the last messages; closed with the window.
  const past = JSON.parse(sessionStorage.getItem(name) ?? "null") ?? { played: 0, since: 0 };
  let paused = false;
  let stopped = false;
  let queue = Promise.resolve();
  let pending = 0;
  let changed = false;
  let typing;

  function tell(text) {
    const status = document.querySelector("[data-status]");
    if (status.textContent !== text) status.textContent = text;
  }

  function stop(text) {
    stopped = true;
    tell(text);
  }

  function send(what) {
    pending += 1;
    queue = queue.then(() => post(what)).finally(() => { pending -= 1; });
    return queue;
  }

  async function post(what) {
    if (stopped) return;
    const body = new FormData(form);
    body.set("do", what);
    changed = false;
    let answer;
    let text;
    try {
      answer = await fetch(form.action, { method: "POST", body });
      text = await answer.text();
    } catch {
      changed = true;
      tell(say.textOffline);
      setTimeout(() => { if (changed) send("save"); }, AGAIN);
      return;
    }
    if (answer.status === 404) return stop(say.textGone);
    if (answer.status === 422) return;
    const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("play");
    if (!answer.ok || !fresh) return stop(say.textOther);
    take(fresh, what);
  }

  function take(fresh, what) {
    for (const field of ["version", "minute"]) {
      form.elements[field].value = fresh.elements[field].value;
    }
    say.wait = fresh.dataset.wait;
    const there = new Set([...messages.children].map((item) => item.id));
    const arrived = [...fresh.querySelectorAll("[data-messages] > li")];
    const added = arrived.filter((item) => !there.has(item.id));
    if (added.length > 0) {
      past.since = 0;
      keepInPlace(() => messages.append(...added));
      refreshBar(fresh.ownerDocument);
    }
    tell(added.length > 0 && document.activeElement !== document.body ? say.textNew
      : what === "save" ? say.textKept : "");
  }

  // What is being typed stays where it is when messages come above it.
  function keepInPlace(change) {
    const held = form.contains(document.activeElement) ? document.activeElement : null;
    const before = held?.getBoundingClientRect().top;
    change();
    if (held) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  }

  function refreshBar(page) {
    const [old, fresh] = [document, page].map((each) => each.querySelector(".drill-bar [name=do]"));
    if (old.value === fresh.value) return;
    const held = old === document.activeElement;
    old.replaceWith(fresh);
    if (held) fresh.focus();
  }

  function show() {
    const left = Math.ceil(say.minutes - past.played / 60);
    clock.textContent = paused ? say.textPaused
      : left > 0 ? say.textLeft.replace("{minutes}", left) : say.textOver;
  }

  setInterval(() => {
    if (paused || stopped || document.hidden) return;
    past.played += 1;
    past.since += 1;
    sessionStorage.setItem(name, JSON.stringify(past));
    show();
    if (say.wait && past.since >= Number(say.wait)) {
      past.since = 0;
      send("next");
    }
  }, 1000);

  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(typing);
    typing = setTimeout(() => { if (changed) send("save"); }, TYPING);
  });

  // A press waits for what is on its way, so that it is not met as another window's; to stop waits
  // for nothing.
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    clearTimeout(typing);
    if (pending === 0 || button?.hasAttribute("formaction")) {
      past.since = 0;
      sessionStorage.setItem(name, JSON.stringify(past));
      return;
    }
    event.preventDefault();
    queue.then(() => { if (button?.isConnected) form.requestSubmit(button); });
  });

  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    show();
  });

  clock.parentElement.hidden = false;
  show();
})();
