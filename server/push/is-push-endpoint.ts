import { isIP } from 'node:net';

const LONGEST = 1024;
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|test|invalid|example|onion)$/;

/**
 * May we be asked to call this address? A push service is a named machine on the internet, by https on its usual port:
 * anything else could be a machine beside us.
 */
export function isPushEndpoint(text: string): boolean {
  if (text.length > LONGEST || !URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (isIP(host.replace(/^\[|\]$/g, '')) !== 0 || !host.includes('.')) return false;
  return !INSIDE.test(host);
}
