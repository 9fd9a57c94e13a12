// What is written while there is no network: sealed in this browser to the person who wrote it,
// until it is sent. The browser holds only the key that seals; the one that opens comes from the
// server, to whoever is signed in.
"use strict";

window.squadKept = (() => {
  const PREFIX = "squad-draft-";
  const OWNER = "squad-owner";
  const LOGS = "squad-logs";
  const INFO = new TextEncoder().encode("squad draft");
  const CURVE = { name: "ECDH", namedCurve: "P-256" };
  // Only pages over https (or of this very machine) may seal; elsewhere nothing is kept.
  const works = Boolean(window.crypto && crypto.subtle);
  let last = Promise.resolve();

  function bytesOf(base64) {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  }

  function base64Of(bytes) {
    return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
  }

  async function sharedKey(privateKey, publicPoint, salt, use) {
    const point = await crypto.subtle.importKey("raw", publicPoint, CURVE, false, []);
    const bits = await crypto.subtle.deriveBits({ name: "ECDH", public: point }, privateKey, 256);
    const secret = await crypto.subtle.importKey("raw", bits, "HKDF", false, ["deriveKey"]);
    const how = { name: "HKDF", hash: "SHA-256", salt, info: INFO };
    return crypto.subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, [use]);
  }

  async function seal(content, owner) {
    const once = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
    const point = new Uint8Array(await crypto.subtle.exportKey("raw", once.publicKey));
    const key = await sharedKey(once.privateKey, bytesOf(owner), point, "encrypt");
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = new TextEncoder().encode(JSON.stringify(content));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain);
    return [point, iv, sealed].map(base64Of).join(".");
  }

  async function open(sealed, secret) {
    const [point, iv, box] = sealed.split(".").map(bytesOf);
    const own = await crypto.subtle.importKey("pkcs8", bytesOf(secret), CURVE, false, ["deriveBits"]);
    const key = await sharedKey(own, point, point, "decrypt");
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, box);
    return JSON.parse(new TextDecoder().decode(plain));
  }

  function record(name) {
    try {
      return JSON.parse(localStorage.getItem(name));
    } catch {
      return null; // of an older version of these pages
    }
  }

  function names() {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  }

  // The same form, whether it was known then with whom it was filled in or not.
  const keyOf = (name) => name.slice(name.indexOf(".") + 1);
  const alike = (name) => names().filter((one) => keyOf(one) === keyOf(name));

  function owner() {
    return localStorage.getItem(OWNER);
  }

  // Whose page this is, for as long as it is open; one that knows nobody is of whoever signed in
  // last when it opened.
  const here = document.querySelector("meta[name=squad-owner]");
  const person = here ? here.content : owner();
  const mine = () => person;

  // One after the other: what was written last is what stays. False where it could not be kept.
  function write(name, content, state) {
    const step = last.then(async () => {
      if (!works || !person || person !== owner()) {
        return false; // somebody else signed in in another window: nothing of mine stays here
      }
      const sealed = await seal(content, person);
      try {
        localStorage.setItem(name, JSON.stringify({ owner: person, state, at: content.at, sealed }));
        alike(name).filter((one) => one !== name).forEach((one) => localStorage.removeItem(one));
        return true;
      } catch {
        return false; // no room, or storage is switched off
      }
    });
    last = step.catch(() => false);
    return last;
  }

  function mark(name, state) {
    alike(name).forEach((one) => {
      localStorage.setItem(one, JSON.stringify({ ...record(one), state }));
    });
  }

  function remove(name) {
    alike(name).forEach((one) => localStorage.removeItem(one));
  }

  async function read(name, secret) {
    const kept = record(name);
    if (!works || !kept) {
      return null;
    }
    try {
      return await open(kept.sealed, secret);
    } catch {
      localStorage.removeItem(name); // under an older key: of no use to anyone
      return null;
    }
  }

  // States: draft (here alone), shared (the server has this draft too), waiting (to be sent),
  // sent (no answer was heard), refused (the server wants it changed).
  function list(...states) {
    return names()
      .map((name) => ({ name, ...record(name) }))
      .filter((one) => one.owner === mine() && (!states.length || states.includes(one.state)))
      .sort((one, other) => one.at - other.at);
  }

  function clear() {
    names().forEach((name) => localStorage.removeItem(name));
    localStorage.removeItem(OWNER);
    localStorage.removeItem(LOGS);
  }

  // Whose browser it is from now on: nothing of anybody else stays.
  function claim(logs) {
    if (owner() !== person) {
      clear();
      localStorage.setItem(OWNER, person);
    }
    names().filter((name) => record(name)?.owner !== person)
      .forEach((name) => localStorage.removeItem(name));
    if (logs) {
      localStorage.setItem(LOGS, "1");
    } else {
      localStorage.removeItem(LOGS);
    }
  }

  // The key, a fresh token and one's people; null without network. A refusal says its status.
  async function ask() {
    try {
      const asked = { headers: { Accept: "application/json" }, cache: "no-store" };
      const answer = await fetch("/sessions/kept.json", asked);
      if (answer.status >= 500) {
        return null;
      }
      return answer.ok ? await answer.json() : { refused: answer.status };
    } catch {
      return null;
    }
  }

  // Calls back once the server answers: told by the browser, or asked now and then.
  function whenBack(then, wait = 5000) {
    const controller = new AbortController();
    let timer;
    async function look() {
      clearTimeout(timer);
      const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
      if (controller.signal.aborted) {
        return;
      }
      if (answer && answer.ok) {
        controller.abort();
        then();
      } else {
        wait = Math.min(wait * 2, 60000);
        timer = setTimeout(look, wait);
      }
    }
    timer = setTimeout(look, wait);
    window.addEventListener("online", look, { signal: controller.signal });
  }

  if (here) {
    claim(Boolean(here.dataset.logs));
  }

  return {
    open: "", // the form that this page shows, if it shows one
    works, write, mark, remove, keyOf, read, list, clear, ask, mine, whenBack,
    nameOf: (pairing, key) => `${PREFIX}${pairing || "new"}.${key}`,
    of: (pairing) => list().filter((one) => one.name.startsWith(`${PREFIX}${pairing}.`)),
    still: () => owner() === person,
    logs: () => localStorage.getItem(LOGS) !== null,
  };
})();
