const prefix = 'schalter.draft.';

/** What was typed and kept in this tab under a name, or null. Session storage: it ends with the tab and is never shared with the next person. */
export function readLocalDraft<T>(name: string): T | null {
  try {
    const stored = sessionStorage.getItem(prefix + name);
    return stored === null ? null : (JSON.parse(stored) as T);
  } catch {
    return null;
  }
}

/** Keeps what was typed, so that a reload or a lost connection costs nothing. Never for passwords. */
export function keepLocalDraft(name: string, value: unknown): void {
  try {
    sessionStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    // Full or refused storage: the form itself still holds it.
  }
}

/** Drops what was kept, once the server has it. */
export function dropLocalDraft(name: string): void {
  try {
    sessionStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept then.
  }
}

/** Drops everything that was kept, when somebody signs out. */
export function dropAllLocalDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept then.
  }
}
