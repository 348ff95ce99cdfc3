/** Whether this browser tells its owner when the app is closed. */
export type DeviceState = 'on' | 'off' | 'blocked' | 'install' | 'unsupported';

let state = $state<DeviceState>('off');
let isBusy = $state(false);

/** This browser as a place where a person can be told. */
export const thisDevice = {
  get state(): DeviceState {
    return state;
  },
  get isBusy(): boolean {
    return isBusy;
  },
};

/**
 * Looks how things stand, and when this device is on tells the server so again: it may have been somebody else's, or
 * its language may have changed since.
 */
export async function lookAtDevice(locale: string): Promise<void> {
  const subscription = await subscriptionHere();
  state = stateOf(subscription);
  if (state === 'on' && subscription) await keep(subscription, locale).catch(() => undefined);
}

/** Asks the person, subscribes this browser and tells the server. False when one of the three did not happen. */
export async function turnDeviceOn(locale: string): Promise<boolean> {
  isBusy = true;
  try {
    const permission = await Notification.requestPermission();
    const registration =
      permission === 'granted' ? await navigator.serviceWorker.getRegistration() : undefined;
    if (!registration) return permission !== 'granted';
    const answer = await fetch('/api/push/key');
    if (!answer.ok) return false;
    const { key } = (await answer.json()) as { key: string };
    const subscription = await subscribe(registration, key);
    return await keep(subscription, locale);
  } catch {
    return false;
  } finally {
    await settle();
  }
}

/** Lets this browser go, here and on the server. Also part of signing out: the next person starts without it. */
export async function turnDeviceOff(): Promise<void> {
  isBusy = true;
  try {
    const subscription = await subscriptionHere();
    if (!subscription) return;
    await call('DELETE', { endpoint: subscription.endpoint }).catch(() => false);
    await subscription.unsubscribe();
  } catch {
    // A browser that cannot let go is still nobody's on the server.
  } finally {
    await settle();
  }
}

async function settle(): Promise<void> {
  state = stateOf(await subscriptionHere());
  isBusy = false;
}

function stateOf(subscription: PushSubscription | null): DeviceState {
  if (!('serviceWorker' in navigator) || !('PushManager' in globalThis) || !('Notification' in globalThis))
    return isAppleTouch() && !isInstalled() ? 'install' : 'unsupported';
  if (Notification.permission === 'denied') return 'blocked';
  return subscription && Notification.permission === 'granted' ? 'on' : 'off';
}

/** An iPhone or iPad shows pushes only of what stands on its home screen. An iPad calls itself a Mac. */
function isAppleTouch(): boolean {
  return /iP(hone|ad|od)|Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}

async function subscriptionHere(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  return (await registration?.pushManager?.getSubscription().catch(() => null)) ?? null;
}

/** A subscription under another key is of no use: the server has been set up anew. */
async function subscribe(registration: ServiceWorkerRegistration, key: string): Promise<PushSubscription> {
  const wanted = { userVisibleOnly: true, applicationServerKey: key };
  try {
    return await registration.pushManager.subscribe(wanted);
  } catch {
    await (await registration.pushManager.getSubscription())?.unsubscribe();
    return registration.pushManager.subscribe(wanted);
  }
}

function keep(subscription: PushSubscription, locale: string): Promise<boolean> {
  const { endpoint, keys } = subscription.toJSON();
  return call('POST', { endpoint, keys, locale });
}

async function call(method: 'POST' | 'DELETE', body: object): Promise<boolean> {
  const answer = await fetch('/api/push/subscriptions', {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.ok;
}
