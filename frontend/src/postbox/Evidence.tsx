import { lazy, Suspense, useState } from 'react';
import { Spinner } from '../ui/Spinner.tsx';
import type { Target } from './draftKeeper.ts';
import { usePostboxMessages } from './postboxMessages.ts';

const EvidenceFacts = lazy(() => import('./EvidenceFacts.tsx').then((m) => ({ default: m.EvidenceFacts })));

/** What proves a message, fetched when it is unfolded. */
export function Evidence({ messageId, of }: { messageId: string; of: Target }) {
  const t = usePostboxMessages();
  const [open, setOpen] = useState(false);
  return (
    <details className="disclosure no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="disclosure-summary">{t.evidence.title}</summary>
      <div className="disclosure-body small">
        {open && (
          <Suspense fallback={<Spinner />}>
            <EvidenceFacts messageId={messageId} of={of} />
          </Suspense>
        )}
      </div>
    </details>
  );
}
