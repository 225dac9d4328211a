import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Icon } from '../ui/Icon.tsx';
import { Spinner } from '../ui/Spinner.tsx';

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

const Panel = lazy(() => import('./DisplayPanel.tsx').then((m) => ({ default: m.DisplayPanel })));

/** "Darstellung": text size, contrast, colours and language in one disclosure, fetched when it is first opened. */
export function DisplaySettings() {
  const t = useCommonMessages();
  const details = useCloseOutside();
  const [opened, setOpened] = useState(false);
  return (
    <details className="display" ref={details} onToggle={() => setOpened(true)}>
      <summary>
        <Icon name="brightness-medium" />
        {t.display.label}
      </summary>
      <div className="display-panel">
        <Suspense fallback={<Spinner />}>{opened && <Panel />}</Suspense>
      </div>
    </details>
  );
}
