import { type CacheExchangeOpts, cacheExchange } from '@urql/exchange-graphcache';
import {
  Client,
  type Exchange,
  fetchExchange,
  type Operation,
  type SubscriptionForwarder,
  subscriptionExchange,
} from 'urql';
import { pipe, tap } from 'wonka';
import { possibleTypes } from '../gql/possibleTypes.ts';
import { cacheKeys } from './cacheKeys.ts';
import { onRecovered, reportReachable, reportUnreachable } from './connection.ts';
import { currentLocale } from './i18n/locale.ts';
import type { MissedListener } from './live.ts';
import { accessToken, refreshSession } from './session.ts';

/** What features add to the cache: updates after mutations and subscriptions, paged lists, optimistic answers. */
export type CacheParts = Pick<CacheExchangeOpts, 'updates' | 'resolvers' | 'optimistic'>;

async function send(input: RequestInfo | URL, init: RequestInit | undefined, token: string | null): Promise<Response> {
  const headers = new Headers(init?.headers);
  headers.set('Accept-Language', currentLocale());
  if (token) headers.set('Authorization', `Bearer ${token}`);
  try {
    const response = await fetch(input, { ...init, headers });
    reportReachable();
    return response;
  } catch (problem) {
    if ((problem as Error).name !== 'AbortError') reportUnreachable();
    throw problem;
  }
}

/** fetch with the session's access token and the language; a refused token is renewed and the request repeated once. */
export async function authorisedFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const token = await accessToken();
  const response = await send(input, init, token);
  if (response.status !== 401 || !token) return response;
  const renewed = await refreshSession(token);
  return renewed ? send(input, init, renewed.accessToken) : response;
}

// Keeps the queries that are on screen, so that they can be loaded anew after an interruption.
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

// Only who is signed in has something to hear: the code for it comes when the first subscription begins.
function lazyForwarder(missed: MissedListener): SubscriptionForwarder {
  return (request, operation) => ({
    subscribe(sink) {
      let stopped = false;
      let subscription: { unsubscribe: () => void } | undefined;
      void import('./live.ts').then(({ liveForwarder }) => {
        if (!stopped) subscription = liveForwarder(missed)(request, operation).subscribe(sink);
      });
      return {
        unsubscribe() {
          stopped = true;
          subscription?.unsubscribe();
        },
      };
    },
  });
}

/** A GraphQL client with an empty cache. One is made for each person and language, so that nothing of another's stays. */
export function createClient(parts: CacheParts = {}): Client {
  const active = activeQueries();
  const reload = () => active.reload(client);
  const client: Client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    // urql would accept event streams as well; live data comes by websocket, and an answer in one piece can set cookies.
    fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
    fetch: authorisedFetch,
    exchanges: [
      active.exchange,
      cacheExchange({ ...(import.meta.env.DEV && { keys: cacheKeys }), possibleTypes, ...parts }),
      fetchExchange,
      subscriptionExchange({ forwardSubscription: lazyForwarder(reload) }),
    ],
  });
  onRecovered(reload);
  return client;
}
