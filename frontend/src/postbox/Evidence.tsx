import { lazyPart } from '../lib/lazyPart.ts';
import { BrokenPart } from '../ui/BrokenPart.tsx';
import type { Target } from './draftKeeper.ts';
import { FoldedSection } from './FoldedSection.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

const EvidenceFacts = lazyPart(() => import('./EvidenceFacts.tsx'), 'EvidenceFacts', BrokenPart);

/** What proves a message. */
export function Evidence({ messageId, of }: { messageId: string; of: Target }) {
  const t = usePostboxMessages();
  return (
    <FoldedSection title={t.evidence.title} small>
      <EvidenceFacts messageId={messageId} of={of} />
    </FoldedSection>
  );
}
