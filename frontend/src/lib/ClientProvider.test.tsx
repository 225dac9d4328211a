import { act, render, screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { gql, useQuery } from 'urql';
import { expect, test, vi } from 'vitest';
import { someone, tokenOf } from '../../test/renderApp.tsx';
import { server } from '../../test/server.ts';
import { ClientProvider } from './ClientProvider.tsx';
import { reportReachable, reportUnreachable } from './connection.ts';
import { beginSession } from './session.ts';

const Who = gql`query Who { viewer { id } }`;

function Page() {
  const [{ data }] = useQuery({ query: Who });
  return <p>{data?.viewer?.id ?? 'waiting'}</p>;
}

// Every listener on window, document and what else the browser has: added, and not taken away.
function countListeners() {
  let count = 0;
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  vi.spyOn(EventTarget.prototype, 'addEventListener').mockImplementation(function (this: EventTarget, ...rest) {
    count++;
    return addEventListener.apply(this, rest);
  });
  vi.spyOn(EventTarget.prototype, 'removeEventListener').mockImplementation(function (this: EventTarget, ...rest) {
    count--;
    return removeEventListener.apply(this, rest);
  });
  return () => count;
}

test('ten sign-ins leave no listener behind: one client hears of the connection, and loads once', async () => {
  const asked = vi.fn();
  server.use(
    http.get('/readyz', () => new HttpResponse('ok')),
    http.post('/graphql', () => {
      asked();
      return HttpResponse.json({ data: { viewer: { __typename: 'Viewer', id: `visit ${asked.mock.calls.length}` } } });
    }),
  );
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  const signIn = async () => {
    const before = asked.mock.calls.length;
    act(() => beginSession({ accessToken: tokenOf(someone.id), expiresAt }));
    await screen.findByText(`visit ${before + 1}`);
  };
  render(
    <ClientProvider>
      <Page />
    </ClientProvider>,
  );
  await screen.findByText('visit 1');
  await signIn();
  const listeners = countListeners();
  for (let times = 0; times < 10; times++) await signIn();
  expect(listeners()).toBe(0);
  expect(asked).toHaveBeenCalledTimes(12);
  act(() => {
    reportUnreachable();
    reportReachable();
  });
  await screen.findByText('visit 13');
  expect(asked).toHaveBeenCalledTimes(13);
});
