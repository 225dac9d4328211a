import { screen } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { expect, test, vi } from 'vitest';
import { renderApp, signIn, someone } from './renderApp.tsx';
import { server } from './server.ts';

const { broken } = vi.hoisted(() => ({
  broken: /\b(MailboxLive|ConnectionBanner|FooterLinks|SignedInNavigation|DisplayPanel)\.tsx/,
}));

// As it answers for a part that came and threw.
vi.mock(import('../src/lib/loadChunk.ts'), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    loadChunk: (load) =>
      broken.test(String(load))
        ? Promise.reject(new original.BrokenPart('threw as it began'))
        : original.loadChunk(load),
  };
});

test('parts of the frame that throw take neither the header nor the page with them', async () => {
  signIn();
  server.use(graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })));
  const { user } = renderApp('/kein/weg');
  expect(await screen.findByRole('heading', { level: 1, name: 'Seite nicht gefunden' })).toBeTruthy();
  expect(screen.getByRole('navigation', { name: 'Hauptnavigation' })).toBeTruthy();
  await user.click(screen.getByText('Darstellung'));
  expect(await screen.findByText(/Ein Teil der Anwendung ist fehlerhaft/)).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1, name: 'Seite nicht gefunden' })).toBeTruthy();
});
