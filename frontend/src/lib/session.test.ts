import { HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { server } from '../../test/server.ts';
import { authorisedFetch } from './client.ts';
import { accessToken, beginSession, sessionSnapshot } from './session.ts';

const at = (ms: number) => new Date(Date.now() + ms).toISOString();

function refreshing(answer: () => Response) {
  let count = 0;
  server.use(
    http.post('/auth/refresh', () => {
      count++;
      return answer();
    }),
  );
  return () => count;
}

test('a token about to run out is renewed once, however many ask', async () => {
  const count = refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  expect(await Promise.all([accessToken(), accessToken(), accessToken()])).toEqual(['new', 'new', 'new']);
  expect(count()).toBe(1);
});

test('a refused token is renewed and the request repeated', async () => {
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  const seen: (string | null)[] = [];
  server.use(
    http.post('/graphql', ({ request }) => {
      const token = request.headers.get('Authorization');
      seen.push(token);
      return token === 'Bearer new'
        ? HttpResponse.json({ data: {} })
        : HttpResponse.json({ errors: [] }, { status: 401 });
    }),
  );
  beginSession({ accessToken: 'revoked', expiresAt: at(600_000) });
  const response = await authorisedFetch('/graphql', { method: 'POST', body: '{}' });
  expect(response.status).toBe(200);
  expect(seen).toEqual(['Bearer revoked', 'Bearer new']);
});

test('a session that has ended signs out', async () => {
  refreshing(() => HttpResponse.json({}, { status: 401 }));
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  expect(await accessToken()).toBeNull();
  expect(sessionSnapshot().status).toBe('anonymous');
});

test('a server out of reach does not sign out', async () => {
  refreshing(() => HttpResponse.error());
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  await expect(accessToken()).rejects.toThrow();
  expect(sessionSnapshot().status).toBe('signedIn');
});

test('another person begins with another epoch, so that nothing cached is shown to them', () => {
  beginSession({ accessToken: 'a', expiresAt: at(600_000) });
  const before = sessionSnapshot().epoch;
  beginSession({ accessToken: 'b', expiresAt: at(600_000) });
  expect(sessionSnapshot().epoch).toBe(before + 1);
});

test('a session that could not be resumed because the server was away is resumed when it is back', async () => {
  beginSession({ accessToken: 'old', expiresAt: at(600_000) });
  localStorage.setItem('schalter.session', '1');
  vi.resetModules();
  const fresh = await import('./session.ts');
  expect(fresh.sessionSnapshot().status).toBe('starting');
  server.use(http.get('/healthz', () => HttpResponse.error()));
  refreshing(() => HttpResponse.error());
  await fresh.resumeSession();
  expect(fresh.sessionSnapshot().status).toBe('anonymous');
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  await fresh.resumeSession();
  expect(fresh.sessionSnapshot().status).toBe('signedIn');
});
