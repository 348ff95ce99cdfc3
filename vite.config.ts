import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// In development Vite answers on the public port and hands everything that is not a page to the web process.
const webPort = process.env['KAZI_WEB_PORT'];
const toWeb = webPort ? { target: `http://127.0.0.1:${webPort}`, xfwd: false } : undefined;

// The browser checks arguments for its own sake; the server asks again, with the package itself.
const lightChecks = fileURLToPath(new URL('src/lib/zero/light-checks.ts', import.meta.url));

export default defineConfig({
  resolve: { alias: [{ find: /^zod$/, replacement: lightChecks }] },
  plugins: [tailwindcss(), sveltekit()],
  build: { target: 'es2023' },
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
