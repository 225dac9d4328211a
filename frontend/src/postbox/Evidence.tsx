import { lazyPart } from '../lib/lazyPart.ts';
import type { Target } from './draftKeeper.ts';
import { usePostboxMessages } from './postboxMessages.ts';
import { Unfolding } from './Unfolding.tsx';

const EvidenceFacts = lazyPart(() => import('./EvidenceFacts.tsx'), 'EvidenceFacts');

/** What proves a message. */
export function Evidence({ messageId, of }: { messageId: string; of: Target }) {
  const t = usePostboxMessages();
  return (
    <Unfolding title={t.evidence.title} small>
      <EvidenceFacts messageId={messageId} of={of} />
    </Unfolding>
  );
}
