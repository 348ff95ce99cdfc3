import adapter from '@sveltejs/adapter-static';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** One page application: every screen is behind sign-in and the data lives in the browser. */
export default {
  preprocess: vitePreprocess(),
  kit: {
    adapter: adapter({ pages: '.build', assets: '.build', fallback: '200.html', precompress: true }),
    serviceWorker: { register: false },
    version: { pollInterval: 0 },
  },
  compilerOptions: { runes: true },
};
