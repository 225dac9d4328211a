import { useSyncExternalStore } from 'react';
import { reportUnreachable } from './connection.ts';
import { keepDevice, ownDrafts, readDevice } from './storage.ts';

/** The short-lived proof of who is signed in. It is kept in memory only; the refresh token is an HttpOnly cookie. */
export interface Access {
  accessToken: string;
  /** A contract `Time`. */
  expiresAt: string;
}

/**
 * `starting` until it is known whether the browser still holds a session; `unknown` when it may hold one and the server,
 * which would know, is out of reach: that is not "signed out".
 */
export type SessionStatus = 'starting' | 'unknown' | 'anonymous' | 'signedIn';

/**
 * What a component may know of the session. `epoch` grows whenever another person, or nobody, is signed in; `visit` when one
 * ends: nothing of a visit may be shown or sent in the next one.
 */
export interface SessionSnapshot {
  status: SessionStatus;
  epoch: number;
  visit: number;
}

type Heard = { kind: 'access'; access: Access } | { kind: 'ended'; cut: boolean };

// Says that a session may exist, so that visitors who never signed in cause no refused request.
const hintName = 'session';
const marginMs = 20_000;

let access: Access | null = null;
let account: string | null = null;
let cut = false;
let snapshot: SessionSnapshot = { status: hinted() ? 'starting' : 'anonymous', epoch: 0, visit: 0 };
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('schalter.session');

// Without storage the session ends with the tab.
function hinted(): boolean {
  return readDevice(hintName) === '1';
}

// A tab that was closed or asleep when its session ended comes back with what it kept.
if (!hinted()) ownDrafts(null);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && !hinted()) forget(false);
});

function publish(status: SessionStatus, anew: boolean, ends: boolean): void {
  const { epoch, visit } = snapshot;
  if (snapshot.status === status && !anew && !ends) return;
  const same = snapshot.status === 'starting' && !anew;
  snapshot = { status, epoch: same ? epoch : epoch + 1, visit: ends ? visit + 1 : visit };
  for (const listener of listeners) listener();
}

// RFC 9068: the account is the token's subject. Of a token that cannot be read nothing is kept in its name.
function accountOf({ accessToken }: Access): string | null {
  try {
    return JSON.parse(atob((accessToken.split('.')[1] as string).replace(/-/g, '+').replace(/_/g, '/'))).sub;
  } catch {
    return null;
  }
}

function accept(fresh: Access, anew = false): void {
  const before = account;
  access = fresh;
  cut = false;
  account = accountOf(fresh);
  const other = before !== null && before !== account;
  ownDrafts(account, other);
  keepDevice(hintName, '1');
  publish('signedIn', anew, other);
}

function forget(ended: boolean): void {
  const { status } = snapshot;
  if (status !== 'anonymous') cut = ended;
  access = null;
  account = null;
  ownDrafts(null, true);
  keepDevice(hintName, null);
  publish('anonymous', false, status === 'signedIn');
}

function end(cut: boolean): void {
  forget(cut);
  channel?.postMessage({ kind: 'ended', cut } satisfies Heard);
}

function fresh(): Access | null {
  return access && Date.parse(access.expiresAt) - Date.now() > marginMs ? access : null;
}

channel?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
  if (data.kind === 'access') accept(data.access);
  else forget(data.cut);
});

/** Takes over the access that signing in or confirming an e-mail answered with, in every tab. */
export function beginSession(begun: Access): void {
  accept(begun, true);
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
  end(false);
}

/** Whether the last session of this tab ended without the person signing out: it ran out, or somebody ended it elsewhere. */
export function sessionWasCut(): boolean {
  return cut;
}

/** A usable access token, refreshed when needed; null when nobody is signed in. Rejects when the server is out of reach. */
export async function accessToken(): Promise<string | null> {
  if (snapshot.status === 'anonymous' || snapshot.status === 'unknown') return null;
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
    end(true);
    return null;
  }
  if (response.status === 503) reportUnreachable();
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
    // Another tab may have told meanwhile how it stands.
    if (sessionSnapshot().status !== 'signedIn' && hinted()) publish('unknown', false, false);
  }
}

/** Waits until the server has told whether there is a session. */
export function sessionKnown(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (snapshot.status === 'unknown' || snapshot.status === 'starting') return;
      listeners.delete(look);
      resolve();
    };
    listeners.add(look);
    look();
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A guard for what belongs to the visit that is now: it throws once that has ended. What one person wrote never goes out in the name of the next. */
export function thisVisit(): () => void {
  const { visit } = snapshot;
  return () => {
    if (snapshot.visit !== visit) throw new DOMException('the session has ended', 'AbortError');
  };
}

/** The session as it is now. */
export function sessionSnapshot(): SessionSnapshot {
  return snapshot;
}

/** The session; re-renders when somebody signs in or out, in any tab. */
export function useSession(): SessionSnapshot {
  return useSyncExternalStore(subscribe, sessionSnapshot);
}
