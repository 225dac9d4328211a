import { HttpResponse, http } from 'msw';
import { afterEach, expect, test, vi } from 'vitest';
import { tokenOf } from '../../test/renderApp.tsx';
import { server } from '../../test/server.ts';
import { authorisedFetch } from './client.ts';
import { onRecovered, reportReachable } from './connection.ts';
import { enterSession } from './enterSession.ts';
import {
  accessToken,
  beginSession,
  forgetSession,
  refreshSession,
  sessionSnapshot,
  sessionWasCut,
  thisVisit,
} from './session.ts';
import { keepDevice, keepLocalDraft, keepVisit, readDevice, readLocalDraft } from './storage.ts';

// A test that ended without its server leaves nobody who goes on asking for it: the next ones count who asks.
const silenced = [reportReachable];
afterEach(() => {
  vi.useRealTimers();
  for (const silence of silenced) silence();
});

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

// A browser that was signed in and is opened again, while the server is well. It hears of no other tab: what the tests before
// this one said there would arrive late.
async function openAgain() {
  keepDevice('session', '1');
  vi.resetModules();
  vi.stubGlobal('BroadcastChannel', undefined);
  const session = await import('./session.ts');
  silenced.push((await import('./connection.ts')).reportReachable);
  vi.unstubAllGlobals();
  const looked = vi.fn();
  server.use(
    http.get('/readyz', () => {
      looked();
      return new HttpResponse('ok');
    }),
  );
  return { session, looked };
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
  server.use(http.get('/readyz', () => HttpResponse.error()));
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
  const { session: fresh } = await openAgain();
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

// As the service answers a network that asks too much, and as it does when something breaks.
const tooMuch = (retryAfter: string) =>
  HttpResponse.json(
    { errors: [{ message: 'Von hier kommen zu viele Anfragen auf einmal.', extensions: { code: 'RATE_LIMITED' } }] },
    { status: 429, headers: { 'Retry-After': retryAfter } },
  );
const broken = () =>
  HttpResponse.json(
    { errors: [{ message: 'Ein Fehler ist aufgetreten.', extensions: { code: 'INTERNAL', requestId: 'r1' } }] },
    { status: 500 },
  );

// Answers take real time, pauses only that of the clock; what is due in them is known because nothing is left to chance.
function holdClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.spyOn(Math, 'random').mockReturnValue(1);
}

// What is under way has had its turn, several times over.
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}

test('a server that is there and does not renew is asked after growing pauses, and meanwhile nobody is signed out', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const asked = refreshing(broken);
  void session.resumeSession();
  for (const [tries, pauseMs] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
    // After each failure it looks once whether the server is there; by then the pause has begun.
    await until(() => looked.mock.calls.length === tries + 1);
    await until(() => session.sessionSnapshot().status === 'deferred');
    await vi.advanceTimersByTimeAsync(pauseMs - 1);
    expect(asked()).toBe(tries + 1);
    // What asks meanwhile, such as a page that needs a session, waits for the same try.
    void session.resumeSession();
    expect(await session.accessToken()).toBeNull();
    await vi.advanceTimersByTimeAsync(1);
    await until(() => asked() === tries + 2);
  }
  expect(readDevice('session')).toBe('1');
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  await until(() => looked.mock.calls.length === 8);
  await vi.advanceTimersByTimeAsync(30_000);
  await until(() => session.sessionSnapshot().status === 'signedIn');
});

test('after a failure it looks once whether the server is there, however long the browser takes to say that it failed', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const request = async (_name: string, _options: LockOptions, work: () => Promise<unknown>) => {
    try {
      return await work();
    } finally {
      await settle();
    }
  };
  Object.defineProperty(navigator, 'locks', { configurable: true, value: { request } });
  try {
    refreshing(broken);
    void session.resumeSession();
    await until(() => session.sessionSnapshot().status === 'deferred');
    await settle();
    await settle();
    expect(looked).toHaveBeenCalledTimes(1);
  } finally {
    Reflect.deleteProperty(navigator, 'locks');
  }
});

