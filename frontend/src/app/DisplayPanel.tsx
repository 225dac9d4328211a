import { type RefObject, useEffect, useSyncExternalStore } from 'react';
import { changeDisplay, changeLocale } from '../lib/changeDisplay.ts';
import { display, type Locale, subscribeDisplay } from '../lib/display.ts';
import { RadioGroup } from '../ui/RadioGroup.tsx';
import { useShellMessages } from './shellMessages.ts';

function options<V extends string>(words: Record<V, string>): { value: V; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value: value as V, label: label as string }));
}

const languages: { value: Locale; label: string }[] = [
  { value: 'de', label: 'Deutsch' },
  { value: 'en', label: 'English' },
];

// Escape, and whatever happens outside of it, closes the disclosure.
function useCloseOutside(disclosure: RefObject<HTMLDetailsElement | null>): void {
  useEffect(() => {
    const close = (event: Event) => {
      const element = disclosure.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        element.open = false;
        element.querySelector('summary')?.focus();
      } else if (!element.contains(event.target as Node)) {
        element.open = false;
      }
    };
    const left = new AbortController();
    for (const what of ['pointerdown', 'keydown', 'focusin']) document.addEventListener(what, close, left);
    return () => left.abort();
  }, [disclosure]);
}

/** Text size, contrast, colours and language; every choice holds at once and is kept. */
export function DisplayPanel({ disclosure }: { disclosure: RefObject<HTMLDetailsElement | null> }) {
  useCloseOutside(disclosure);
  const t = useShellMessages();
  const chosen = useSyncExternalStore(subscribeDisplay, display);
  return (
    <>
      <RadioGroup
        id="display-size"
        label={t.display.textSize}
        options={options(t.display.textSizes)}
        value={chosen.textSize}
        onChange={(textSize) => changeDisplay({ textSize })}
      />
      <RadioGroup
        id="display-contrast"
        label={t.display.contrast}
        options={options(t.display.contrasts)}
        value={chosen.contrast}
        onChange={(contrast) => changeDisplay({ contrast })}
      />
      <RadioGroup
        id="display-theme"
        label={t.display.theme}
        options={options(t.display.themes)}
        value={chosen.theme}
        onChange={(theme) => changeDisplay({ theme })}
      />
      <RadioGroup
        id="display-language"
        label={t.display.language}
        options={languages}
        value={chosen.locale}
        onChange={(locale) => void changeLocale(locale)}
      />
    </>
  );
}
