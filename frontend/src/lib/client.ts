import {
  Client,
  cacheExchange,
  type Exchange,
  fetchExchange,
  type Operation,
  type SubscriptionForwarder,
  subscriptionExchange,
} from 'urql';
import { pipe, tap } from 'wonka';
import { onRecovered, reportReachable, reportUnreachable } from './connection.ts';
import { currentLocale } from './i18n/locale.ts';
import { laterExchange } from './laterExchange.ts';
import { loadChunk } from './loadChunk.ts';
import type { MissedListener, SubscriptionLine } from './resumingSubscriptions.ts';
import { accessToken, refreshSession, sessionSnapshot, thisVisit } from './session.ts';

/** fetch with the language and a token, if there is one; tells whether the server answered. */
export async function send(
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  token: string | null,
): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('Accept-Language', currentLocale());
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    const response = await fetch(input, { ...init, headers });
    // Something answered; what it depends on did not.
    if (response.status === 503) reportUnreachable();
    else reportReachable();
    return response;
  } catch (problem) {
    if ((problem as Error).name !== 'AbortError') reportUnreachable();
    throw problem;
  }
}

/** fetch with the session's access token and the language; a refused token is renewed and the request repeated once. `guard` says whose it is. */
export async function authorisedFetch(
  input: RequestInfo | URL,
  init?: RequestInit,
  guard = thisVisit(),
): Promise<Response> {
  const token = await accessToken();
  guard();
  const response = await send(input, init, token);
  if (response.status !== 401 || !token) return response;
  const renewed = await refreshSession(token);
  if (!renewed) return response;
  guard();
  return send(input, init, renewed.accessToken);
}

// Keeps the queries that are on screen, so that they can be loaded again after an interruption.
function activeQueries(): { exchange: Exchange; reload: (client: Client) => void } {
  const active = new Map<number, Operation>();
  return {
    exchange:
      ({ forward }) =>
      (operations) =>
        pipe(
          operations,
          tap((operation) => {
            if (operation.kind === 'query') active.set(operation.key, operation);
            if (operation.kind === 'teardown') active.delete(operation.key);
          }),
          forward,
        ),
    reload(client) {
      for (const operation of active.values()) {
        const context = { ...operation.context, requestPolicy: 'network-only' as const };
        client.reexecuteOperation(client.createRequestOperation('query', operation, context));
      }
    },
  };
}

// Only who is signed in has something to hear: the code for it comes when the first subscription begins. What is still on
// its way when the line is closed finds itself stopped, and begins nothing.
function lazyLine(missed: MissedListener): { forward: SubscriptionForwarder; open: () => void; close: () => void } {
  let line: SubscriptionLine | undefined;
  let closed = false;
  const running = new Set<() => void>();
  const forward: SubscriptionForwarder = (request, operation) => ({
    subscribe(sink) {
      if (closed) return { unsubscribe() {} };
      let subscription: { unsubscribe: () => void } | undefined;
      const stop = () => {
        running.delete(stop);
        subscription?.unsubscribe();
      };
      const begin = ({ openSubscriptionLine }: typeof import('./resumingSubscriptions.ts')) => {
        if (!running.has(stop)) return;
        line ??= openSubscriptionLine(missed);
        subscription = line.forward(request, operation).subscribe(sink);
      };
      running.add(stop);
      void loadChunk(() => import('./resumingSubscriptions.ts')).then(begin, (problem) => sink.error(problem));
      return { unsubscribe: stop };
    },
  });
  return {
    forward,
    // In development React attaches twice, with an end between.
    open() {
      closed = false;
    },
    close() {
      closed = true;
      for (const stop of [...running]) stop();
      line?.dispose();
      line = undefined;
    },
  };
}

// What visitors read does not change while they look at it, and the code of the cache that joins objects is worth a tenth of
// the shell: it comes with the session.
function chooseCache(): Exchange {
  if (sessionSnapshot().status === 'anonymous') return cacheExchange;
  const arriving = loadChunk(() => import('./graphcache.ts')).then(({ normalisedCache }) => normalisedCache());
  // Without it pages are asked for more often, and show the same.
  return laterExchange(arriving.catch(() => cacheExchange));
}

/** A client, and what it needs to live: `attach` has it listen for the connection's return, and answers how to end it with its line. */
export interface AttachableClient {
  client: Client;
  attach: () => () => void;
}

/** A GraphQL client with an empty cache. One is made for each person and language, so that nothing of another's stays. */
export function createClient(): AttachableClient {
  const active = activeQueries();
  const guard = thisVisit();
  const reload = () => active.reload(client);
  const line = lazyLine(reload);
  const client: Client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    // urql would accept event streams as well; live data comes by websocket, and an answer in one piece can set cookies.
    fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
    fetch: (input, init) => authorisedFetch(input, init, guard),
    exchanges: [
      active.exchange,
      chooseCache(),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: line.forward }),
    ],
  });
  const attach = () => {
    line.open();
    const ignore = onRecovered(reload);
    return () => {
      ignore();
      line.close();
    };
  };
  return { client, attach };
}
