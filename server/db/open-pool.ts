import pg from 'pg';

// Timestamps stay instants in ms, never Date objects with a zone; bigint ids stay strings.
const TIMESTAMPTZ = 1184;
pg.types.setTypeParser(TIMESTAMPTZ, (text) =>
  Date.parse(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
);

type PoolOptions = {
  url: string;
  max: number;
  name: string;
  /**
   * True where a commit that a crash of the database undoes costs nothing but doing the work again: such commits wait
   * for no disk.
   */
  isRepeatable?: boolean;
};

/** One pool per process part. `max` bounds what this part may ever ask of the database. */
export function openPool({ url, max, name, isRepeatable = false }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    options: [
      // Every statement of ours is short: compiling one takes longer than it saves.
      '-c jit=off',
      '-c statement_timeout=15000 -c idle_in_transaction_session_timeout=20000',
      ...(isRepeatable ? ['-c synchronous_commit=off'] : []),
    ].join(' '),
  });
  // An idle connection that dies (a database restart) is replaced on next use; without a listener it would end us.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
