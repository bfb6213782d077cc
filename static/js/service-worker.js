/* Keeps the relief steps, the emergency numbers and the page "when to get help" for the time without a
   connection. Served at /service-worker.js with its orders (KEPT) in front; see config/offline.py.

   It asks the site first, always. What it keeps are only the copies under /offline/, fetched without
   cookies, and the public files they need: never a page as its reader sees it, never anything sent. */

/* global KEPT */

const PREFIX = "kept-";
const CACHE = PREFIX + KEPT.version;

const fresh = (address) => new Request(address, { cache: "reload", credentials: "omit" });

async function keep() {
  const cache = await caches.open(CACHE);
  const copies = new Set([KEPT.fallback, ...Object.values(KEPT.pages)]);
  await cache.addAll([...copies, ...KEPT.files].map(fresh));
  // A picture that is missing must not cost the words.
  await Promise.allSettled(KEPT.pictures.map((picture) => cache.add(fresh(picture))));
  await self.skipWaiting();
}

async function takeOver() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

async function kept(address) {
  const cache = await caches.open(CACHE);
  return cache.match(address, { ignoreVary: true });
}

async function page(event) {
  const copy = KEPT.pages[new URL(event.request.url).pathname];
  let answer;
  try {
    answer = (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return (await kept(copy ?? KEPT.fallback)) ?? Response.error();
  }
  // The site is there, but broken: the steps are better than its excuse.
  if (copy && answer.status >= 500) return (await kept(copy)) ?? answer;
  return answer;
}

async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await kept(request.url)) ?? Response.error();
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  if (method !== "GET") return;
  const { pathname } = new URL(url);
  if (mode === "navigate") event.respondWith(page(event));
  else if (KEPT.files.includes(pathname) || KEPT.pictures.includes(pathname)) {
    event.respondWith(file(event.request));
  }
});
