import { gql } from 'urql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pipe, subscribe } from 'wonka';
import { graphql } from '../gql/index.ts';
import { createClient } from './client.ts';
import { reportReachable, reportUnreachable, retryNow } from './connection.ts';
import { unanswered } from './problems.ts';
import { beginSession } from './session.ts';

// The network's other end, as far as these tests go: it is asked for, and closed.
class Socket {
  static all: Socket[] = [];
  static readonly OPEN = 1;
  static readonly CLOSED = 3;
  readyState = 0;
  protocol = 'graphql-transport-ws';
  heard: string[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number; reason: string; wasClean: boolean }) => void;
  constructor() {
    Socket.all.push(this);
    queueMicrotask(() => {
      this.readyState = Socket.OPEN;
      this.onopen?.();
    });
  }
  send(text: string): void {
    const { type } = JSON.parse(text) as { type: string };
    this.heard.push(type);
    if (type === 'connection_init') this.onmessage?.({ data: '{"type":"connection_ack"}' });
  }
  close(code = 1000): void {
    if (this.readyState === Socket.CLOSED) return;
    this.readyState = Socket.CLOSED;
    this.onclose?.({ code, reason: '', wasClean: true });
  }
}

const Arrivals = graphql(`
  subscription MailboxArrivals($after: String) {
    messageReceived(after: $after) { cursor mailboxId messageEdge { cursor node { id ...MessageParts } } }
  }
`);

beforeEach(() => {
  Socket.all = [];
  vi.stubGlobal('WebSocket', Socket);
  beginSession({ accessToken: 'first', expiresAt: new Date(Date.now() + 600_000).toISOString() });
});

afterEach(() => vi.unstubAllGlobals());

function listen() {
  const { client, attach } = createClient();
  const end = attach();
  const { unsubscribe } = pipe(
    client.subscription(Arrivals, {}),
    subscribe(() => {}),
  );
  return { end, unsubscribe };
}

test('a client that ends while its line is still on its way opens none', async () => {
  const { end } = listen();
  end();
  await vi.dynamicImportSettled();
  await new Promise((settled) => setTimeout(settled));
  expect(Socket.all).toEqual([]);
});

test('a client that ends takes its line with it, and the next one has a line of its own', async () => {
  const first = listen();
  // The first use of the code for it: on a busy machine that takes its time.
  await vi.dynamicImportSettled();
  await vi.waitFor(() => expect(Socket.all[0]?.heard).toContain('subscribe'), 30_000);
  first.end();
  const second = listen();
  await vi.waitFor(() => expect(Socket.all[1]?.heard).toContain('subscribe'), 30_000);
  const states = () => Socket.all.map(({ readyState }) => readyState);
  await vi.waitFor(() => expect(states()).toEqual([Socket.CLOSED, Socket.OPEN]), 30_000);
  second.end();
  await vi.waitFor(() => expect(states()).toEqual([Socket.CLOSED, Socket.CLOSED]), 30_000);
});

test('a client that has ended loads nothing when the connection comes back', async () => {
  const asked = vi.fn(async () => Response.json({ data: { viewer: null } }));
  vi.stubGlobal('fetch', asked);
  const { client, attach } = createClient();
  const end = attach();
  pipe(
    client.query(gql`query { viewer { id } }`, {}),
    subscribe(() => {}),
  );
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1), 30_000);
  const back = () => {
    reportUnreachable();
    reportReachable();
  };
  back();
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2), 30_000);
  end();
  back();
  await new Promise((settled) => setTimeout(settled));
  expect(asked).toHaveBeenCalledTimes(2);
});

test('an outage behind the server counts as no answer, and what is on screen is loaded once it is over', async () => {
  let out = true;
  const status = () => (out ? 503 : 200);
  const asked = vi.fn(async () => {
    const errors = [{ message: 'try again', extensions: { code: 'UNAVAILABLE' } }];
    return Response.json({ data: { viewer: null }, ...(out && { errors }) }, { status: status() });
  });
  vi.stubGlobal('fetch', (input: string) =>
    input === '/readyz' ? Promise.resolve(new Response('', { status: status() })) : asked(),
  );
  const { client, attach } = createClient();
  const end = attach();
  const lost: boolean[] = [];
  pipe(
    client.query(gql`query { viewer { id } }`, {}),
    subscribe(({ error }) => lost.push(unanswered(error))),
  );
  await vi.waitFor(() => expect(lost).toEqual([true]), 30_000);
  await retryNow();
  expect(asked).toHaveBeenCalledTimes(1);
  out = false;
  await retryNow();
  await vi.waitFor(() => expect(lost.at(-1)).toBe(false), 30_000);
  expect(asked).toHaveBeenCalledTimes(2);
  end();
});
