import { useEffect, useRef, useSyncExternalStore } from 'react';
import { changeDisplay, type Display, display, subscribeDisplay } from '../lib/display.ts';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { changeLocale, type Locale } from '../lib/i18n/locale.ts';
import { Icon } from '../ui/Icon.tsx';
import { RadioGroup } from '../ui/RadioGroup.tsx';

function useCloseOutside() {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const element = details.current;
      if (!element?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        element.open = false;
        element.querySelector('summary')?.focus();
      } else if (!element.contains(event.target as Node)) {
        element.open = false;
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  return details;
}

function options<V extends string>(words: Record<V, string>): { value: V; label: string }[] {
  return Object.entries(words).map(([value, label]) => ({ value: value as V, label: label as string }));
}

const languages: { value: Locale; label: string }[] = [
  { value: 'de', label: 'Deutsch' },
  { value: 'en', label: 'English' },
];

/** Text size, contrast, colours and language in one disclosure; every choice holds at once and is kept. */
export function DisplaySettings() {
  const t = useCommonMessages();
  const details = useCloseOutside();
  const chosen = useSyncExternalStore(subscribeDisplay, display);
  const set = (change: Partial<Display>) => changeDisplay(change);
  return (
    <details className="display" ref={details}>
      <summary>
        <Icon name="brightness-medium" />
        {t.display.label}
      </summary>
      <div className="display-panel">
        <RadioGroup
          id="display-size"
          label={t.display.textSize}
          options={options(t.display.textSizes)}
          value={chosen.textSize}
          onChange={(textSize) => set({ textSize })}
        />
        <RadioGroup
          id="display-contrast"
          label={t.display.contrast}
          options={options(t.display.contrasts)}
          value={chosen.contrast}
          onChange={(contrast) => set({ contrast })}
        />
        <RadioGroup
          id="display-theme"
          label={t.display.theme}
          options={options(t.display.themes)}
          value={chosen.theme}
          onChange={(theme) => set({ theme })}
        />
        <RadioGroup
          id="display-language"
          label={t.display.language}
          options={languages}
          value={chosen.locale}
          onChange={(locale) => void changeLocale(locale)}
        />
      </div>
    </details>
  );
}
