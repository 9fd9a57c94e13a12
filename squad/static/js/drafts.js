// Keeps what is being written in a log: on the server every few seconds, and sealed in this
// browser, so that a dead battery, a lost network or an expired sign-in loses nothing. What was to
// be saved without network is sent once there is one.
"use strict";

(() => {
  const kept = window.squadKept;
  const QUIET_MS = 400; // after the last key, before the copy in this browser
  const SAVE_MS = 3000; // after the last key, before the server
  const RETRY_MS = 5000;
  const RETRY_MOST_MS = 60000;
  const KEPT_MS = 7 * 24 * 3600 * 1000; // as long as a log may be added to
  const NOT_KEPT = new Set(["csrf_token"]);

  function fieldsOf(form) {
    return [...new FormData(form)]
      .filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  }

  function fill(form, fields) {
    const values = new Map();
    for (const [name, value] of fields) {
      values.set(name, [...(values.get(name) || []), value]);
    }
    for (const control of form.elements) {
      if (!control.name || NOT_KEPT.has(control.name)) {
        continue;
      }
      const own = values.get(control.name) || [];
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = own.includes(control.value);
      } else if (own.length) {
        control.value = own.shift();
      }
    }
    form.querySelectorAll("details").forEach((part) => {
      const written = [...part.querySelectorAll("textarea, input:not([type=radio])")];
      part.open = part.open || written.some((control) => control.value && !control.defaultValue);
    });
  }

  function clockOf(moment) {
    const language = document.documentElement.lang;
    return new Intl.DateTimeFormat(language, { hour: "numeric", minute: "2-digit" })
      .format(new Date(moment));
  }

  class Draft {
    constructor(form) {
      this.form = form;
      this.words = form.dataset;
      this.status = form.querySelector("[role=status]");
      this.button = form.querySelector(".savebar [type=submit]");
      this.begun = JSON.stringify(fieldsOf(form));
      // Copies are compared on the server's clock: a phone's own may be wrong.
      this.ahead = Number(this.words.draftNow) - Date.now();
      this.wait = RETRY_MS;
      this.sending = false;
      this.waiting = false; // pressed to be saved, and not heard of yet
    }

    get name() {
      return kept.nameOf(this.words.draftPairing, this.form.elements.form_key.value);
    }

    get changed() {
      return JSON.stringify(fieldsOf(this.form)) !== this.begun;
    }

    say(text, time) {
      this.status.textContent = (text || "").replace("{time}", time || "");
    }

    now() {
      return Date.now() + this.ahead;
    }

    async restore() {
      if (this.form.querySelector(".summary")) {
        return; // what was just sent is on the page, newer than any copy
      }
      const copy = kept.of(this.words.draftPairing)
        .filter((one) => ["draft", "shared", "refused"].includes(one.state)).pop();
      if (!copy || copy.at <= Number(this.words.draftSaved || 0)) {
        return;
      }
      if (copy.state !== "refused" && copy.at < this.now() - KEPT_MS) {
        kept.remove(copy.name);
        return;
      }
      const content = await kept.read(copy.name, this.words.draftKey);
      if (content) {
        fill(this.form, content.fields);
        kept.open = this.name;
        const key = `key ${this.form.getAttribute("action")}`; // as js/app.js remembers it
        history.replaceState({ ...history.state, [key]: this.form.elements.form_key.value }, "");
        this.form.before(this.restored(clockOf(copy.at)));
        this.save();
      }
    }

    restored(time) {
      const notice = document.createElement("div");
      const head = document.createElement("p");
      const button = document.createElement("button");
      notice.className = "note info";
      notice.setAttribute("role", "status");
      head.className = "note-head";
      head.textContent = this.words.textRestored.replace("{time}", time);
      button.type = "button";
      button.className = "btn quiet";
      button.textContent = this.words.textAfresh;
      button.addEventListener("click", () => this.startAfresh());
      notice.append(head, button);
      return notice;
    }

    async startAfresh() {
      this.stopped = true;
      clearTimeout(this.quiet);
      kept.remove(this.name);
      await fetch(this.words.draftForget, this.request()).catch(() => {});
      location.replace(this.form.action);
    }

    note() {
      clearTimeout(this.quiet);
      clearTimeout(this.later);
      this.quiet = setTimeout(() => this.keepHere(), QUIET_MS);
      this.later = setTimeout(() => this.save(), SAVE_MS);
    }

    keepHere() {
      const content = { at: this.now(), fields: fieldsOf(this.form) };
      kept.open = this.name;
      return kept.write(this.name, content, this.waiting ? "waiting" : "draft");
    }

    body() {
      const body = new URLSearchParams(fieldsOf(this.form));
      body.set("csrf_token", this.form.elements.csrf_token.value);
      return body;
    }

    async save() {
      clearTimeout(this.later);
      if (this.stopped || this.waiting || this.sending || !this.changed) {
        return;
      }
      this.sending = true;
      const sent = JSON.stringify(fieldsOf(this.form));
      try {
        const answer = await fetch(this.words.draft, this.request());
        this.heard(answer, sent, answer.ok ? await answer.json() : null);
      } catch {
        this.say(kept.works ? this.words.textOffline : this.words.textNoNetwork);
        this.later = setTimeout(() => this.save(), this.wait);
        this.wait = Math.min(this.wait * 2, RETRY_MOST_MS);
      } finally {
        this.sending = false;
      }
    }

    heard(answer, sent, content) {
      this.wait = RETRY_MS;
      if (content && content.kept) {
        this.begun = sent;
        this.say(this.words.textKept, content.at);
        if (!this.changed && !this.waiting) {
          kept.mark(this.name, "shared");
        }
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        this.say(this.words.textSignedOut);
      }
    }

    request(last = false) {
      return {
        method: "POST",
        body: this.body(),
        headers: {
          Accept: "application/json",
          "X-CSRFToken": this.form.elements.csrf_token.value,
        },
        keepalive: last,
        redirect: "manual",
      };
    }

    leave() {
      if (!this.stopped && !this.waiting && this.changed && navigator.onLine) {
        fetch(this.words.draft, this.request(true)).catch(() => {});
      }
    }

    // Kept first, then asked whether anyone is there: only then is the page given up for the answer.
    async submit(event) {
      if (this.cleared) {
        this.cleared = false;
        return;
      }
      event.preventDefault();
      if (this.asking) {
        return;
      }
      this.waiting = true;
      clearTimeout(this.quiet);
      clearTimeout(this.later);
      this.button.setAttribute("aria-disabled", "true");
      this.here = await this.keepHere();
      await this.send();
    }

    async send() {
      if (this.asking) {
        return;
      }
      this.asking = true;
      const given = await kept.ask();
      this.asking = false;
      // Signed out: the server carries the form through the sign-in page.
      if (given && (given.refused === 401 || given.owner === this.words.draftOwner)) {
        this.give(given);
        return;
      }
      this.button.removeAttribute("aria-disabled");
      if (given) {
        this.say(this.words.textSignedOut); // somebody else is signed in here by now
        return;
      }
      this.say(this.here ? this.words.textWaiting : this.words.textNoNetwork);
      if (!this.watching) {
        this.watching = true;
        kept.whenBack(() => {
          this.watching = false;
          this.send();
        });
      }
    }

    give(given) {
      if (given.csrf_token) {
        this.form.elements.csrf_token.value = given.csrf_token;
      }
      this.stopped = true;
      kept.mark(this.name, "sent");
      sessionStorage.setItem("squad-sent", this.name);
      this.cleared = true;
      this.form.requestSubmit(this.button);
    }

    listen() {
      this.form.addEventListener("input", () => this.note());
      this.form.addEventListener("change", () => this.note());
      this.form.addEventListener("submit", (event) => this.submit(event));
      window.addEventListener("online", () => this.save());
      window.addEventListener("pagehide", () => this.leave());
      window.addEventListener("pageshow", () => {
        this.stopped = false;
        this.waiting = false;
      });
    }
  }

  document.querySelectorAll("form[data-draft-forgets]").forEach((form) => {
    form.addEventListener("submit", () => {
      kept.of(form.dataset.draftForgets)
        .filter((one) => one.state === "draft" || one.state === "shared")
        .forEach((one) => kept.remove(one.name));
    });
  });
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const draft = new Draft(form);
    kept.open = draft.name;
    draft.listen();
    draft.restore();
  });
})();
