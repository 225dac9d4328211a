import { HttpResponse, http } from 'msw';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { server } from '../../test/server.ts';
import { openSubscriptionLine } from './resumingSubscriptions.ts';
import { beginSession } from './session.ts';

interface Frame {
  type: string;
  id?: string;
  payload?: { authorization?: string; variables?: { after?: string } };
}

// The network's other end: speaks graphql-transport-ws as far as a subscription needs it.
class Line {
  static open: Line[] = [];
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readyState = Line.CONNECTING;
  protocol = 'graphql-transport-ws';
  received: Frame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string; wasClean: boolean }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  constructor() {
    Line.open.push(this);
    queueMicrotask(() => {
      this.readyState = Line.OPEN;
      this.onopen?.();
    });
  }
  send(text: string): void {
    const frame = JSON.parse(text) as Frame;
    this.received.push(frame);
    if (frame.type === 'connection_init') this.say({ type: 'connection_ack' });
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  begin(): void {
    this.say({ type: 'ping', payload: { begun: this.subscription().id } });
  }
  event(cursor: string): void {
    const { id } = this.subscription();
    this.say({ type: 'next', id, payload: { data: { messageReceived: { cursor } } } });
  }
  close(code = 1000, reason = ''): void {
    if (this.readyState === Line.CLOSED) return;
    this.readyState = Line.CLOSED;
    this.onclose?.({ code, reason, wasClean: true });
  }
  subscription(): Frame {
    const found = this.received.find(({ type }) => type === 'subscribe');
    if (!found) throw new Error('not subscribed yet');
    return found;
  }
}

const query = 'subscription ($after: String) { messageReceived(after: $after) { cursor } }';
let missed = 0;
let got: string[] = [];
let stop: () => void = () => {};

const request = { query, variables: {}, operationName: undefined, extensions: undefined };

function listen(live = openSubscriptionLine(() => missed++)): void {
  const subscription = live.forward(request, {} as never).subscribe({
    next: (result) => got.push(result.data?.messageReceived.cursor),
    error: (problem) => {
      throw problem;
    },
    complete: () => {},
  });
  stop = () => subscription.unsubscribe();
}

async function line(number: number): Promise<Line> {
  return vi.waitFor(
    () => {
      const found = Line.open[number];
      if (!found) throw new Error('no line yet');
      found.subscription();
      return found;
    },
    { timeout: 30_000 },
  );
}

beforeEach(() => {
  missed = 0;
  got = [];
  Line.open = [];
  vi.stubGlobal('WebSocket', Line);
  const expiresAt = new Date(Date.now() + 600_000).toISOString();
  server.use(
    http.post('/auth/refresh', () => HttpResponse.json({ accessToken: 'second', expiresAt })),
    http.get('/readyz', () => new HttpResponse('ok')),
  );
  beginSession({ accessToken: 'first', expiresAt });
});

afterEach(async () => {
  stop();
  // Nobody listens any more: no line may stay open.
  await vi.waitFor(() => expect(Line.open.every(({ readyState }) => readyState === Line.CLOSED)).toBe(true), 30_000);
  vi.unstubAllGlobals();
});

test('a broken line is resumed after the last event, so that nothing is missed or doubled', async () => {
  listen();
  const first = await line(0);
  expect(first.received[0]?.payload?.authorization).toBe('Bearer first');
  first.event('c1');
  first.event('c2');
  first.close(1006);
  const second = await line(1);
  expect(second.subscription().payload?.variables?.after).toBe('c2');
  second.event('c3');
  expect(got).toEqual(['c1', 'c2', 'c3']);
  expect(missed).toBe(0);
});

test('a stream that an outage ended goes on after its last event', async () => {
  listen();
  const first = await line(0);
  first.event('c1');
  first.say({
    type: 'error',
    id: first.subscription().id,
    payload: [{ message: 'not now', extensions: { code: 'UNAVAILABLE' } }],
  });
  const latest = () => Line.open.flatMap((one) => one.received.filter(({ type }) => type === 'subscribe'));
  await vi.waitFor(() => expect(latest().length).toBe(2), { timeout: 30_000 });
  expect(latest()[1]?.payload?.variables?.after).toBe('c1');
});

test('a line closed because its token ran out comes back with a new one', async () => {
  listen();
  const first = await line(0);
  first.event('c1');
  first.close(4403, 'Forbidden');
  const second = await line(1);
  expect(second.received[0]?.payload?.authorization).toBe('Bearer second');
  expect(second.subscription().payload?.variables?.after).toBe('c1');
});

test('a line that broke before its first event has what is on screen loaded again', async () => {
  listen();
  (await line(0)).close(1006);
  const second = await line(1);
  expect(missed).toBe(0);
  second.begin();
  expect(missed).toBe(1);
});

test('a cursor that is too old begins again from now, and what is on screen is loaded again', async () => {
  listen();
  const first = await line(0);
  first.event('c1');
  first.say({
    type: 'error',
    id: first.subscription().id,
    payload: [{ message: 'too old', extensions: { code: 'CURSOR_EXPIRED' } }],
  });
  const latest = () => Line.open.flatMap((one) => one.received.filter(({ type }) => type === 'subscribe'));
  await vi.waitFor(() => expect(latest().length).toBe(2), { timeout: 30_000 });
  expect(latest()[1]?.payload?.variables?.after).toBeUndefined();
  expect(missed).toBe(0);
  Line.open.at(-1)?.say({ type: 'ping', payload: { begun: latest()[1]?.id } });
  expect(missed).toBe(1);
});

test('what was on screen before the streams began is loaded again once, when the last of them has begun', async () => {
  const live = openSubscriptionLine(() => missed++);
  listen(live);
  const stopFirst = stop;
  listen(live);
  const stopSecond = stop;
  stop = () => {
    stopFirst();
    stopSecond();
  };
  const only = await line(0);
  const asked = () => only.received.filter(({ type }) => type === 'subscribe');
  await vi.waitFor(() => expect(asked().length).toBe(2), 30_000);
  const begin = (at: number) => only.say({ type: 'ping', payload: { begun: asked()[at]?.id } });
  begin(0);
  expect(missed).toBe(0);
  begin(1);
  expect(missed).toBe(1);
  // Once more, without an event in between: the client had subscribed again by itself.
  begin(1);
  expect(missed).toBe(2);
  expect(only.received.filter(({ type }) => type === 'pong').length).toBe(3);
});

test('a stream that is left before it began keeps no other one waiting', async () => {
  const live = openSubscriptionLine(() => missed++);
  listen(live);
  const stopFirst = stop;
  listen(live);
  const only = await line(0);
  const asked = () => only.received.filter(({ type }) => type === 'subscribe');
  await vi.waitFor(() => expect(asked().length).toBe(2), 30_000);
  only.say({ type: 'ping', payload: { begun: asked()[1]?.id } });
  expect(missed).toBe(0);
  stopFirst();
  expect(missed).toBe(1);
});
