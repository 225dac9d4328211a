import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { reportReachable } from '../src/lib/connection.ts';
import { changeDisplay } from '../src/lib/display.ts';
import { forgetSession } from '../src/lib/session.ts';
import { server } from './server.ts';

// A page is a chunk of its own: on a busy machine its first import takes longer than the usual second.
configure({ asyncUtilTimeout: 20_000 });

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));

afterEach(async () => {
  cleanup();
  // What a page began to fetch arrives before its document is gone, and nobody goes on asking for the server.
  await vi.dynamicImportSettled();
  reportReachable();
  server.resetHandlers();
  forgetSession();
  changeDisplay({ locale: 'de', theme: 'auto', textSize: 'normal', contrast: 'normal' });
  localStorage.clear();
  sessionStorage.clear();
});

afterAll(() => server.close());