test.each([
  ['in seconds', () => '90'],
  ['as a date', () => new Date(Date.now() + 90_000).toUTCString()],
])('a server that says %s when to ask again is asked no sooner', async (_, retryAfter) => {
  const { session, looked } = await openAgain();
  holdClock();
  vi.setSystemTime(Date.parse('2026-11-29T12:00:00Z'));
  const asked = refreshing(() => tooMuch(retryAfter()));
  void session.resumeSession();
  await until(() => looked.mock.calls.length === 1);
  await vi.advanceTimersByTimeAsync(89_999);
  await settle();
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await until(() => asked() === 2);
});

test('one may sign in while the server does not renew; what waits goes on at once', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const asked = refreshing(() => tooMuch('3600'));
  const resumed = session.resumeSession();
  await until(() => looked.mock.calls.length === 1);
  await until(() => session.sessionSnapshot().status === 'deferred');
  session.beginSession({ accessToken: 'mine', expiresAt: at(600_000) });
  await resumed;
  expect(await session.accessToken()).toBe('mine');
  expect(asked()).toBe(1);
});

test('a token that cannot be renewed for now signs nobody out, and is not asked for again before its time', async () => {
  server.use(http.get('/readyz', () => new HttpResponse('ok')));
  holdClock();
  const asked = refreshing(() => tooMuch('5'));
  beginSession({ accessToken: 'old', expiresAt: at(1_000) });
  const { visit, epoch } = sessionSnapshot();
  await expect(accessToken()).rejects.toThrow('429');
  await expect(accessToken()).rejects.toThrow();
  expect(asked()).toBe(1);
  await until(() => sessionSnapshot().stale);
  expect(sessionSnapshot()).toEqual({ status: 'signedIn', stale: true, visit, epoch });
  await vi.advanceTimersByTimeAsync(4999);
  await settle();
  expect(asked()).toBe(1);
  // Nobody has to ask: by itself it asks again, and what failed meanwhile is loaded.
  const reload = vi.fn();
  const ignore = onRecovered(reload);
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  await vi.advanceTimersByTimeAsync(1);
  await until(() => !sessionSnapshot().stale);
  ignore();
  expect(reload).toHaveBeenCalledTimes(1);
  expect(await accessToken()).toBe('new');
  expect(sessionSnapshot()).toEqual({ status: 'signedIn', stale: false, visit, epoch });
});

test('a network over its limit, which is refused everything, is told so, and not that there is no connection', async () => {
  const { session } = await openAgain();
  holdClock();
  const looked = vi.fn();
  server.use(
    http.get('/readyz', () => {
      looked();
      return tooMuch('5');
    }),
  );
  refreshing(() => tooMuch('5'));
  void session.resumeSession();
  await until(() => looked.mock.calls.length === 1);
  await until(() => session.sessionSnapshot().status !== 'starting');
  expect(session.sessionSnapshot().status).toBe('deferred');
});

test('a token that the server refused, and does not renew for now, is renewed when it does', async () => {
  server.use(http.get('/readyz', () => new HttpResponse('ok')));
  holdClock();
  refreshing(broken);
  beginSession({ accessToken: 'revoked', expiresAt: at(600_000) });
  await expect(refreshSession('revoked')).rejects.toThrow('500');
  await until(() => sessionSnapshot().stale);
  refreshing(() => HttpResponse.json({ accessToken: 'new', expiresAt: at(600_000) }));
  await vi.advanceTimersByTimeAsync(1000);
  await until(() => !sessionSnapshot().stale);
  expect(await accessToken()).toBe('new');
});

test('a server that wants to be asked in an hour is asked in two minutes', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const asked = refreshing(() => tooMuch('3600'));
  void session.resumeSession();
  await until(() => looked.mock.calls.length === 1);
  await vi.advanceTimersByTimeAsync(119_999);
  await settle();
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  await until(() => asked() === 2);
});

test('the return of the connection shortens no pause that the server wanted', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const asked = refreshing(() => tooMuch('60'));
  void session.resumeSession();
  await until(() => looked.mock.calls.length === 1);
  await until(() => session.sessionSnapshot().status === 'deferred');
  const { announceRecovery } = await import('./connection.ts');
  announceRecovery();
  await settle();
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(60_000);
  await until(() => asked() === 2);
});

