// Sends what this phone kept, once: each has the key of its form, so that a second try, or a second
// window, leads to the session that the first one made. Asks before signing out deletes any of it.
"use strict";

(() => {
  const kept = window.squadKept;
  const said = document.getElementById("kept-words");
  if (!said || !kept.works) {
    return;
  }
  const words = said.dataset;
  const main = document.getElementById("main");
  const SENT = "squad-sent";
  const SAVED = /^\/sessions\/\d+\/saved$/;
  const LOG = "/sessions/new";
  const shown = new Map();
  let hushed = "";

  function element(tag, css, text) {
    const made = document.createElement(tag);
    made.className = css;
    made.textContent = text || "";
    return made;
  }

  function button(label, css, act) {
    const made = element("button", `btn ${css}`, label);
    made.type = act ? "button" : "submit";
    if (act) {
      made.addEventListener("click", act);
    }
    return made;
  }

  function show(name, kind, head, ...rest) {
    const notice = element("div", `note ${kind} kept`);
    notice.setAttribute("role", "status");
    notice.append(element("p", "note-head", head), ...rest);
    if (shown.has(name)) {
      shown.get(name).remove();
    }
    shown.set(name, notice);
    main.prepend(notice);
  }

  function hide(name) {
    if (shown.has(name)) {
      shown.get(name).remove();
      shown.delete(name);
    }
  }

  // Resolves to true for the second answer. Native: the page behind it rests, Escape says no.
  function asks(head, text, no, yes) {
    return new Promise((answer) => {
      const dialog = element("dialog", "asked");
      const both = element("form", "btns");
      both.method = "dialog";
      const [stay, go] = [button(no, "main"), button(yes, "")];
      go.value = "yes";
      both.append(stay, go);
      dialog.append(element("h2", "", head), element("p", "", text), both);
      dialog.addEventListener("close", () => {
        answer(dialog.returnValue === "yes");
        dialog.remove();
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  // What was just sent from here: this page is its answer, or no answer was heard.
  function settle() {
    const name = sessionStorage.getItem(SENT);
    const saved = document.querySelector("[data-draft-saved-for]");
    if (name && saved) {
      kept.remove(name);
    } else if (name && document.querySelector("meta[name=squad-answered]")) {
      kept.mark(name, "refused");
      hushed = name;
    }
    if (saved) {
      kept.of(saved.dataset.draftSavedFor).filter((one) => one.state === "shared")
        .forEach((one) => kept.remove(one.name));
    }
    sessionStorage.removeItem(SENT);
  }

  function formOf(name, fields, token, ...buttons) {
    const form = element("form", "btns mt");
    form.method = "post";
    form.action = LOG;
    for (const [field, value] of [["csrf_token", token], ...fields]) {
      const input = element("input", "");
      Object.assign(input, { type: "hidden", name: field, value });
      form.append(input);
    }
    form.append(...buttons, button(words.textThrow, "quiet", () => throwAway(name)));
    form.addEventListener("submit", () => {
      kept.mark(name, "sent");
      sessionStorage.setItem(SENT, name);
    });
    return form;
  }

  async function throwAway(name) {
    if (await asks(words.textReally, words.textGone, words.textKeep, words.textThrow)) {
      kept.remove(name);
      hide(name);
    }
  }

  function dayOf(fields) {
    const on = fields.find(([field]) => field === "on");
    const day = on ? new Date(`${on[1]}T12:00`) : new Date(NaN);
    const how = { weekday: "long", day: "numeric", month: "long" };
    return Number.isNaN(day.getTime())
      ? "" : new Intl.DateTimeFormat(document.documentElement.lang, how).format(day);
  }

  function noteOf(fields) {
    const note = fields.find(([field]) => field === "note");
    return element("p", "pre", note ? note[1] : "");
  }

  function showRefused(one, fields, token) {
    const text = element("p", "", words.textLook);
    const form = formOf(one.name, fields, token, button(words.textOpen, ""));
    show(one.name, "wait", words.textRefused, text, noteOf(fields), form);
  }

  function askWhom(one, fields, given) {
    const rest = fields.filter(([field]) => field !== "pairing");
    const head = words.textWhom.replace("{time}", dayOf(fields));
    const people = given.pairings.map(({ id, name }) => {
      const choice = button(name, "");
      Object.assign(choice, { name: "pairing", value: String(id) });
      return choice;
    });
    const form = formOf(one.name, rest, given.csrf_token, ...people);
    show(one.name, "wait", people.length ? head : words.textNobody, noteOf(rest), form);
  }

  function showSaved(one, address) {
    const link = element("a", "", words.textOpen);
    link.href = address.replace(/\/saved$/, "");
    const line = element("p", "");
    line.append(link);
    show(one.name, "ok", words.textSaved, line);
  }

  async function post(one, fields, token) {
    const body = new URLSearchParams(fields);
    body.set("csrf_token", token);
    const answer = await fetch(LOG, { method: "POST", body });
    const path = new URL(answer.url).pathname;
    if (answer.redirected && SAVED.test(path)) {
      kept.remove(one.name);
      if (path !== location.pathname) {
        showSaved(one, path);
      }
    } else if (answer.status < 500 && answer.status !== 401 && answer.status !== 429) {
      kept.mark(one.name, "refused");
      showRefused(one, fields, token);
    }
  }

  async function deliver(one, given) {
    const content = await kept.read(one.name, given.key);
    if (!content) {
      return;
    }
    const alone = given.pairings.length === 1 ? String(given.pairings[0].id) : "";
    const fields = content.fields.map(([field, value]) => (
      [field, field === "pairing" ? value || alone : value]));
    const ids = given.pairings.map(({ id }) => String(id));
    if (!fields.some(([field, value]) => field === "pairing" && ids.includes(value))) {
      askWhom(one, fields, given);
    } else if (one.state === "waiting" || one.state === "sent") {
      await post(one, fields, given.csrf_token);
    } else {
      showRefused(one, fields, given.csrf_token);
    }
  }

  function pending() {
    const here = [kept.open, hushed].map(kept.keyOf);
    return kept.list()
      .filter((one) => ["waiting", "sent", "refused"].includes(one.state)
        || one.name.startsWith(kept.nameOf("", "")))
      .filter((one) => !here.includes(kept.keyOf(one.name)));
  }

  async function deliverAll() {
    if (!pending().length) {
      return;
    }
    const given = await kept.ask();
    if (!given) {
      pending().forEach((one) => show(one.name, "info", words.textWaiting));
      kept.whenBack(run);
    } else if (given.owner === kept.mine()) {
      for (const one of pending()) {
        await deliver(one, given);
      }
    }
  }

  // One window at a time: the others find nothing left to send.
  function run() {
    const alone = navigator.locks
      ? (act) => navigator.locks.request("squad-outbox", act) : (act) => act();
    return alone(() => deliverAll().catch(() => kept.whenBack(run)));
  }

  async function leave(form) {
    await run();
    if (!(await kept.ask())) {
      show("leaving", "info", words.textNeedsNetwork);
      return;
    }
    const left = kept.list("draft", "waiting", "sent", "refused");
    const sure = !left.length
      || await asks(words.textLeaving, words.textGone, words.textStay, words.textLeave);
    if (sure) {
      form.dataset.left = "";
      form.requestSubmit();
    }
  }

  document.querySelectorAll('form[action="/sign-out"]').forEach((form) => {
    form.addEventListener("submit", (event) => {
      if ("left" in form.dataset || !kept.list().length) {
        kept.clear();
      } else {
        event.preventDefault();
        leave(form);
      }
    });
  });
  settle();
  run();
})();
