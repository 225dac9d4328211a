import { useSyncExternalStore } from 'react';
import { Client, cacheExchange, fetchExchange } from 'urql';
import { send } from '../../lib/client.ts';

/**
 * Whom a vendor's link let in. It is kept in the memory of this page only, apart from a person's session: neither a cookie nor a
 * storage knows it, and requests of the one never carry the token of the other.
 */
export interface VendorSession {
  client: Client;
  /** The vendor's name. */
  name: string;
  /** A contract `Time`. */
  expiresAt: string;
  /** It ran out, or the server does not take it any more; what it showed stays on screen. */
  ended: boolean;
}

let session: VendorSession | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function publish(next: VendorSession | null): void {
  session = next;
  for (const listener of listeners) listener();
}

function end(of: Client): void {
  if (session?.client === of && !session.ended) publish({ ...session, ended: true });
}

/** Begins a session with what redeeming the link answered. */
export function beginVendorSession(accessToken: string, expiresAt: string, name: string): void {
  const client: Client = new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: { headers: { accept: 'application/graphql-response+json, application/json' } },
    fetch: async (input, init) => {
      const response = await send(input, init, accessToken);
      if (response.status === 401) end(client);
      return response;
    },
    exchanges: [cacheExchange, fetchExchange],
  });
  clearTimeout(timer);
  timer = setTimeout(() => end(client), Date.parse(expiresAt) - Date.now());
  publish({ client, name, expiresAt, ended: false });
}

/** Forgets the token. */
export function leaveVendorSession(): void {
  clearTimeout(timer);
  publish(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The vendor's session, null while there is none. */
export function useVendorSession(): VendorSession | null {
  return useSyncExternalStore(subscribe, () => session);
}