test('a browser that gives no lock is not asked without a pause', async () => {
  const { session, looked } = await openAgain();
  holdClock();
  const request = vi.fn(() => Promise.reject(new DOMException('no locks here', 'SecurityError')));
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
  try {
    void session.resumeSession();
    await until(() => looked.mock.calls.length === 1);
    await settle();
    expect(request).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    await until(() => looked.mock.calls.length === 2);
    expect(request).toHaveBeenCalledTimes(2);
  } finally {
    Reflect.deleteProperty(navigator, 'locks');
    keepDevice('session', null);
    await vi.advanceTimersByTimeAsync(2000);
  }
});

// A renewal of account A that is under way, and answers when told to.
function renewalOfA(answer: () => Response) {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const asked = vi.fn();
  server.use(
    http.post('/auth/refresh', async () => {
      asked();
      await held;
      return answer();
    }),
  );
  beginSession({ accessToken: tokenOf('acc_a'), expiresAt: at(1_000) });
  const renewed = refreshSession();
  return { renewed, release, begun: vi.waitFor(() => expect(asked).toHaveBeenCalled(), 30_000) };
}

const late: Record<string, () => Response> = {
  'that its session has ended': () => HttpResponse.json({}, { status: 401 }),
  'with a token of the account before': () => HttpResponse.json(accessOf('acc_a')),
  'that it cannot, for now': () => broken(),
};

for (const [what, answer] of Object.entries(late)) {
  test(`a renewal that was begun before another person signed in, and answers late ${what}, changes nothing`, async () => {
    const heard = vi.fn();
    const other = new BroadcastChannel('schalter.session');
    const { renewed, release, begun } = renewalOfA(answer);
    await begun;
    const mine = accessOf('acc_b');
    beginSession(mine);
    const before = sessionSnapshot();
    other.onmessage = ({ data }) => heard(data);
    release();
    expect(await renewed).toEqual(mine);
    await settle();
    other.close();
    expect(sessionSnapshot()).toEqual(before);
    expect(await accessToken()).toBe(mine.accessToken);
    expect(heard).not.toHaveBeenCalledWith(expect.objectContaining({ kind: 'ended' }));
    expect(heard).not.toHaveBeenCalledWith({ kind: 'access', access: expect.not.objectContaining(mine) });
  });
}

test('a renewal that answers after one has signed out signs nobody in', async () => {
  const { renewed, release, begun } = renewalOfA(() => HttpResponse.json(accessOf('acc_a')));
  await begun;
  forgetSession();
  release();
  expect(await renewed).toBeNull();
  expect(sessionSnapshot().status).toBe('anonymous');
});

// As the browser gives locks, in this tab.
function giveLocks(): () => void {
  let last: Promise<unknown> = Promise.resolve();
  const request = async (_: string, { signal }: LockOptions, work: () => Promise<unknown>) => {
    const before = last;
    let done = () => {};
    last = Promise.all([before, new Promise<void>((resolve) => (done = resolve))]);
    const timedOut = new Promise<void>((_resolve, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    );
    try {
      await Promise.race([before, timedOut]);
      return await work();
    } finally {
      done();
    }
  };
  Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
  return () => Reflect.deleteProperty(navigator, 'locks');
}

test('what begins a session waits for a renewal that is under way, so that its cookie is the last', async () => {
  const takeLocks = giveLocks();
  const { renewed, release, begun } = renewalOfA(() => HttpResponse.json(accessOf('acc_a')));
  await begun;
  const work = vi.fn(async () => 'done');
  const signedIn = enterSession(work);
  await settle();
  expect(work).not.toHaveBeenCalled();
  release();
  expect(await signedIn).toBe('done');
  await renewed;
  expect(work).toHaveBeenCalledTimes(1);
  takeLocks();
});

test('what begins a session does not wait for a renewal that never ends, and is done once', async () => {
  const takeLocks = giveLocks();
  const waits = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) =>
    ms === 5000 ? waits.signal : new AbortController().signal,
  );
  const { renewed, release, begun } = renewalOfA(() => HttpResponse.json(accessOf('acc_a')));
  await begun;
  const work = vi.fn(async () => beginSession(accessOf('acc_b')));
  const signedIn = enterSession(work);
  await settle();
  expect(work).not.toHaveBeenCalled();
  waits.abort(new DOMException('too long', 'TimeoutError'));
  await signedIn;
  expect(work).toHaveBeenCalledTimes(1);
  release();
  await renewed;
  expect(await accessToken()).toBe(tokenOf('acc_b'));
  takeLocks();
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
