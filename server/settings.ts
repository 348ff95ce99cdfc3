import { z } from 'zod';

/** What a checker can type by hand while the sandbox is on; refused when it is off. */
export const sandboxDefaults = {
  WHATSAPP_APP_SECRET: 'sandbox-app-secret',
  WHATSAPP_VERIFY_TOKEN: 'sandbox-verify-token',
  WHATSAPP_PHONE_NUMBER_ID: '100000000000001',
  WHATSAPP_ACCESS_TOKEN: 'sandbox-access-token',
  MPESA_CONSUMER_KEY: 'sandbox-consumer-key',
  MPESA_CONSUMER_SECRET: 'sandbox-consumer-secret',
  MPESA_SHORTCODE: '600000',
  MPESA_PASSKEY: 'sandbox-passkey',
  MPESA_CALLBACK_TOKEN: 'sandbox-callback-token',
  AUTH_SECRET: 'sandbox-auth-secret-sandbox-auth-secret',
  ENCRYPTION_KEY: 'sandbox-encryption-key-sandbox-encryption-key',
} as const;

/** The password of the demo people. Everybody knows it, so it never protects anything real. */
export const demoPassword = 'karibu-kazi';

/** The demo people, as a newcomer is shown them. */
export const demoPeople = [
  ['amina@demo.kazi', 'agent'],
  ['brian@demo.kazi', 'agent'],
  ['wanjiku@demo.kazi', 'manager'],
  ['otieno@demo.kazi', 'admin'],
] as const;

/** Setting one of these means a real provider is at the other end. */
export const providerCredentials = [
  'WHATSAPP_ACCESS_TOKEN',
  'MPESA_CONSUMER_KEY',
  'MPESA_CONSUMER_SECRET',
  'MPESA_PASSKEY',
] as const;

/** Values printed in our own documentation: they protect nothing. */
export const wellKnown: readonly string[] = [
  sandboxDefaults.WHATSAPP_APP_SECRET,
  sandboxDefaults.WHATSAPP_VERIFY_TOKEN,
  sandboxDefaults.WHATSAPP_ACCESS_TOKEN,
  sandboxDefaults.MPESA_CONSUMER_KEY,
  sandboxDefaults.MPESA_CONSUMER_SECRET,
  sandboxDefaults.MPESA_PASSKEY,
  sandboxDefaults.MPESA_CALLBACK_TOKEN,
  sandboxDefaults.AUTH_SECRET,
  sandboxDefaults.ENCRYPTION_KEY,
  demoPassword,
];

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = z.string().optional();
const port = z.coerce
  .number('must be a whole number from 0 to 65535')
  .int('must be a whole number from 0 to 65535')
  .min(0, 'must be a whole number from 0 to 65535')
  .max(65535, 'must be a whole number from 0 to 65535');
const httpUrl = z
  .string()
  .refine(
    (value) => hasProtocol(value, ['http:', 'https:']),
    'must be an address that starts with http:// or https://',
  );
const origin = httpUrl.refine(
  (value) => !URL.canParse(value) || ['', '/'].includes(new URL(value).pathname),
  'must be scheme, host and port only, without a path',
);
const postgresUrl = z
  .string()
  .refine(
    (value) => hasProtocol(value, ['postgres:', 'postgresql:']),
    'must be an address that starts with postgres://',
  );
const smtpUrl = z
  .string()
  .refine(
    (value) => hasProtocol(value, ['smtp:', 'smtps:']),
    'must be an address that starts with smtp:// or smtps://',
  );
const digits = z.string().regex(/^\d{1,20}$/, 'must be digits only');
const secret = z.string().min(32, 'must be at least 32 characters');

/** Every setting there is, by its name in the environment. `.env.example` says what each one is for. */
export const settings = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  ORIGIN: origin.optional(),
  DATA_DIR: z.string().default('./.data'),
  DATABASE_URL: postgresUrl.optional(),
  SEED: z.enum(['demo', 'empty'], 'must be demo or empty').optional(),
  SANDBOX: z.enum(['on', 'off'], 'must be on or off').optional(),
  AUTH_SECRET: secret.optional(),
  ENCRYPTION_KEY: secret.optional(),
  JOURNAL_RETENTION_DAYS: z.coerce
    .number('must be a whole number from 1 to 3650')
    .int('must be a whole number from 1 to 3650')
    .min(1, 'must be a whole number from 1 to 3650')
    .max(3650, 'must be a whole number from 1 to 3650')
    .default(90),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('warn'),
  SMTP_URL: smtpUrl.optional(),
  WHATSAPP_APP_SECRET: text,
  WHATSAPP_VERIFY_TOKEN: text,
  WHATSAPP_API_URL: httpUrl.optional(),
  WHATSAPP_PHONE_NUMBER_ID: digits.optional(),
  WHATSAPP_ACCESS_TOKEN: text,
  MPESA_API_URL: httpUrl.optional(),
  MPESA_CONSUMER_KEY: text,
  MPESA_CONSUMER_SECRET: text,
  MPESA_SHORTCODE: digits.optional(),
  MPESA_SHORTCODE_KIND: z.enum(['paybill', 'till'], 'must be paybill or till').default('paybill'),
  MPESA_PASSKEY: text,
  MPESA_CALLBACK_TOKEN: text,
  OPENAI_API_KEY: text,
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_MODEL: text,
  S3_ENDPOINT: httpUrl.optional(),
  S3_BUCKET: text,
  S3_REGION: text,
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  S3_FORCE_PATH_STYLE: z.enum(['on', 'off'], 'must be on or off').optional(),
  BOOTSTRAP_API_KEY: text,
  BOOTSTRAP_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  BOOTSTRAP_ADMIN_PASSWORD: z.string().min(8, 'must be at least 8 characters').optional(),
  ZERO_CACHE_URL: httpUrl.default('http://127.0.0.1:4848'),
  ZERO_API_KEY: z.string().min(16, 'must be at least 16 characters').optional(),
  WEB_URL: httpUrl.optional(),
  SANDBOX_URL: httpUrl.optional(),
  STATUS_FILE: text,
  METRICS_TOKEN: text,
  WORKER_CONCURRENCY: z.coerce
    .number('must be a whole number from 1 to 100')
    .int('must be a whole number from 1 to 100')
    .min(1, 'must be a whole number from 1 to 100')
    .max(100, 'must be a whole number from 1 to 100')
    .default(8),
});

/** The settings as checked text and numbers. */
export type Settings = z.output<typeof settings>;
export type LogLevel = Settings['LOG_LEVEL'];

function hasProtocol(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}
