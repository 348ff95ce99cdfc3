import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

// In development Vite answers on the public port and hands everything that is not a page to the web process.
const webPort = process.env['KAZI_WEB_PORT'];
const toWeb = webPort ? { target: `http://127.0.0.1:${webPort}`, xfwd: false } : undefined;

export default defineConfig({
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
