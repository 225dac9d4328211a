import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

// GraphiQL carries the Monaco editor (megabytes): built apart, and only when it or its packages change
// (scripts/explorer.mjs), so that a build of the SPA stays a matter of seconds.
export default defineConfig({
  publicDir: false,
  logLevel: 'error',
  plugins: [
    react(),
    compression({
      include: /\.(js|css|html|ttf)$/,
      threshold: 512,
      algorithms: [defineAlgorithm('gzip', { level: 9 })],
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: 'dist-explorer',
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { explorer: 'explorer.html' } },
  },
});
