import { screen, waitFor } from '@testing-library/react';
import { graphql, HttpResponse, http } from 'msw';
import { expect, test } from 'vitest';
import { renderApp, signIn, someone, tokenOf } from '../../../test/renderApp.tsx';
import { server } from '../../../test/server.ts';
import { refreshSession, sessionSnapshot } from '../../lib/session.ts';

const shell = graphql.query('ShellViewer', () => HttpResponse.json({ data: { viewer: someone } }));

function sessionStart(payload: object) {
  server.use(
    shell,
    graphql.mutation('SessionStart', () =>
      HttpResponse.json({ data: { sessionStart: { __typename: 'SessionStartPayload', ...payload } } }),
    ),
  );
}

async function fill(path: string) {
  const app = renderApp(path);
  await app.user.type(await screen.findByLabelText('E-Mail-Adresse'), 'agnes@demo.example');
  await app.user.type(screen.getByLabelText('Passwort'), 'drei lange worte');
  await app.user.click(screen.getByRole('main').querySelector('button[type="submit"]') as HTMLElement);
  return app;
}

test('wrong credentials are told above the form, whichever was wrong, and the address stays', async () => {
  sessionStart({
    accessToken: null,
    expiresAt: null,
    viewer: null,
    userErrors: [{ __typename: 'UserError', code: 'WRONG_CREDENTIALS', field: null, message: 'Stimmt nicht.' }],
  });
  await fill('/anmelden');
  expect((await screen.findByRole('alert')).textContent).toContain('Stimmt nicht.');
  expect(screen.getByLabelText<HTMLInputElement>('E-Mail-Adresse').value).toBe('agnes@demo.example');
  expect(sessionSnapshot().status).toBe('anonymous');
});

test('signing in leads on to where one wanted to go', async () => {
  sessionStart({
    accessToken: 'a',
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
    viewer: someone,
    userErrors: [],
  });
  const { router } = await fill('/anmelden?weiter=%2Frechtliches%2Fimpressum%3Fx%3D1');
  await waitFor(() => expect(router.state.location.pathname).toBe('/rechtliches/impressum'));
  expect(sessionSnapshot().status).toBe('signedIn');
  expect(await screen.findByRole('button', { name: 'Abmelden' })).toBeTruthy();
});

test('an address of another host is not followed', async () => {
  sessionStart({
    accessToken: 'a',
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
    viewer: {
      ...someone,
      startPlan: { __typename: 'StartPlan', undertakingId: 'und_1', serviceId: null, authorityId: null },
    },
    userErrors: [],
  });
  server.use(
    graphql.query('PopularUndertakings', () =>
      HttpResponse.json({ data: { undertakings: { __typename: 'UndertakingConnection', edges: [] } } }),
    ),
  );
  const { router } = await fill('/anmelden?weiter=%2F%2Fevil.example');
  await waitFor(() => expect(router.state.location.pathname).toBe('/'));
});

test('a page whose session is ended from outside leads to the sign-in, which says so', async () => {
  signIn();
  server.use(
    shell,
    http.post('/auth/refresh', () => HttpResponse.json({}, { status: 401 })),
  );
  const { router } = renderApp('/kein/weg');
  await refreshSession(tokenOf(someone.id));
  await router.navigate({ to: '/konto' });
  await waitFor(() => expect(router.state.location.pathname).toBe('/anmelden'));
  expect(await screen.findByText('Ihre Sitzung ist beendet.')).toBeTruthy();
});

test.each([
  ['who runs the platform begins with what waits for operators', 'OPERATOR', '/betrieb'],
  ['who keeps the catalogue begins with its sheets', 'EDITOR', '/betrieb/angebote'],
])('%s', async (_, role, path) => {
  sessionStart({
    accessToken: 'a',
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
    viewer: { ...someone, trustLevel: 'EMAIL', platformRoles: [role] },
    userErrors: [],
  });
  const { router } = await fill('/anmelden');
  await waitFor(() => expect(router.state.location.pathname).toBe(path));
});

test('who orders for a municipality begins with what waits there', async () => {
  sessionStart({
    accessToken: 'a',
    expiresAt: new Date(Date.now() + 600_000).toISOString(),
    viewer: { ...someone, memberships: [{ __typename: 'Membership', id: 'mem_1', roles: ['BUYER'] }] },
    userErrors: [],
  });
  const { router } = await fill('/anmelden');
  await waitFor(() => expect(router.state.location.pathname).toBe('/mein-bereich'));
});
