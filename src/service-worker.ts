/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';

/** Lets the app open without a network: its own files are kept, its data is in the local store already. */
const worker = globalThis.self as unknown as ServiceWorkerGlobalScope;
const CACHE = `kazi-${version}`;
const SHELL = '/login';
const kept = new Set([...build, ...files]);

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...kept, SHELL])));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))),
      ),
  );
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin) return;
  if (kept.has(url.pathname)) {
    event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
    return;
  }
  // Every address is the one page: the newest from the network, the kept one without it.
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(async () => (await caches.match(SHELL)) ?? Response.error()));
  }
});
