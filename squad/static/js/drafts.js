// Keeps what is being written in a log: on the server every few seconds, and encrypted in this
// browser, so that a dead battery, a lost network or an expired sign-in loses nothing.
"use strict";

(() => {
  const PREFIX = "squad-draft-";
  const QUIET_MS = 400; // after the last key, before the copy in this browser
  const SAVE_MS = 3000; // after the last key, before the server
  const RETRY_MS = 5000;
  const RETRY_MOST_MS = 60000;
  const KEPT_MS = 7 * 24 * 3600 * 1000; // as long as a log may be added to
  const NOT_KEPT = new Set(["csrf_token"]);

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }

  function base64Of(bytes) {
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
  }

  // The copy in this browser: AES-GCM under a key that the server gives to this person alone.
  class LocalCopy {
    constructor(name, key) {
      this.name = PREFIX + name;
      // Only pages over https (or of this very machine) may encrypt; elsewhere there is no copy.
      this.key = window.crypto && crypto.subtle
        ? crypto.subtle.importKey("raw", bytesOf(key), "AES-GCM", false, ["encrypt", "decrypt"])
        : null;
    }

    get works() {
      return this.key !== null;
    }

    async write(content) {
      if (!this.works) {
        return;
      }
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(content));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, plain);
      try {
        localStorage.setItem(this.name, `${base64Of(iv)}.${base64Of(sealed)}`);
      } catch {
        // No room, or storage is switched off: the server's copy remains.
      }
    }

    async read() {
      const stored = this.works ? localStorage.getItem(this.name) : null;
      if (!stored) {
        return null;
      }
      try {
        const [iv, sealed] = stored.split(".").map(bytesOf);
        const key = await this.key;
        const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed);
        return JSON.parse(new TextDecoder().decode(plain));
      } catch {
        // Another person's, or under an older key: of no use to anyone.
        this.remove();
        return null;
      }
    }

    remove() {
      localStorage.removeItem(this.name);
    }
  }

  function fieldsOf(form) {
    return [...new FormData(form)]
      .filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
  }

  function fill(form, fields) {
    const kept = new Map();
    for (const [name, value] of fields) {
      kept.set(name, [...(kept.get(name) || []), value]);
    }
    for (const control of form.elements) {
      if (!control.name || NOT_KEPT.has(control.name)) {
        continue;
      }
      const values = kept.get(control.name) || [];
      if (control.type === "radio" || control.type === "checkbox") {
        control.checked = values.includes(control.value);
      } else if (values.length) {
        control.value = values.shift();
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
      this.status = form.querySelector("[role=status]");
      this.copy = new LocalCopy(form.dataset.draftPairing, form.dataset.draftKey);
      this.begun = JSON.stringify(fieldsOf(form));
      // Copies are compared on the server's clock: a phone's own may be wrong.
      this.ahead = Number(form.dataset.draftNow) - Date.now();
      this.wait = RETRY_MS;
      this.sending = false;
    }

    say(text, time) {
      this.status.textContent = (text || "").replace("{time}", time || "");
    }

    now() {
      return Date.now() + this.ahead;
    }

    get changed() {
      return JSON.stringify(fieldsOf(this.form)) !== this.begun;
    }

    async restore() {
      const kept = await this.copy.read();
      if (!kept || kept.at <= Number(this.form.dataset.draftSaved || 0)) {
        return;
      }
      if (kept.at < this.now() - KEPT_MS) {
        this.copy.remove();
        return;
      }
      if (this.form.querySelector(".summary")) {
        return; // what was just sent is on the page, newer than any copy
      }
      fill(this.form, kept.fields);
      this.form.before(this.restored(clockOf(kept.at)));
      this.save();
    }

    restored(time) {
      const notice = document.createElement("div");
      const head = document.createElement("p");
      const button = document.createElement("button");
      notice.className = "note info";
      notice.setAttribute("role", "status");
      head.className = "note-head";
      head.textContent = this.form.dataset.textRestored.replace("{time}", time);
      button.type = "button";
      button.className = "btn quiet";
      button.textContent = this.form.dataset.textAfresh;
      button.addEventListener("click", () => this.startAfresh());
      notice.append(head, button);
      return notice;
    }

    async startAfresh() {
      this.stopped = true;
      clearTimeout(this.quiet);
      this.copy.remove();
      await fetch(this.form.dataset.draftForget, this.request()).catch(() => {});
      location.replace(this.form.action);
    }

    note() {
      clearTimeout(this.quiet);
      clearTimeout(this.later);
      this.quiet = setTimeout(() => this.keepHere(), QUIET_MS);
      this.later = setTimeout(() => this.save(), SAVE_MS);
    }

    keepHere() {
      return this.copy.write({ at: this.now(), fields: fieldsOf(this.form) });
    }

    body() {
      const body = new URLSearchParams(fieldsOf(this.form));
      body.set("csrf_token", this.form.elements.csrf_token.value);
      return body;
    }

    async save() {
      clearTimeout(this.later);
      if (this.stopped || this.sending || !this.changed) {
        return;
      }
      this.sending = true;
      const sent = JSON.stringify(fieldsOf(this.form));
      try {
        const answer = await fetch(this.form.dataset.draft, this.request());
        this.heard(answer, sent, answer.ok ? await answer.json() : null);
      } catch {
        this.say(this.copy.works ? this.form.dataset.textOffline : this.form.dataset.textNoNetwork);
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
        this.say(this.form.dataset.textKept, content.at);
      } else if (answer.status === 401 || answer.type === "opaqueredirect") {
        this.say(this.form.dataset.textSignedOut);
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
      if (!this.stopped && this.changed && navigator.onLine) {
        fetch(this.form.dataset.draft, this.request(true)).catch(() => {});
      }
    }

    submit(event) {
      if (!navigator.onLine) {
        event.preventDefault();
        this.keepHere();
        this.say(this.form.dataset.textWaiting);
        return;
      }
      this.stopped = true;
      this.keepHere(); // until the saved page takes it away: an answer may get lost
    }

    listen() {
      this.form.addEventListener("input", () => this.note());
      this.form.addEventListener("change", () => this.note());
      this.form.addEventListener("submit", (event) => this.submit(event));
      window.addEventListener("online", () => this.save());
      window.addEventListener("pagehide", () => this.leave());
      window.addEventListener("pageshow", () => {
        this.stopped = false;
      });
    }
  }

  // Saved, thrown away or signed out: nothing stays in this browser.
  function forget() {
    document.querySelectorAll("[data-draft-saved-for]").forEach((mark) => {
      localStorage.removeItem(PREFIX + mark.dataset.draftSavedFor);
    });
    document.querySelectorAll("form[data-draft-forgets]").forEach((form) => {
      form.addEventListener("submit", () => {
        localStorage.removeItem(PREFIX + form.dataset.draftForgets);
      });
    });
    document.querySelectorAll('form[action="/sign-out"]').forEach((form) => {
      form.addEventListener("submit", () => {
        Object.keys(localStorage)
          .filter((name) => name.startsWith(PREFIX))
          .forEach((name) => localStorage.removeItem(name));
      });
    });
  }

  forget();
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const draft = new Draft(form);
    draft.listen();
    draft.restore();
  });
})();
