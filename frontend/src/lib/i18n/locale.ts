import { useSyncExternalStore } from 'react';
import { changeDisplay, display, type Locale, subscribeDisplay } from '../display.ts';

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

let chosen: Locale | undefined;

/** Changes the language once every dictionary in use has arrived, unless another one was chosen meanwhile. */
export async function changeLocale(locale: Locale): Promise<void> {
  chosen = locale;
  if (locale === 'en') await Promise.all([...loaders].map((load) => load()));
  if (chosen === locale) changeDisplay({ locale });
}
