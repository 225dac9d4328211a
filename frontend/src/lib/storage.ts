/**
 * Everything that is kept in the browser goes through here: nothing else touches a storage (test/storage.test.ts).
 * What is typed is kept in the tab only and carries its owner in its name: an account, or the visit before anybody signed in.
 */

const prefix = 'schalter.draft.';
/** Owner of what belongs to nobody yet: it is there before and after signing in, and ends with the session. */
const visit = 'visit';

let account: string | null = null;

// Storage may be refused or full: what is on screen still holds it.
function attempt<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

/** A choice of this device that says nothing of a person. */
export function readDevice(name: string): string | null {
  return attempt(() => localStorage.getItem(`schalter.${name}`));
}

/** Keeps a choice of this device; null drops it. */
export function keepDevice(name: string, value: string | null): void {
  const key = `schalter.${name}`;
  attempt(() => (value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value)));
}

function keep(owner: string | null, name: string, value: unknown): void {
  if (owner) attempt(() => sessionStorage.setItem(`${prefix}${owner}.${name}`, JSON.stringify(value)));
}

function read<T>(owner: string | null, name: string): T | null {
  if (!owner) return null;
  return attempt(() => JSON.parse(sessionStorage.getItem(`${prefix}${owner}.${name}`) ?? 'null') as T | null);
}

function drop(owner: string | null, name: string): void {
  if (owner) attempt(() => sessionStorage.removeItem(`${prefix}${owner}.${name}`));
}

/** What the signed-in person typed and kept in this tab under a name, or null. Nobody else ever reads it. */
export const readLocalDraft = <T>(name: string): T | null => read(account, name);

/** Keeps what the signed-in person typed, so that a reload or a lost connection costs nothing. Never for passwords. */
export const keepLocalDraft = (name: string, value: unknown): void => keep(account, name, value);

/** Drops what was kept, once the server has it. */
export const dropLocalDraft = (name: string): void => drop(account, name);

/** What was kept before anybody signed in, or null. */
export const readVisit = <T>(name: string): T | null => read(visit, name);

/** Keeps what somebody chose or typed without an account: signing in takes it along, the end of a session drops it. */
export const keepVisit = (name: string, value: unknown): void => keep(visit, name, value);

/** Drops what was kept of the visit. */
export const dropVisit = (name: string): void => drop(visit, name);

/**
 * Tells whose drafts these are from now on; null for nobody. What another account left in this tab goes at once, and when
 * a session ends, all of it.
 */
export function ownDrafts(next: string | null, ended = false): void {
  account = next;
  attempt(() => {
    for (const key of Object.keys(sessionStorage)) {
      const owner = key.startsWith(prefix) && key.slice(prefix.length).split('.', 1)[0];
      if (owner && owner !== next && (ended || owner !== visit)) sessionStorage.removeItem(key);
    }
  });
}
