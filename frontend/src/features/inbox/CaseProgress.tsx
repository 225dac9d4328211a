import { Suspense, useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { Deadlines } from '../../postbox/deadlines/Deadlines.tsx';
import { ProgressFacts } from '../../postbox/ProgressFacts.tsx';
import { ProgressFailed } from '../../postbox/ProgressFailed.tsx';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { refreshParts } from '../../postbox/shownParts.ts';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { Button } from '../../ui/Button.tsx';
import { useInboxSignals } from './inboxSignals.ts';

const ProgressOf = graphql(`
  query CaseProgressOf($id: ID!) {
    authorityCase(id: $id) {
      id version ownerDeletedAt
      authority { id }
      progress { ...ProgressParts }
      deadlines { id ...DeadlineParts }
    }
  }
`);

const CaseKeeping = lazyPart(() => import('./CaseKeeping.tsx'), 'CaseKeeping', BrokenPart);
const CaseProgressForm = lazyPart(() => import('./CaseProgressForm.tsx'), 'CaseProgressForm');

/** What the owner is told of how far the case is, how to tell it, and which periods run. */
export function CaseProgress({ caseId }: { caseId: string }) {
  const t = useProgressMessages();
  const [editing, setEditing] = useState(false);
  const { data, error, again } = useSteadyQuery(ProgressOf, { id: caseId });
  useInboxSignals((what) => {
    if (!('caseId' in what) || what.caseId !== caseId) return;
    again();
    refreshParts();
  });
  const found = data?.authorityCase;
  if (error && !data) return <ProgressFailed again={again} />;
  if (!found) return null;
  return (
    <>
      <section className="inbox-work" aria-label={t.told}>
        <p className="small">
          <strong>{t.told}</strong>
        </p>
        {found.progress && <ProgressFacts progress={found.progress} side="authority" />}
        {!found.ownerDeletedAt && !editing && (
          <p className="no-print">
            <Button small icon="edit" onClick={() => setEditing(true)}>
              {t.change}
            </Button>
          </p>
        )}
        {editing && !found.ownerDeletedAt && (
          <Suspense>
            <CaseProgressForm of={found} again={again} onDone={() => setEditing(false)} />
          </Suspense>
        )}
      </section>
      <Deadlines deadlines={found.deadlines} side="authority" own={found.authority.id} />
      <Suspense>
        <CaseKeeping caseId={caseId} />
      </Suspense>
    </>
  );
}
