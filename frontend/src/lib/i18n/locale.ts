import { useSyncExternalStore } from 'react';
import { display, type Locale, subscribeDisplay } from '../display.ts';

const loaders = new Set<() => Promise<unknown>>();

/** Registers a dictionary's English half, so that a change of language waits for it instead of flashing. */
export function registerDictionary(load: () => Promise<unknown>): void {
  loaders.add(load);
}

/** The language shown now. */
export function currentLocale(): Locale {
  return display().locale;
}

/** The language shown now; re-renders on change. */
export function useLocale(): Locale {
  return useSyncExternalStore(subscribeDisplay, currentLocale);
}

/** Waits for the English half of every dictionary in use. */
export async function loadDictionaries(): Promise<void> {
  await Promise.all([...loaders].map((load) => load()));
}
