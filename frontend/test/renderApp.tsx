import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { createAppRouter } from '../src/app/router.tsx';
import { ClientProvider } from '../src/lib/ClientProvider.tsx';
import { beginSession } from '../src/lib/session.ts';
import { server } from './server.ts';

/** The whole application at an address, as a person would open it; with a history it is a tab that was loaded again. */
export function renderApp(path: string, history = createMemoryHistory({ initialEntries: [path] })) {
  const router = createAppRouter(history);
  const user = userEvent.setup();
  render(
    <ClientProvider>
      <RouterProvider router={router} />
    </ClientProvider>,
  );
  return { user, router };
}

/** What the tests say of the person who is signed in. */
export const someone = {
  __typename: 'Viewer',
  id: 'acc_1',
  email: 'agnes@demo.example',
  givenName: 'Ágnes',
  familyName: 'Łukasiewicz',
  locale: 'DE',
  trustLevel: 'POSTAL',
  unreadMessageCount: 0,
  settings: {
    __typename: 'AccountSettings',
    newMessageMail: true,
    recognitionPhrase: null,
    singleKeyShortcuts: true,
    secondEmail: null,
    secondEmailConfirmed: false,
  },
  startPlan: null,
  memberships: [],
  platformRoles: [],
  postalAddress: null,
  activation: null,
};

/** An access token of an account, as the server makes them, but for its signature. */
export function tokenOf(accountId: string): string {
  return `head.${btoa(JSON.stringify({ sub: accountId })).replace(/=+$/, '')}.signature`;
}

/** Signs somebody in, before the application is rendered. */
export function signIn(accountId = someone.id): void {
  const access = () => ({ accessToken: tokenOf(accountId), expiresAt: soon() });
  server.use(http.post('/auth/refresh', () => HttpResponse.json(access())));
  beginSession(access());
}

function soon(): string {
  return new Date(Date.now() + 600_000).toISOString();
}
