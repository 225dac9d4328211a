import { Suspense, useState } from 'react';
import type { CaseRowPartsFragment } from '../../gql/graphql.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { Alert } from '../../ui/Alert.tsx';
import { BrokenPart } from '../../ui/BrokenPart.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { Due, daysSince, useAssignee } from './CaseRow.tsx';
import { useCaseUpdate } from './caseUpdate.ts';
import { useInboxMessages } from './inboxMessages.ts';

const CaseWorkForm = lazyPart(() => import('./CaseWorkForm.tsx'), 'CaseWorkForm', BrokenPart);

interface CaseWorkProps {
  row: CaseRowPartsFragment;
  authorityId: string;
  membershipId: string | undefined;
}

/** State, assignee and due date of a case, and how to change them. */
export function CaseWork({ row, authorityId, membershipId }: CaseWorkProps) {
  const t = useInboxMessages();
  const assigneeText = useAssignee();
  const update = useCaseUpdate();
  const [editing, setEditing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const take = async () => {
    const answer = await update({ caseId: row.id, expectedVersion: row.version, assigneeId: membershipId ?? null });
    setProblem(answer === 'saved' ? null : answer === 'stale' ? t.case.stale.title : answer);
    if (answer === 'saved') say(t.case.assignedNow);
  };
  return (
    <section className="inbox-work" aria-label={t.case.work}>
      <div className="inbox-work-line">
        <span className="inbox-fact inbox-fact--state">{t.states[row.state]}</span>
        {row.waitingSince && <span className="inbox-fact">{t.waiting(daysSince(row.waitingSince))}</span>}
        {row.dueOn && <Due dueOn={row.dueOn} />}
        <span className="inbox-fact">{assigneeText(row.assignee)}</span>
        <span className="inbox-work-buttons no-print">
          {membershipId && !row.assignee?.me && (
            <Button small onClick={() => void take()}>
              {t.case.assignMe}
            </Button>
          )}
          <Button
            small
            icon="edit"
            aria-expanded={editing}
            aria-label={t.case.editNamed}
            onClick={() => setEditing(!editing)}
          >
            {t.case.edit}
          </Button>
        </span>
      </div>
      {problem && <Alert kind="warning" title={problem} announce />}
      {editing && (
        <Suspense fallback={<Spinner />}>
          <CaseWorkForm row={row} authorityId={authorityId} onDone={() => setEditing(false)} />
        </Suspense>
      )}
    </section>
  );
}
