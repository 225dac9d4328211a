import { cleanup, configure, getConfig } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { changeDisplay } from '../src/lib/changeDisplay.ts';
import { reportReachable } from '../src/lib/connection.ts';
import { forgetSession } from '../src/lib/session.ts';
import { server } from './server.ts';

// A page is a chunk of its own, and on a busy machine its first import takes its time: nothing that is waited for begins to wait
// before what is being imported is there.
const { asyncWrapper } = getConfig();
configure({
  asyncUtilTimeout: 20_000,
  asyncWrapper: (wait) =>
    asyncWrapper(async () => {
      await vi.dynamicImportSettled();
      return wait();
    }),
});

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
