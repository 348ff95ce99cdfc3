import { betterAuth } from 'better-auth';
import { APIError } from 'better-auth/api';
import pg from 'pg';
import { PASSWORD_LEAST, PASSWORD_MOST } from '#schema/domain/password-limits.ts';

export type AuthSettings = {
  databaseUrl: string;
  secret: string;
  origin: string;
  allowedOrigins: readonly string[];
};

const WORKS_HERE = 'select 1 from public.member where user_id = $1 and deactivated_at is null limit 1';
const SESSION_SECONDS = 60 * 60 * 24 * 14;

/** E-mail and password sign-in with cookie sessions. Nobody signs up by themselves: people are invited. */
export function createAuth({ databaseUrl, secret, origin, allowedOrigins }: AuthSettings) {
  // A pool of its own, because the library finds its tables by search path.
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 4,
    options: '-c search_path=auth',
    application_name: 'kazi auth',
  });
  pool.on('error', () => undefined);
  const auth = betterAuth({
    appName: 'Kazi',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    database: pool,
    trustedOrigins: [...allowedOrigins],
    emailAndPassword: {
      ...{ enabled: true, disableSignUp: true, autoSignIn: true },
      ...{ minPasswordLength: PASSWORD_LEAST, maxPasswordLength: PASSWORD_MOST },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 60 * 60 * 24 },
    databaseHooks: {
      session: {
        create: {
          // Somebody who was taken out is answered as somebody unknown.
          async before({ userId }) {
            const found = await pool.query(WORKS_HERE, [userId]);
            if (found.rowCount === 0)
              throw new APIError('UNAUTHORIZED', {
                ...{ code: 'INVALID_EMAIL_OR_PASSWORD', message: 'Invalid email or password' },
              });
          },
        },
      },
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 60 } },
    },
    advanced: {
      cookiePrefix: 'kazi',
      // Said outright: left to itself the library checks no origin where NODE_ENV or TEST says that it is being tested.
      disableOriginCheck: false,
      useSecureCookies: origin.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-forwarded-for'] },
    },
    telemetry: { enabled: false },
    logger: { level: 'error' },
  });
  return { auth, close: () => pool.end() };
}

export type Auth = ReturnType<typeof createAuth>['auth'];
