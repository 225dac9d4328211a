import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { reportReachable } from '../src/lib/connection.ts';
import { beginSession, resumeSession, sessionSnapshot } from '../src/lib/session.ts';
import { keepDevice } from '../src/lib/storage.ts';
import { connection } from './postbox.ts';
import { renderApp, someone, tokenOf } from './renderApp.tsx';
import { server } from './server.ts';

let away = true;

// A browser that was signed in and is opened while the server is out of reach: it holds a session, and a cookie nobody can read.
beforeEach(() => {
  away = true;
  keepDevice('session', '1');
  const caseMailboxes = { ...connection([], { endCursor: null, hasNextPage: false }), totalCount: 0 };
  server.use(
    http.get('/readyz', () => new HttpResponse('', { status: away ? 503 : 200 })),
    http.post('/auth/refresh', () =>
      away
        ? new HttpResponse('', { status: 503 })
        : HttpResponse.json({
            accessToken: tokenOf(someone.id),
            expiresAt: new Date(Date.now() + 600_000).toISOString(),
          }),
    ),
    graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } })),
    graphql.query('Mailboxes', () => HttpResponse.json({ data: { viewer: { ...someone, caseMailboxes } } })),
  );
});

test('a server that is away signs nobody out: the page waits, and comes when the server is back', async () => {
  const { router } = renderApp('/postfach');
  await screen.findByText(/Keine Verbindung/);
  expect(sessionSnapshot().status).toBe('unknown');
  expect(screen.queryByRole('heading', { name: 'Anmelden' })).toBeNull();
  expect(screen.queryByRole('link', { name: 'Anmelden' })).toBeNull();
  away = false;
  reportReachable();
  await resumeSession();
  await screen.findByRole('heading', { level: 1, name: 'Ihre Fallpostfächer' });
  expect(router.history.location.href).toBe('/postfach');
});

test('a session that ended while the server was away leads to the sign-in only when the server says so', async () => {
  const { router } = renderApp('/postfach');
  await screen.findByText(/Keine Verbindung/);
  server.use(http.post('/auth/refresh', () => new HttpResponse('', { status: 401 })));
  reportReachable();
  await resumeSession();
  await waitFor(() => expect(router.history.location.href).toBe('/anmelden?weiter=%2Fpostfach'));
});

test('a server that is there and does not say who is signed in lets one sign in, and the page comes when it does', async () => {
  away = false;
  let refused = true;
  server.use(
    http.post('/auth/refresh', () =>
      refused
        ? HttpResponse.json(
            { errors: [{ message: 'Zu viele Anfragen.', extensions: { code: 'RATE_LIMITED' } }] },
            { status: 429, headers: { 'Retry-After': '1' } },
          )
        : undefined,
    ),
  );
  const { router } = renderApp('/postfach');
  await screen.findByText(/Ob Sie noch angemeldet sind/);
  await screen.findByRole('link', { name: 'Anmelden' });
  expect(screen.queryByText(/Keine Verbindung/)).toBeNull();
  // Offered, not led to: the page that was asked for is still the one that comes.
  expect(screen.queryByRole('heading', { name: 'Anmelden' })).toBeNull();
  refused = false;
  await screen.findByRole('heading', { level: 1, name: 'Ihre Fallpostfächer' });
  expect(router.history.location.href).toBe('/postfach');
  expect(screen.queryByRole('link', { name: 'Anmelden' })).toBeNull();
});

test('whose token cannot be renewed for now is told so, stays signed in, and sees the page when it can, without asking', async () => {
  away = false;
  let refused = true;
  server.use(
    http.post('/auth/refresh', () =>
      refused ? new HttpResponse('', { status: 429, headers: { 'Retry-After': '1' } }) : undefined,
    ),
  );
  beginSession({ accessToken: tokenOf(someone.id), expiresAt: new Date(Date.now() + 1000).toISOString() });
  renderApp('/postfach');
  await screen.findByText(/Ob Sie noch angemeldet sind/);
  expect(sessionSnapshot().status).toBe('signedIn');
  expect(screen.queryByText('Sie haben noch kein Fallpostfach')).toBeNull();
  refused = false;
  await waitFor(() => expect(screen.queryByText(/Ob Sie noch angemeldet sind/)).toBeNull(), { timeout: 20_000 });
  await screen.findByText('Sie haben noch kein Fallpostfach');
});
