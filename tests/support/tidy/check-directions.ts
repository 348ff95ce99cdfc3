import { findImports } from './find-imports.ts';
import type { Import } from './find-imports.ts';
import type { Finding, SourceFile } from './source-file.ts';

/** A folder may import itself and what stands before it. Peers stand in one line. */
const SERVER_ORDER: readonly (readonly string[])[] = [
  ['env', 'log', 'settings', 'queue', 'new-id', 'secret-box'],
  ['db/', 'providers/', 'auth/', 'metrics/', 'launch/', 'proxy/'],
  ['lease/'],
  ['outbound/', 'media/', 'push/'],
  ['inbound/', 'payments/'],
  ['rules/', 'presence/'],
  ['webhooks/', 'zero/', 'api/', 'journal/', 'search/', 'sandbox/', 'seed/', 'people/'],
  ['app'],
  ['index', 'migrate', 'journal'],
];

/** Two that may be asked for from below: settings need the launcher's notes about secrets and the database. */
const LAUNCH_NOTES = /^server\/launch\/(secrets|connection-file)\.ts$/;

/** Below every domain of the client; anything else under `src/lib` is one domain, and `views` is where they meet. */
const CLIENT_GROUND = new Set(['ui', 'format', 'zero', 'i18n', 'errors', 'session']);

const SIDES: Record<string, readonly string[]> = {
  schema: ['schema'],
  'src/lib': ['schema', 'src/lib'],
  'src/routes': ['schema', 'src/lib', 'src/routes', 'src'],
  src: ['schema', 'src/lib', 'src/routes', 'src'],
  server: ['schema', 'server'],
  jobs: ['schema', 'server', 'jobs'],
};

const SCHEMA_PACKAGES = /^(zod|@rocicorp\/zero)($|\/)/;

/** Imports that go against the stream: schema ← src/lib ← src/routes, schema ← server ← jobs, and the orders inside. */
export function checkDirections(files: readonly SourceFile[]): Finding[] {
  return files.flatMap(findImports).flatMap((i) => faultOf(i) ?? []);
}

function faultOf(i: Import): Finding | null {
  const side = sideOf(i.from);
  const allowed = SIDES[side];
  if (!allowed) return null;
  if (i.target === null) return packageFault(i, side);
  const targetSide = sideOf(i.target);
  // What is built or lies beside the code is data, not code.
  if (targetSide === '' || i.target.startsWith('.') || i.target.endsWith('.json')) return null;
  if (!allowed.includes(targetSide)) {
    return tell(
      i,
      `${side} may not import ${targetSide}`,
      'move what both need to the side they share, or hand it in as an argument',
    );
  }
  if (side === 'server') return serverFault(i, i.target);
  if (side === 'src/lib') return clientFault(i, i.target);
  return null;
}

function packageFault(i: Import, side: string): Finding | null {
  if (side === 'schema' && !SCHEMA_PACKAGES.test(i.specifier)) {
    return tell(
      i,
      `schema imports only zod and @rocicorp/zero, not ${i.specifier}`,
      'keep the decision here and the doing in server/ or src/lib',
    );
  }
  if (side.startsWith('src') && i.specifier.startsWith('node:')) {
    return tell(i, `a browser has no ${i.specifier}`, 'do it on the server');
  }
  if (i.from.startsWith('server/providers/') && /^(pg|kysely|graphile-worker)($|\/)/.test(i.specifier)) {
    return tell(
      i,
      'a provider client knows HTTP, not our database',
      'return what the provider said and store it in the caller',
    );
  }
  return null;
}

function serverFault(i: Import, target: string): Finding | null {
  if (i.from.startsWith('server/providers/')) {
    if (target.startsWith('server/providers/') || target.startsWith('server/log')) return null;
    return tell(
      i,
      'a provider client knows the provider and nothing of ours',
      'take what it needs as arguments',
    );
  }
  if (!target.startsWith('server/')) return null;
  const [from, to] = [partOf(i.from), partOf(target)];
  const [fromRank, toRank] = [rankOf(from), rankOf(to)];
  if (fromRank === null)
    return tell(
      i,
      `server/${from} has no place in the order`,
      'give it one in tests/support/tidy/check-directions.ts and docs/ARCHITECTURE.md',
    );
  if (toRank === null || from === to || toRank <= fromRank || LAUNCH_NOTES.test(target)) return null;
  return tell(
    i,
    `server/${from} stands before server/${to} and may not import it`,
    'move what both need down, or hand it in as an argument',
  );
}

function clientFault(i: Import, target: string): Finding | null {
  if (!target.startsWith('src/lib/')) return null;
  const [from, to] = [target, i.from].reverse().map((path) => path.split('/')[2]!) as [string, string];
  if (from === 'views' && to === 'views') return viewFault(i, target);
  if (from === to || from === 'views' || CLIENT_GROUND.has(to)) return null;
  if (to === 'views')
    return tell(i, 'only an address may show a view', 'compose it in src/lib/views or src/routes');
  if (CLIENT_GROUND.has(from))
    return tell(i, `src/lib/${from} knows no domain, so not ${to}`, 'hand it in as a property');
  return tell(
    i,
    `one domain may not import another: ${from} → ${to}`,
    'compose them in src/lib/views, or move the shared part to schema/domain',
  );
}

/** `views/` itself holds what several screens share; the folders in it are a screen each, and no screen knows another. */
function viewFault(i: Import, target: string): Finding | null {
  const [from, to] = [i.from, target].map(screenOf);
  if (to === null || from === to) return null;
  return tell(
    i,
    `${from === null ? 'what screens share' : `the screen ${from}`} may not import the screen ${to}`,
    'move what both need up into src/lib/views, or hand it in as an argument',
  );
}

function screenOf(path: string): string | null {
  const [, , , screen, inside] = path.split('/');
  return inside === undefined ? null : screen!;
}

function sideOf(path: string): string {
  if (path.startsWith('src/lib/')) return 'src/lib';
  if (path.startsWith('src/routes/')) return 'src/routes';
  const top = path.split('/')[0]!;
  return path.includes('/') && ['schema', 'src', 'server', 'jobs', 'tests', 'bench'].includes(top) ? top : '';
}

/** `server/media/x.ts` is part `media/`, `server/env.ts` is part `env`. */
function partOf(path: string): string {
  const [, name = '', inside] = path.split('/');
  return inside === undefined ? name.replace(/\.[a-z]+$/, '') : `${name}/`;
}

function rankOf(part: string): number | null {
  const rank = SERVER_ORDER.findIndex((peers) => peers.includes(part));
  return rank === -1 ? null : rank;
}

function tell(i: Import, rule: string, wayOut: string): Finding {
  return { path: i.from, line: i.line, rule, wayOut };
}
