import { type Display, display, displayName, type Locale, replaceDisplay } from './display.ts';
import { loadDictionaries } from './i18n/locale.ts';
import { keepDevice } from './storage.ts';

/** Applies and stores choices. Where storage is refused, they hold until the page is left. */
export function changeDisplay(change: Partial<Display>): void {
  const next = { ...display(), ...change };
  // Private windows may refuse storage; the choice still holds for this visit.
  keepDevice(displayName, JSON.stringify(next));
  apply(next);
  replaceDisplay(next);
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

let chosen: Locale | undefined;

/** Changes the language once every dictionary in use has arrived, unless another one was chosen meanwhile. */
export async function changeLocale(locale: Locale): Promise<void> {
  chosen = locale;
  if (locale === 'en') await loadDictionaries();
  if (chosen === locale) changeDisplay({ locale });
}
