import { useSyncExternalStore } from 'react';
import { announceRecovery, checkReachable, longestAnswerMs, pauseBeforeTry } from './connection.ts';
import { keepDevice, ownDrafts, readDevice } from './storage.ts';

/** The short-lived proof of who is signed in. It is kept in memory only; the refresh token is an HttpOnly cookie. */
export interface Access {
  accessToken: string;
  /** A contract `Time`. */
  expiresAt: string;
}

/**
 * `starting` until the server was asked whether the browser still holds a session; `unknown` when it may hold one and the server,
 * which would know, is out of reach; `deferred` when the server is there and does not say (it refuses for now, or fails): it is
 * asked again after a pause, and one may sign in meanwhile. Neither of the two is "signed out".
 */
export type SessionStatus = 'starting' | 'unknown' | 'deferred' | 'anonymous' | 'signedIn';

/**
 * What a component may know of the session. `epoch` grows whenever another person, or nobody, is signed in; `visit` when one
 * ends: nothing of a visit may be shown or sent in the next one. `stale` when somebody is signed in whose token has run out and the
 * server, which is there, does not renew it: requests fail until it does.
 */
export interface SessionSnapshot {
  status: SessionStatus;
  epoch: number;
  visit: number;
  stale: boolean;
}

type Heard = { kind: 'access'; access: Access } | { kind: 'ended'; cut: boolean };

// Says that a session may exist, so that visitors who never signed in cause no refused request.
const hintName = 'session';
const marginMs = 20_000;

let access: Access | null = null;
let account: string | null = null;
let cut = false;
// How often it was said who is signed in: an answer that was asked for before the last time comes too late.
let said = 0;
let snapshot: SessionSnapshot = {
  status: mayHoldSession() ? 'starting' : 'anonymous',
  epoch: 0,
  visit: 0,
  stale: false,
};
const listeners = new Set<() => void>();
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('schalter.session');

// Without storage the session ends with the tab.
function mayHoldSession(): boolean {
  return readDevice(hintName) === '1';
}

// A tab that was closed or asleep when its session ended comes back with what it kept.
if (!mayHoldSession()) ownDrafts(null);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted && !mayHoldSession()) dropAccess(false);
});

