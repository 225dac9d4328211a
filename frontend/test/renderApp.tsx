import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { ClientProvider } from '../src/app/ClientProvider.tsx';
import { createAppRouter } from '../src/app/router.tsx';
import { beginSession } from '../src/lib/session.ts';
import { server } from './server.ts';

/** The whole application at an address, as a person would open it. */
export function renderApp(path: string) {
  const history = createMemoryHistory({ initialEntries: [path] });
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
  settings: { __typename: 'AccountSettings', newMessageMail: true, recognitionPhrase: null, singleKeyShortcuts: true },
  startPlan: null,
  memberships: [],
  platformRoles: [],
  postalAddress: null,
  activation: null,
};

/** Signs somebody in, before the application is rendered. */
export function signIn(): void {
  server.use(http.post('/auth/refresh', () => HttpResponse.json({ accessToken: 'again', expiresAt: soon() })));
  beginSession({ accessToken: 'first', expiresAt: soon() });
}

function soon(): string {
  return new Date(Date.now() + 600_000).toISOString();
}
