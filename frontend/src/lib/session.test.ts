import { HttpResponse, http } from 'msw';
import { expect, test, vi } from 'vitest';
import { tokenOf } from '../../test/renderApp.tsx';
import { server } from '../../test/server.ts';
import { authorisedFetch } from './client.ts';
import {
  accessToken,
  beginSession,
  forgetSession,
  refreshSession,
  sessionSnapshot,
  sessionWasCut,
  thisVisit,
} from './session.ts';
import { keepLocalDraft, keepVisit, readLocalDraft } from './storage.ts';

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

test('a session that ended by itself is told from one that the person ended, in the other tabs too', async () => {
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  forgetSession();
  expect(sessionWasCut()).toBe(false);
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  elsewhere({ kind: 'ended', cut: true });
  await vi.waitFor(() => expect(sessionSnapshot().status).toBe('anonymous'), 30_000);
  expect(sessionWasCut()).toBe(true);
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  expect(sessionWasCut()).toBe(false);
  refreshing(() => HttpResponse.json({}, { status: 401 }));
  await accessToken();
  expect(sessionWasCut()).toBe(true);
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
  server.use(http.get('/readyz', () => HttpResponse.error()));
  refreshing(() => HttpResponse.error());
  await fresh.resumeSession();
  // Not "signed out": nobody knows yet.
  expect(fresh.sessionSnapshot().status).toBe('unknown');
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  await fresh.resumeSession();
  expect(fresh.sessionSnapshot().status).toBe('signedIn');
});

const accessOf = (accountId: string) => ({ accessToken: tokenOf(accountId), expiresAt: at(600_000) });
const kept = () => Object.keys(sessionStorage);

function typeAs(accountId: string): void {
  beginSession(accessOf(accountId));
  keepLocalDraft('letter', 'Geheim');
  keepVisit('fragment./konto/aktivieren', 'code=1');
  expect(kept()).toHaveLength(2);
}

// Another tab of the same browser.
function elsewhere(message: object): void {
  const other = new BroadcastChannel('schalter.session');
  other.postMessage(message);
  setTimeout(() => other.close(), 1000);
}

const ends: Record<string, () => unknown> = {
  'by signing out here': () => forgetSession(),
  'by signing out in another tab': () => elsewhere({ kind: 'ended', cut: false }),
  'by its time or by being ended, when its token is renewed': () => {
    refreshing(() => HttpResponse.json({}, { status: 401 }));
    return refreshSession(tokenOf('acc_a'));
  },
  'by an account that was blocked': () => {
    refreshing(() => HttpResponse.json({}, { status: 403 }));
    return refreshSession(tokenOf('acc_a'));
  },
  'by a request that is refused': () => {
    refreshing(() => HttpResponse.json({}, { status: 401 }));
    server.use(http.post('/graphql', () => HttpResponse.json({ errors: [] }, { status: 401 })));
    return authorisedFetch('/graphql', { method: 'POST', body: '{}' });
  },
  'while the page was asleep': () => {
    localStorage.removeItem('schalter.session');
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  },
};

for (const [how, end] of Object.entries(ends)) {
  test(`a session that ends ${how} leaves nothing typed in this tab, and its requests go nowhere`, async () => {
    typeAs('acc_a');
    const guard = thisVisit();
    await end();
    await vi.waitFor(() => expect(sessionSnapshot().status).toBe('anonymous'), 30_000);
    expect(kept()).toEqual([]);
    expect(guard).toThrow();
  });
}

const others: Record<string, () => unknown> = {
  'in this tab': () => beginSession(accessOf('acc_b')),
  'in another tab': () => elsewhere({ kind: 'access', access: accessOf('acc_b') }),
  'in another tab, which is learned by renewing': () => {
    refreshing(() => HttpResponse.json(accessOf('acc_b')));
    return refreshSession(tokenOf('acc_a'));
  },
};

for (const [where, signIn] of Object.entries(others)) {
  test(`another person who signs in ${where} finds nothing of the one before`, async () => {
    typeAs('acc_a');
    const { epoch, visit } = sessionSnapshot();
    const guard = thisVisit();
    await signIn();
    await vi.waitFor(() => expect(sessionSnapshot().visit).toBe(visit + 1), 30_000);
    expect(sessionSnapshot().epoch).toBe(epoch + 1);
    expect(kept()).toEqual([]);
    expect(readLocalDraft('letter')).toBeNull();
    expect(guard).toThrow();
  });
}

test('a renewed session of the same person keeps what was typed', async () => {
  typeAs('acc_a');
  const before = sessionSnapshot();
  refreshing(() => HttpResponse.json(accessOf('acc_a')));
  await refreshSession(tokenOf('acc_a'));
  expect(sessionSnapshot()).toEqual(before);
  expect(readLocalDraft('letter')).toBe('Geheim');
});

test('a request that was begun by one person is not sent in the name of the next', async () => {
  beginSession({ accessToken: tokenOf('acc_a'), expiresAt: at(1_000) });
  refreshing(() => HttpResponse.json(accessOf('acc_b')));
  const asked = vi.fn();
  server.use(http.post('/graphql', asked));
  await expect(authorisedFetch('/graphql', { method: 'POST', body: '{}' })).rejects.toThrow('the session has ended');
  expect(asked).not.toHaveBeenCalled();
});

test('a tab that is opened again after its session ended keeps nothing of it', async () => {
  typeAs('acc_a');
  localStorage.removeItem('schalter.session');
  vi.resetModules();
  await import('./session.ts');
  expect(kept()).toEqual(['schalter.draft.visit.fragment./konto/aktivieren']);
});
