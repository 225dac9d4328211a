import { keepDevice, readDevice } from './storage.ts';

/** A language of the interface. German is complete by definition; English must match it to compile. */
export type Locale = 'de' | 'en';

/** What a person chose under "Darstellung"; kept in this browser only. public/prefs.js reads it before first paint. */
export interface Display {
  theme: 'auto' | 'light' | 'dark';
  textSize: 'normal' | 'large' | 'larger';
  contrast: 'normal' | 'high';
  locale: Locale;
}

const name = 'display';
const standard: Display = { theme: 'auto', textSize: 'normal', contrast: 'normal', locale: 'de' };
const listeners = new Set<() => void>();
let current = load();

function load(): Display {
  try {
    return { ...standard, ...JSON.parse(readDevice(name) ?? '{}') };
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

/** Applies and stores choices. Where storage is refused, they hold until the page is left. */
export function changeDisplay(change: Partial<Display>): void {
  current = { ...current, ...change };
  // Private windows may refuse storage; the choice still holds for this visit.
  keepDevice(name, JSON.stringify(current));
  apply(current);
  for (const listener of listeners) listener();
}

function apply({ theme, textSize, contrast, locale }: Display): void {
  const root = document.documentElement;
  set(root, 'data-kern-theme', theme === 'auto' ? null : theme);
  set(root, 'data-text-size', textSize === 'normal' ? null : textSize);
  set(root, 'data-contrast', contrast === 'normal' ? null : contrast);
  root.lang = locale;
}

function set(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}