function publishStatus(status: SessionStatus, begun: boolean, ends: boolean, stale = false): void {
  const { epoch, visit } = snapshot;
  const stays = snapshot.status === status && !begun && !ends;
  if (stays && snapshot.stale === stale) return;
  // Queries of the start fail with the first try to renew: when it is not the server's absence, they are asked again.
  const same = stays || (!begun && (status === 'unknown' || (snapshot.status === 'starting' && status !== 'deferred')));
  snapshot = { status, epoch: same ? epoch : epoch + 1, visit: ends ? visit + 1 : visit, stale };
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

function takeAccess(fresh: Access, begun = false): void {
  const before = account;
  const missed = failures > 0 && snapshot.status === 'signedIn';
  access = fresh;
  said++;
  endPause();
  cut = false;
  account = accountOf(fresh);
  const other = before !== null && before !== account;
  ownDrafts(account, other);
  keepDevice(hintName, '1');
  publishStatus('signedIn', begun, other);
  // What failed meanwhile is asked for again; another person, or another session, begins with another client anyway.
  if (missed && !begun && !other) announceRecovery();
}

function dropAccess(ended: boolean): void {
  const { status } = snapshot;
  if (status !== 'anonymous') cut = ended;
  access = null;
  said++;
  endPause();
  account = null;
  ownDrafts(null, true);
  keepDevice(hintName, null);
  publishStatus('anonymous', false, status === 'signedIn');
}

function endEverywhere(cut: boolean): void {
  dropAccess(cut);
  channel?.postMessage({ kind: 'ended', cut } satisfies Heard);
}

function usableAccess(): Access | null {
  return access && Date.parse(access.expiresAt) - Date.now() > marginMs ? access : null;
}

channel?.addEventListener('message', ({ data }: MessageEvent<Heard>) => {
  if (data.kind === 'access') takeAccess(data.access);
  else dropAccess(data.cut);
});

/** Takes over the access that signing in or confirming an e-mail answered with, in every tab. */
export function beginSession(begun: Access): void {
  takeAccess(begun, true);
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
  endEverywhere(false);
}

/** Whether the last session of this tab ended without the person signing out: it ran out, or somebody ended it elsewhere. */
export function sessionWasCut(): boolean {
  return cut;
}

/**
 * A usable access token, renewed when needed; null when nobody is signed in, or it is not known who. Rejects when the server does not
 * renew it for now, or is out of reach.
 */
export async function accessToken(): Promise<string | null> {
  if (!['starting', 'signedIn'].includes(snapshot.status)) return null;
  return (usableAccess() ?? (await refreshSession()))?.accessToken ?? null;
}

let refreshing: Promise<Access | null> | undefined;
// While it lasts, the server that could not renew is not asked again; `failures` counts how often it could not in a row.
let pause: Promise<void> | undefined;
let wake = () => {};
let failures = 0;
// Whether the server was there when it could not: looked at once for each failure.
let there: Promise<boolean> | undefined;

// However long the server says: people wait.
const longestPauseMs = 120_000;

// RFC 9110: seconds or a date.
function retryAfterMs(response: Response | null): number {
  const told = response?.headers.get('Retry-After') ?? '';
  return Math.min(Number(told) * 1000 || Date.parse(told) - Date.now() || 0, longestPauseMs);
}

function beginPause(response: Response | null): void {
  const due = pauseBeforeTry(failures++, retryAfterMs(response));
  const begun = Promise.race([due, new Promise<void>((resolve) => (wake = resolve))]).then(() => {
    if (pause === begun) pause = undefined;
  });
  pause = begun;
  there = publishUnsaid();
  if (snapshot.status === 'signedIn') void resumeSession();
}

// It is known now whether there is a session.
function endPause(): void {
  failures = 0;
  pause = undefined;
  wake();
}

/**
 * Asks for a new access token, once for all tabs; null (and signed out) when the session has ended. `refused` is a token the
 * server did not take. Rejects when the server does not say, and at once while the pause after that lasts.
 */
export function refreshSession(refused?: string): Promise<Access | null> {
  if (leaving) return Promise.resolve(null);
  if (pause) return Promise.reject(new Error('the session is not renewed yet'));
  refreshing ??= inOneTab(() => renewAccess(refused)).finally(() => {
    refreshing = undefined;
  });
  return refreshing;
}

/** Works while no tab renews. The refresh token rotates with each use: two tabs that use the same one would look like theft. */
export async function inOneTab<T>(work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  return navigator.locks ? navigator.locks.request('schalter.refresh', options, work) : work();
}

async function renewAccess(refused: string | undefined): Promise<Access | null> {
  const heard = usableAccess();
  if (heard && heard.accessToken !== refused) return heard;
  const asked = said;
  const response = await fetch('/auth/refresh', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
    signal: AbortSignal.timeout(longestAnswerMs),
  }).catch(() => null);
  const renewed: Access | null = response?.ok ? await response.json().catch(() => null) : null;
  if (said !== asked) return usableAccess();
  if (response?.status === 401 || response?.status === 403) {
    endEverywhere(true);
    return null;
  }
  if (!renewed) {
    // It has run out, or was refused.
    access = null;
    beginPause(response);
    throw new Error(`refresh answered ${response?.status}`);
  }
  takeAccess(renewed);
  channel?.postMessage({ kind: 'access', access: renewed } satisfies Heard);
  return renewed;
}

// Another tab may tell the answer at any time.
function isOpen(): boolean {
  return snapshot.status === 'signedIn' ? failures > 0 : mayHoldSession();
}

// Says that the server does not say, or is out of reach; answers which.
async function publishUnsaid(): Promise<boolean> {
  const reachable = await checkReachable();
  if (!isOpen()) return reachable;
  const stays = snapshot.status === 'signedIn';
  // Pages that need no account still work meanwhile.
  publishStatus(stays ? 'signedIn' : reachable ? 'deferred' : 'unknown', false, false, stays && reachable);
  return reachable;
}

async function askUntilKnown(): Promise<void> {
  while (isOpen()) {
    try {
      if (!pause) return void (await refreshSession());
    } catch {
      if (!pause) beginPause(null);
      if (!(await there)) return;
    }
    await pause;
  }
}

let resuming: Promise<void> | undefined;

/**
 * Finds out whether the browser still holds a session: at start, when the server was out of reach then, and when a token could
 * not be renewed. Ends when that is known, or the server is out of reach; while it is there and does not say, it is asked again
 * after each pause.
 */
export function resumeSession(): Promise<void> {
  if (!isOpen()) return Promise.resolve();
  resuming ??= askUntilKnown().finally(() => {
    resuming = undefined;
  });
  return resuming;
}

/** Waits until the server has told whether there is a session. */
export function sessionKnown(): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!['anonymous', 'signedIn'].includes(snapshot.status)) return;
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
