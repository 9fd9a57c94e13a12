// Keeps the static files, the page without network and an empty log; nothing else, ever: what
// the pages say stays out of every cache. SHELL is written above this by the server.
"use strict";

const OURS = "squad-shell-";
const NUMBER = "X-Request-Id"; // on whatever the application itself answers
const LOG = "/sessions/new";

// Without cookies, so that what is kept cannot hold anybody's data.
async function keep() {
  const cache = await caches.open(SHELL.cache);
  const asked = [...SHELL.files, SHELL.offline, SHELL.log].map(
    (address) => new Request(address, { credentials: "omit", cache: "no-cache" }),
  );
  await cache.addAll(asked);
}

async function forgetOlder() {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(OURS) && name !== SHELL.cache);
  await Promise.all(older.map((name) => caches.delete(name)));
}

async function kept(address) {
  const cache = await caches.open(SHELL.cache);
  return cache.match(address, { ignoreVary: true });
}

function isLog(path) {
  return path === LOG || path === new URL(SHELL.log, self.location).pathname;
}

// What stands before a server that is stopped says so in its own words.
function isFromGateway(answer) {
  return answer.status >= 502 && answer.status <= 504 && !answer.headers.has(NUMBER);
}

async function page(event) {
  const { request } = event;
  const path = new URL(request.url).pathname;
  const shell = request.method === "GET" && isLog(path) ? SHELL.log : SHELL.offline;
  try {
    const answer = (await event.preloadResponse) || (await fetch(request));
    return isFromGateway(answer) ? (await kept(shell)) || answer : answer;
  } catch (problem) {
    const there = await kept(shell);
    if (!there) {
      throw problem;
    }
    return there;
  }
}

async function file(request) {
  return (await kept(request.url)) || fetch(request);
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([
    forgetOlder(),
    self.registration.navigationPreload && self.registration.navigationPreload.enable(),
    self.clients.claim(),
  ]));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate") {
    if (request.method === "GET" || address.pathname === LOG) {
      event.respondWith(page(event));
    }
  } else if (request.method === "GET" && address.pathname.startsWith("/static/")) {
    event.respondWith(file(request));
  }
});
