import { useSyncExternalStore } from 'react';

/** Whether the server answers. `retryAt` is the moment of the next try in milliseconds, null while one is under way. */
export interface ConnectionState {
  online: boolean;
  retryAt: number | null;
}

const longestMs = 30_000;
let state: ConnectionState = { online: true, retryAt: null };
let attempt = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const recovered = new Set<() => void>();

function publish(next: ConnectionState): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Waiting time before a try: doubled each time up to 30 s, with full jitter so that a restart is not stormed. */
export function backoffMs(tries: number, random = Math.random()): number {
  return Math.max(500, random * Math.min(longestMs, 1000 * 2 ** tries));
}

/** A request did not reach the server, or nothing behind it: shows the banner and begins to try. */
export function reportUnreachable(): void {
  if (!state.online) return;
  attempt = 0;
  schedule();
}

/** A request was answered. */
export function reportReachable(): void {
  if (state.online) return;
  clearTimeout(timer);
  publish({ online: true, retryAt: null });
  for (const listener of recovered) listener();
}

function schedule(): void {
  const wait = backoffMs(attempt++);
  publish({ online: false, retryAt: Date.now() + wait });
  timer = setTimeout(retryNow, wait);
}

/** Tries at once, without waiting for the next turn. */
export async function retryNow(): Promise<void> {
  clearTimeout(timer);
  publish({ online: false, retryAt: null });
  try {
    const response = await fetch('/readyz', { cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    reportReachable();
  } catch {
    schedule();
  }
}

/** Asks the server quietly whether it is there; only a failure shows the banner. */
export async function checkReachable(): Promise<void> {
  if (!state.online) return;
  const response = await fetch('/readyz', { cache: 'no-store' }).catch(() => null);
  if (!response?.ok) reportUnreachable();
}

/** Calls back whenever the connection has come back; answers how to stop. */
export function onRecovered(listener: () => void): () => void {
  recovered.add(listener);
  return () => recovered.delete(listener);
}

/** Listens to what the browser knows of the network. */
export function watchNetwork(): void {
  addEventListener('offline', reportUnreachable);
  addEventListener('online', () => {
    if (!state.online) retryNow();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The state of the connection; re-renders on change. */
export function useConnection(): ConnectionState {
  return useSyncExternalStore(subscribe, () => state);
}
