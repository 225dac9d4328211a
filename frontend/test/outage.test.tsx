import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { beforeEach, expect, test } from 'vitest';
import { reportReachable } from '../src/lib/connection.ts';
import { beginSession, resumeSession, sessionSnapshot } from '../src/lib/session.ts';
import { keepDevice } from '../src/lib/storage.ts';
import { takeFragment } from '../src/lib/urlFragment.ts';
import { connection } from './postbox.ts';
import { renderApp, someone, tokenOf } from './renderApp.tsx';
import { server } from './server.ts';

const activation = {
  __typename: 'Activation',
  address: {
    __typename: 'PostalAddress',
    recipient: 'Ágnes Łukasiewicz',
    addition: null,
    street: 'Hauptstraße',
    houseNumber: '1',
    postalCode: '95444',
    city: 'Bayreuth',
    region: null,
    country: 'DE',
  },
  letterQueuedAt: '2026-11-20T08:00:00.000000Z',
  letterPrintedAt: null,
  letterReturnedAt: null,
  expectedFrom: '2026-11-23',
  expectedTo: '2026-11-27',
  codeExpiresAt: '2099-01-01T00:00:00.000000Z',
  attemptsLeft: 5,
  nextLetterAt: null,
};

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

const refuse = () =>
  server.use(
    http.post('/auth/refresh', () => new HttpResponse('', { status: 429, headers: { 'Retry-After': '100' } })),
  );

test('who signs in while the server does not say who one is comes to the page that waited, with the code of its address', async () => {
  away = false;
  refuse();
  const waiting = { ...someone, trustLevel: 'EMAIL', activation };
  server.use(
    graphql.query('ActivationState', () => HttpResponse.json({ data: { viewer: waiting } })),
    graphql.mutation('SessionStart', () =>
      HttpResponse.json({
        data: {
          sessionStart: {
            __typename: 'SessionStartPayload',
            accessToken: tokenOf(someone.id),
            expiresAt: new Date(Date.now() + 600_000).toISOString(),
            viewer: waiting,
            userErrors: [],
          },
        },
      }),
    ),
  );
  const { user, router } = renderApp('/aktivieren#c=K7MW-2QXR-9TVC');
  const link = await screen.findByRole('link', { name: 'Anmelden' });
  await waitFor(() => expect(link.getAttribute('href')).toBe('/anmelden?weiter=%2Faktivieren'));
  await user.click(link);
  await user.type(await screen.findByLabelText('E-Mail-Adresse'), 'agnes@demo.example');
  await user.type(screen.getByLabelText('Passwort'), 'vier rote Hunde im Park');
  // From a page that waits for nothing one comes back to nothing in particular.
  expect(screen.getByRole('link', { name: 'Anmelden' }).getAttribute('href')).toBe('/anmelden');
  await user.click(screen.getByRole('button', { name: 'Anmelden' }));
  const field = await screen.findByLabelText<HTMLInputElement>('Code');
  await waitFor(() => expect(field.value).toBe('K7MW-2QXR-9TVC'));
  expect(router.history.location.href).toBe('/aktivieren');
  expect(takeFragment('/aktivieren')).toBe('');
});

test('a code in an address that waited is not kept beside it', async () => {
  away = false;
  let refused = true;
  server.use(
    http.post('/auth/refresh', () =>
      refused ? new HttpResponse('', { status: 429, headers: { 'Retry-After': '1' } }) : undefined,
    ),
    graphql.query('ActivationState', () =>
      HttpResponse.json({ data: { viewer: { ...someone, trustLevel: 'EMAIL', activation } } }),
    ),
  );
  renderApp('/aktivieren#c=K7MW-2QXR-9TVC');
  await screen.findByRole('link', { name: 'Anmelden' });
  refused = false;
  const field = await screen.findByLabelText<HTMLInputElement>('Code');
  await waitFor(() => expect(field.value).toBe('K7MW-2QXR-9TVC'));
  expect(takeFragment('/aktivieren')).toBe('');
});

test('the letter to an authority is not waited with while the server does not say who one is', async () => {
  away = false;
  refuse();
  renderApp('/behoerde/freischalten');
  expect(await screen.findByRole('region', { name: 'Sie brauchen ein eigenes Konto' })).toBeTruthy();
});
