import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { inlineDocuments } from './scripts/documents.mjs';

export default defineConfig({
  plugins: [inlineDocuments(), react()],
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    setupFiles: ['test/setup.ts'],
    restoreMocks: true,
    // Typing letter by letter on a busy machine takes its time.
    testTimeout: 90_000,
    css: false,
  },
});
