import webPush from 'web-push';

/** The two halves by which push services know one installation, as base64url. */
export type PushKeys = { publicKey: string; privateKey: string };

export function makePushKeys(): PushKeys {
  return webPush.generateVAPIDKeys();
}
