import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { renderApp, signIn, someone } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';

const here = {
  __typename: 'Session',
  id: 'ses_1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  createdAt: '2026-11-20T08:00:00Z',
  lastSeenAt: '2026-11-28T08:00:00Z',
  expiresAt: '2026-11-28T20:00:00Z',
  current: true,
};
const elsewhere = ['ses_2', 'ses_3'].map((id) => ({ ...here, id, userAgent: 'curl/8', current: false }));
let sessions: object[] = [];
let inputs: unknown[] = [];

const person = () => ({ ...someone, linkRequests: null, sessions });

beforeEach(() => {
  sessions = [here, ...elsewhere];
  inputs = [];
  signIn();
  server.use(
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Account', () => HttpResponse.json({ data: { viewer: person() } })),
    graphql.mutation('SessionEnd', ({ variables }) => {
      inputs.push(variables.input);
      sessions = [here];
      return HttpResponse.json({
        data: { sessionEnd: { __typename: 'SessionEndPayload', viewer: person(), userErrors: [] } },
      });
    }),
  );
});

test('all other devices are signed out at once, and each says when it ends by itself', async () => {
  const { user } = renderApp('/konto');
  expect((await screen.findAllByText(/Endet ohne Nutzung am/)).length).toBe(3);
  await user.click(screen.getByRole('button', { name: 'Alle anderen Geräte abmelden' }));
  await waitFor(() => expect(screen.getAllByText(/Endet ohne Nutzung/).length).toBe(1));
  expect(inputs).toEqual([{ others: true }]);
  expect(screen.getByText('Dieses Gerät')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Alle anderen Geräte abmelden' })).toBeNull();
  expect(screen.getByRole('heading', { name: 'Angemeldete Geräte' })).toBe(document.activeElement);
});
