import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const host = 'http://127.0.0.1:5080';
const page = (file: string) => fileURLToPath(new URL(file, import.meta.url));

export default defineConfig({
  plugins: [vue()],
  server: {
    host: '127.0.0.1',
    proxy: {
      '/api': { target: host },
      '/hubs': { target: host, ws: true },
      '/healthz': { target: host },
    },
  },
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    // The host's Content-Security-Policy forbids inline scripts and data: URLs for scripts, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: { input: { index: page('./index.html'), 'map-lab': page('./map-lab.html') } },
  },
  test: {
    include: ['src/**/*.test.ts'],
    // Everything but panels is framework-free and runs without a document; a test that needs one says so in its first line.
    environment: 'node',
  },
});
