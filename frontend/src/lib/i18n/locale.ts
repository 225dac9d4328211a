import { useSyncExternalStore } from 'react';
import { display, type Locale, subscribeDisplay } from '../display.ts';

const loaders: (() => Promise<unknown>)[] = [];

/** Registers a dictionary's English half, so that a change of language waits for it instead of flashing. */
export function registerDictionary(load: () => Promise<unknown>): void {
  loaders.push(load);
}

/** The language shown now. */
export function currentLocale(): Locale {
  return display().locale;
}

/** The language shown now; re-renders on change. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribeDisplay, currentLocale);
}

/** Waits for the English half of every dictionary in use, or of those registered after the first ones. */
export async function loadDictionaries(from = 0): Promise<void> {
  await Promise.all(loaders.slice(from).map((load) => load()));
}

/**
 * Loads a part of the program, for who reads English with the dictionaries it brings: one that is first needed in the middle of the
 * part would take away what is shown around it. A dictionary of another part that does not come holds up nothing.
 */
export async function withDictionaries<T>(load: () => Promise<T>): Promise<T> {
  const from = loaders.length;
  const part = await load();
  if (currentLocale() === 'en') await loadDictionaries(from);
  return part;
}
