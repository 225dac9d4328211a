import { readDevice } from './storage.ts';

/** A language of the interface. German is complete by definition; English must match it to compile. */
export type Locale = 'de' | 'en';

/** What a person chose under "Darstellung"; kept in this browser only. public/prefs.js reads it before first paint. */
export interface Display {
  theme: 'auto' | 'light' | 'dark';
  textSize: 'normal' | 'large' | 'larger';
  contrast: 'normal' | 'high';
  locale: Locale;
}

/** Under which the choices are kept in this browser. */
export const displayName = 'display';
const standard: Display = { theme: 'auto', textSize: 'normal', contrast: 'normal', locale: 'de' };
const listeners = new Set<() => void>();
let current = load();

function load(): Display {
  try {
    return { ...standard, ...JSON.parse(readDevice(displayName) ?? '{}') };
  } catch {
    return standard;
  }
}

/** The choices in force. */
export function display(): Display {
  return current;
}

/** Calls back on every change; answers how to stop. */
export function subscribeDisplay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Puts other choices in force (lib/changeDisplay.ts). */
export function replaceDisplay(next: Display): void {
  current = next;
  for (const listener of listeners) listener();
}
