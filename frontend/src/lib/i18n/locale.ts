import { useSyncExternalStore } from 'react';
import { changeDisplay, display, subscribeDisplay } from '../display.ts';

/** A language of the interface. German is complete by definition; English must match it to compile. */
export type Locale = 'de' | 'en';

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

/** Changes the language once every dictionary in use has arrived. */
export async function changeLocale(locale: Locale): Promise<void> {
  if (locale === 'en') await Promise.all([...loaders].map((load) => load()));
  changeDisplay({ locale });
}
