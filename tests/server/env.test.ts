import { readFileSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeFaults, readEnv, type Env, type Source } from '#server/env.ts';
import { settings } from '#server/settings.ts';

const real = {
  SANDBOX: 'off',
  AUTH_SECRET: 'a-long-and-private-auth-secret-0001',
  ENCRYPTION_KEY: 'a-long-and-private-encryption-key-01',
};

function accept(source: Source): Env {
  const result = readEnv(source);
  if (!result.ok) throw new Error(describeFaults(result.faults));
  return result.env;
}

function refuse(source: Source): string[] {
  const result = readEnv(source);
  return result.ok ? [] : result.faults.map((fault) => fault.name);
}

describe('settings', () => {
  it('everything starts with no settings at all, as a sandbox on port 3000', () => {
    const env = accept({});
    expect(env).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      origin: 'http://localhost:3000',
      seed: 'demo',
    });
    expect(env.isSandbox).toBe(true);
    expect(env.databaseUrl).toBeNull();
    expect(isAbsolute(env.dataDir)).toBe(true);
    expect(env.whatsapp).toMatchObject({ appSecret: 'sandbox-app-secret', phoneNumberId: '100000000000001' });
    expect(env.mpesa).toMatchObject({ shortcode: '600000', shortcodeKind: 'paybill' });
    expect(env.whatsapp.apiUrl).toMatch(/^http:\/\/127\.0\.0\.1:3000\//);
  });

  it('a blank line in .env is the same as no line', () => {
    expect(accept({ PORT: '', SANDBOX: ' ', DATABASE_URL: '', OPENAI_BASE_URL: '' }).port).toBe(3000);
  });

  it('the origin follows the port, and both names of this machine may connect', () => {
    const env = accept({ PORT: '3055' });
    expect(env.origin).toBe('http://localhost:3055');
    expect(env.allowedOrigins).toEqual(['http://localhost:3055', 'http://127.0.0.1:3055']);
    expect(accept({ ORIGIN: 'https://crm.example.co.ke/' }).allowedOrigins).toEqual([
      'https://crm.example.co.ke',
    ]);
  });

  it('all wrong settings are named at once, so that nobody mends them one start at a time', () => {
    const names = refuse({
      PORT: '70000',
      SEED: 'some',
      DATABASE_URL: 'mysql://x',
      WHATSAPP_API_URL: 'graph.example',
      LOG_LEVEL: 'loud',
      WORKER_CONCURRENCY: '0',
    });
    expect(names).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'SEED',
      'WHATSAPP_API_URL',
      'WORKER_CONCURRENCY',
    ]);
  });

  it.each(['-1', '3.5', 'http', '65536'])('port %s is refused', (port) => {
    expect(refuse({ PORT: port })).toEqual(['PORT']);
  });

  it('an origin with a path is refused: cookies and checks would not match it', () => {
    expect(refuse({ ORIGIN: 'https://example.co.ke/crm' })).toEqual(['ORIGIN']);
  });

  it('a real access token alone turns the sandbox off, and then the secrets are asked for', () => {
    expect(refuse({ WHATSAPP_ACCESS_TOKEN: 'EAAG-real' })).toEqual(['AUTH_SECRET', 'ENCRYPTION_KEY']);
    expect(accept({ WHATSAPP_ACCESS_TOKEN: 'EAAG-real', SANDBOX: 'on' }).isSandbox).toBe(true);
  });

  it('outside the sandbox no demo people are made and no default fills a gap', () => {
    const env = accept(real);
    expect(env.seed).toBe('empty');
    expect(env.whatsapp.appSecret).toBeUndefined();
    expect(env.whatsapp.apiUrl).toBe('https://graph.facebook.com/v25.0');
    expect(env.mpesa.callbackToken).toBeUndefined();
  });

  it.each([
    ['WHATSAPP_APP_SECRET', 'sandbox-app-secret'],
    ['WHATSAPP_VERIFY_TOKEN', 'sandbox-verify-token'],
    ['MPESA_CALLBACK_TOKEN', 'sandbox-callback-token'],
    ['BOOTSTRAP_ADMIN_PASSWORD', 'karibu-kazi'],
    ['SEED', 'demo'],
  ])('outside the sandbox the well-known %s=%s refuses to start', (name, value) => {
    expect(refuse({ ...real, [name]: value })).toEqual([name]);
  });

  it('a short secret is refused wherever it is', () => {
    expect(refuse({ AUTH_SECRET: 'short' })).toEqual(['AUTH_SECRET']);
  });

  it('separate processes agree on the key between zero-cache and web by sharing AUTH_SECRET alone', () => {
    expect(accept(real).zeroApiKey).toBe(accept({ ...real, PORT: '4000' }).zeroApiKey);
    expect(accept(real).zeroApiKey).not.toBe(accept({}).zeroApiKey);
    expect(accept(real).zeroApiKey).not.toContain(real.AUTH_SECRET);
  });

  it('half a store is no store: media would be lost between two places', () => {
    expect(refuse({ S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'kazi' })).toEqual([
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
    ]);
  });

  it('what only says how to speak to a store asks for the store', () => {
    const rest = ['S3_ACCESS_KEY_ID', 'S3_BUCKET', 'S3_ENDPOINT', 'S3_SECRET_ACCESS_KEY'];
    expect(refuse({ S3_REGION: 'eu-west-1' })).toEqual(rest);
    expect(refuse({ S3_FORCE_PATH_STYLE: 'off' })).toEqual(rest);
    expect(refuse({ S3_FORCE_PATH_STYLE: 'maybe' })).toEqual(['S3_FORCE_PATH_STYLE']);
  });

  it('nobody can change the settings while the program runs', () => {
    const env = accept({});
    expect(Object.isFrozen(env) && Object.isFrozen(env.whatsapp)).toBe(true);
  });

  it('a fault never repeats the value, which may be a secret', () => {
    const result = readEnv({ ...real, AUTH_SECRET: 'hunter2' });
    expect(result.ok ? '' : describeFaults(result.faults)).not.toContain('hunter2');
  });

  it('.env.example explains every setting, and none that does not exist', () => {
    const example = readFileSync('.env.example', 'utf8').split('\n');
    const keys = example.flatMap((line) => line.match(/^([A-Z0-9_]+)=/)?.[1] ?? []);
    expect([...keys].sort()).toEqual(Object.keys(settings.shape).sort());
    for (const key of keys) expect(example[example.indexOf(`${key}=`) - 1]).toMatch(/^# .+\.$/);
  });
});
