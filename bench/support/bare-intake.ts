import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import pg from 'pg';
import { answerParent } from './fork-part.ts';

/** The floor a webhook endpoint stands on: read the body, insert it, answer. No signature, no dedupe, no queue. */
answerParent<{ databaseUrl: string; connections: number }>(async ({ databaseUrl, connections }) => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: connections });
  const app = new Hono();
  app.post('/', async (c) => {
    const body = Buffer.from(await c.req.arrayBuffer());
    await pool.query({ name: 'insert', text: 'insert into bench_bare (body) values ($1)', values: [body] });
    return c.json({ status: 'stored' });
  });
  return new Promise<{ port: number }>((resolve) => {
    serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({ port }));
  });
});
