import { useSyncExternalStore } from 'react';

/** Whether the server answers. `retryAt` is the moment of the next try in milliseconds, null while one is under way. */
export interface ConnectionState {
  online: boolean;
  retryAt: number | null;
}

const longestMs = 30_000;
/** How long the server may take to say whether it is there, or who is signed in. */
export const longestAnswerMs = 15_000;
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
  announceRecovery();
}

/** What failed may be asked for again: the server is back, or takes the person's requests again. */
export function announceRecovery(): void {
  for (const listener of recovered) listener();
}

function schedule(): void {
  const wait = backoffMs(attempt++);
  publish({ online: false, retryAt: Date.now() + wait });
  timer = setTimeout(retryNow, wait);
}

async function askWhetherReady(): Promise<boolean> {
  const signal = AbortSignal.timeout(longestAnswerMs);
  const response = await fetch('/readyz', { cache: 'no-store', signal }).catch(() => null);
  // Who refuses a network that asks too much is there.
  return !!response && (response.ok || response.status === 429);
}

/** Tries at once, without waiting for the next turn. */
export async function retryNow(): Promise<void> {
  clearTimeout(timer);
  publish({ online: false, retryAt: null });
  if (await askWhetherReady()) reportReachable();
  else schedule();
}

let checking: Promise<boolean> | undefined;

/** Asks the server quietly whether it is there, once however many want to know; only a failure shows the banner. */
export function checkReachable(): Promise<boolean> {
  if (!state.online) return Promise.resolve(false);
  checking ??= askWhetherReady().then((ready) => {
    checking = undefined;
    if (!ready) reportUnreachable();
    return ready;
  });
  return checking;
}

/** Waits until the next try is due or the server is back, and `leastMs` in any case. */
export function pauseBeforeTry(tries: number, leastMs = 0): Promise<void> {
  const earliest = Date.now() + leastMs;
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(due);
      ignore();
      resolve();
    };
    const due = setTimeout(end, Math.max(leastMs, backoffMs(tries)));
    const ignore = onRecovered(() => {
      if (Date.now() >= earliest) end();
    });
  });
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
