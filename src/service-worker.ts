/// <reference types="@sveltejs/kit" />
/// <reference no-default-lib="true"/>
/// <reference lib="esnext" />
/// <reference lib="webworker" />
import { build, files, version } from '$service-worker';
import { formatClock } from '#lib/format/time.ts';
import { enNotify } from '#lib/i18n/en-notify.ts';
import { enOwnership } from '#lib/i18n/en-ownership.ts';
import { swNotify } from '#lib/i18n/sw-notify.ts';
import { swOwnership } from '#lib/i18n/sw-ownership.ts';
import { notificationLine } from '#lib/inbox/notification-line.ts';
import { pushSentence } from '#lib/push/push-sentence.ts';
import type { PushPayload } from '#schema/domain/push-payload.ts';

/**
 * Lets the app open without a network: its own files are kept, its data is in the local store already. And tells its
 * owner when it is closed.
 */
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

const WORDS = {
  en: { ...enNotify, notices: enOwnership.ownership.notices },
  sw: { ...swNotify, notices: swOwnership.ownership.notices },
};

worker.addEventListener('push', (event) => {
  event.waitUntil(showPush(readPush(event.data)));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const { url } = (event.notification.data ?? {}) as { url?: string };
  event.waitUntil(openAt(url?.startsWith('/inbox') ? url : '/inbox'));
});

// The browser changed the address by which it is reached: the server learns the new one, in English until the app opens.
worker.addEventListener('pushsubscriptionchange', (event) => {
  (event as ExtendableEvent).waitUntil(subscribeAgain());
});

function readPush(data: PushMessageData | null): PushPayload | null {
  try {
    return data?.json() as PushPayload;
  } catch {
    return null;
  }
}

async function showPush(payload: PushPayload | null): Promise<void> {
  const locale = payload?.locale === 'sw' ? 'sw' : 'en';
  const words = WORDS[locale];
  const icon = '/icons/icon-192.png';
  // A browser that promised to show every push shows this one too, whatever it says.
  if (!payload) return worker.registration.showNotification('Kazi', { body: words.notify.generic, icon });
  if (payload.isAwayOnly && !isStrict() && (await hasVisibleTab())) return;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const lineOf = (p: PushPayload) =>
    notificationLine(p, words.notices, (at) => formatClock(at, { locale, timeZone })).title;
  const { title, body } = pushSentence(payload, words.notify, lineOf);
  const { tag, url, unread } = payload;
  const options = { body, tag, renotify: true, icon, lang: locale, data: { url } };
  await worker.registration.showNotification(title, options);
  await (navigator as { setAppBadge?: (count: number) => Promise<void> }).setAppBadge?.(unread);
}

/** Safari takes the permission back from whoever keeps a push to himself. */
function isStrict(): boolean {
  return /AppleWebKit/.test(navigator.userAgent) && !/Chrome/.test(navigator.userAgent);
}

async function hasVisibleTab(): Promise<boolean> {
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return tabs.some((tab) => tab.visibilityState === 'visible');
}

async function openAt(url: string): Promise<void> {
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find((t) => t.visibilityState === 'visible') ?? tabs[0];
  if (!tab) return void (await worker.clients.openWindow(url));
  await tab.focus();
  tab.postMessage({ kind: 'open', url });
}

async function subscribeAgain(): Promise<void> {
  const answer = await fetch('/api/push/key');
  if (!answer.ok) return;
  const { key } = (await answer.json()) as { key: string };
  const made = await worker.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  });
  const { endpoint, keys } = made.toJSON();
  await fetch('/api/push/subscriptions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys }),
  });
}
