import { useSyncExternalStore } from 'react';
import { reportUnreachable } from './connection.ts';

/** The short-lived proof of who is signed in. It is kept in memory only; the refresh token is an HttpOnly cookie. */
export interface Access {
  accessToken: string;
  /** A contract `Time`. */
  expiresAt: string;
}

/** `starting` until it is known whether the browser still holds a session. */
export type SessionStatus = 'starting' | 'anonymous' | 'signedIn';

/** What a component may know of the session. `epoch` grows whenever another person, or nobody, is signed in. */
export interface SessionSnapshot {
  status: SessionStatus;
  epoch: number;
}

type Heard = { kind: 'access'; access: Access } | { kind: 'ended' };

// Says that a session may exist, so that visitors who never signed in cause no refused request.
const hintKey = 'schalter.session';
const marginMs = 20_000;

let access: Access | null = null;
let snapshot: SessionSnapshot = { status: hinted() ? 'starting' : 'anonymous', epoch: 0 };
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('schalter.session');

function hinted(): boolean {
  try {
    return localStorage.getItem(hintKey) === '1';
  } catch {
    return false;
  }
}

function hint(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(hintKey, '1');
    else localStorage.removeItem(hintKey);
  } catch {
    // Without storage the session ends with the tab.
  }
}

function publish(status: SessionStatus): void {
  if (snapshot.status === status) return;
  const sameVisit = snapshot.status === 'starting';
  snapshot = { status, epoch: sameVisit ? snapshot.epoch : snapshot.epoch + 1 };
  for (const listener of listeners) listener();
}

function accept(fresh: Access): void {
  access = fresh;
  hint(true);
  publish('signedIn');
}

function forget(): void {
  access = null;
  hint(false);
  publish('anonymous');
}

function fresh(): Access | null {
  return access && Date.parse(access.expiresAt) - Date.now() > marginMs ? access : null;
}

channel?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
  if (data.kind === 'access') accept(data.access);
  else forget();
});

/** Takes over the access that signing in or confirming an e-mail answered with, in every tab. */
export function beginSession(begun: Access): void {
  access = begun;
  hint(true);
  // Another account may have been signed in before: the epoch must grow even then.
  snapshot = { status: 'signedIn', epoch: snapshot.epoch + 1 };
  for (const listener of listeners) listener();
  channel?.postMessage({ kind: 'access', access: begun } satisfies Heard);
}

let leaving = false;

/**
 * Signs out: tells the server, and meanwhile renews nothing, for the server closes sockets of an ended session at once.
 * `tellServer` answers whether it got through; otherwise the session stays.
 */
export async function leaveSession(tellServer: () => Promise<boolean>): Promise<void> {
  leaving = true;
  try {
    if (await tellServer()) forgetSession();
  } finally {
    leaving = false;
  }
}

/** Forgets the session in every tab. */
export function forgetSession(): void {
  forget();
  channel?.postMessage({ kind: 'ended' } satisfies Heard);
}

/** A usable access token, refreshed when needed; null when nobody is signed in. Rejects when the server is out of reach. */
export async function accessToken(): Promise<string | null> {
  if (snapshot.status === 'anonymous') return null;
  return (fresh() ?? (await refreshSession()))?.accessToken ?? null;
}

let refreshing: Promise<Access | null> | undefined;

/** Asks for a new access token, once for all tabs; null (and signed out) when the session has ended. `refused` is a token the server did not take. */
export function refreshSession(refused?: string): Promise<Access | null> {
  if (leaving) return Promise.resolve(null);
  refreshing ??= alone(() => exchange(refused)).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

// The refresh token rotates with each use: two tabs that use the same one would look like theft.
function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request('schalter.refresh', work) : work();
}

async function exchange(refused: string | undefined): Promise<Access | null> {
  const heard = fresh();
  if (heard && heard.accessToken !== refused) return heard;
  const response = await fetch('/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  if (response.status === 401 || response.status === 403) {
    forgetSession();
    return null;
  }
  if (!response.ok) throw new Error(`refresh answered ${response.status}`);
  const renewed = (await response.json()) as Access;
  accept(renewed);
  channel?.postMessage({ kind: 'access', access: renewed } satisfies Heard);
  return renewed;
}

/** Finds out whether the browser still holds a session: at start, and again when the server was out of reach then. */
export async function resumeSession(): Promise<void> {
  if (snapshot.status === 'signedIn' || !hinted()) return;
  try {
    await refreshSession();
  } catch {
    // Pages that need no account still work meanwhile.
    reportUnreachable();
    publish('anonymous');
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The session as it is now. */
export function sessionSnapshot(): SessionSnapshot {
  return snapshot;
}

/** The session; re-renders when somebody signs in or out, in any tab. */
export function useSession(): SessionSnapshot {
  return useSyncExternalStore(subscribe, sessionSnapshot);
}
