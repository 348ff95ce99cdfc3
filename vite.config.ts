import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// In development Vite answers on the public port and hands everything that is not a page to the web process.
const webPort = process.env['KAZI_WEB_PORT'];
const toWeb = webPort ? { target: `http://127.0.0.1:${webPort}`, xfwd: false } : undefined;

// The browser checks arguments for its own sake; the server asks again, with the package itself.
const lightChecks = fileURLToPath(new URL('src/lib/zero/light-checks.ts', import.meta.url));

type Graph = { getModuleInfo: (id: string) => { importers: readonly string[] } | null };
const FIRST_PAGES = /\/routes\/(\(app\)\/)?(\+layout|inbox\/.*\+page)\./;

/** Which file a module the inbox begins with lies in: few pack tighter than forty. What is fetched later stays apart. */
function fileOf(id: string, graph: Graph): string | null {
  const seen = new Set([id]);
  for (const at of seen) {
    if (FIRST_PAGES.test(at)) {
      if (/\/src\/lib\/i18n\//.test(id)) return 'words';
      if (/\/node_modules\/(svelte|@sveltejs|esm-env|clsx)\//.test(id)) return 'runtime';
      return /\/src\/(lib|routes)\/|\/@lucide\/|\/virtua\//.test(id) ? 'frame' : 'sync';
    }
    for (const importer of graph.getModuleInfo(at)?.importers ?? []) seen.add(importer);
  }
  return null;
}

// A file takes what it needs along unless one before it has: the ground first.
const groups = ['runtime', 'words', 'sync', 'frame'].map((file, place) => ({
  name: (id: string, graph: Graph) => (fileOf(id, graph) === file ? file : null),
  priority: 4 - place,
}));

export default defineConfig({
  resolve: { alias: [{ find: /^zod$/, replacement: lightChecks }] },
  plugins: [tailwindcss(), sveltekit()],
  build: { target: 'es2023' },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
  // The fallback page is rendered once at build time; the kit's own cookie package must come with it.
  ssr: { noExternal: ['cookie'] },
  optimizeDeps: { exclude: ['@rocicorp/zero'] },
  server: toWeb && {
    proxy: {
      '/api': toWeb,
      '/webhooks': toWeb,
      '/media': toWeb,
      '/fake': toWeb,
      '/sandbox-api': toWeb,
      '/healthz': toWeb,
      '/readyz': toWeb,
      '/metrics': toWeb,
      '/sync': { ...toWeb, ws: true },
    },
  },
});
