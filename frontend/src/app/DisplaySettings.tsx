import { Suspense, useRef, useState } from 'react';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { lazyPart } from '../lib/lazyPart.ts';
import { BrokenPart } from '../ui/BrokenPart.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Spinner } from '../ui/Spinner.tsx';

const Panel = lazyPart(() => import('./DisplayPanel.tsx'), 'DisplayPanel', BrokenPart);

/** "Darstellung": text size, contrast, colours and language in one disclosure, fetched when it is first opened. */
export function DisplaySettings() {
  const t = useFrameMessages();
  const details = useRef<HTMLDetailsElement>(null);
  const [opened, setOpened] = useState(false);
  return (
    <details className="display" ref={details} onToggle={() => setOpened(true)}>
      <summary>
        <Icon name="brightness-medium" />
        {t.display.label}
      </summary>
      <div className="display-panel">
        <Suspense fallback={<Spinner />}>{opened && <Panel disclosure={details} />}</Suspense>
      </div>
    </details>
  );
}
