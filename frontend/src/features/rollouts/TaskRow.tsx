import { useState } from 'react';
import type { RolloutParty, RolloutTaskState } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { TaskDialog } from './TaskDialog.tsx';
import { RolloutTaskSet } from './taskSet.ts';
import { useAct } from './useAct.ts';

/** One task of a rollout. */
export const TaskRowParts = graphql(`
  fragment TaskRow on RolloutTask {
    id version state reason changedBy changedAt editable
    task { key kind title responsible guide { title url } }
  }
`);

const icons: Partial<Record<RolloutTaskState, IconName>> = {
  DONE: 'check',
  SKIPPED: 'close',
  IN_PROGRESS: 'autorenew',
};

interface TaskRowProps {
  task: FragmentType<typeof TaskRowParts>;
  current: boolean;
  viewerParty: RolloutParty | null;
  onStale: () => void;
}

/** One task: where it stands, since when and by whom, why it was left out, and what the reader may do about it. */
export function TaskRow({ task, current, viewerParty, onStale }: TaskRowProps) {
  const t = useRolloutsMessages();
  const words = t.tasks;
  const locale = useLocale();
  const { act, busy, problem } = useAct(RolloutTaskSet);
  const [asking, setAsking] = useState(false);
  const { id, version, state, reason, changedBy, changedAt, editable, task: about } = readFragment(TaskRowParts, task);
  const party = t.parties[about.responsible];
  const settled = state === 'DONE' || state === 'SKIPPED';
  const icon = icons[state];
  const byItself = !editable && !settled && viewerParty !== null && words.byItself[about.kind];
  const markDone = async () => {
    const { refused } = await act({ input: { taskId: id, expectedVersion: version, state: 'DONE' } });
    if (!refused) say(words.said(about.title, words.states.DONE));
    else if (refused.code === 'STALE') onStale();
  };
  return (
    <li className={`rollouts-task rollouts-task--${state}`} aria-current={current ? 'step' : undefined}>
      <span className="rollouts-task-mark">{icon && <Icon name={icon} size="small" />}</span>
      <div className="rollouts-task-body">
        <p className="rollouts-task-title">
          {about.title} <span className="rollouts-task-state">{words.states[state]}</span>
        </p>
        <p className="muted small">
          {words.responsible(about.responsible === viewerParty ? t.you(party) : party)}
          {changedAt && ` · ${words.changed(formatTimeAsDay(changedAt, locale), changedBy)}`}
          {about.guide && (
            <>
              {' · '}
              <ExternalLink href={about.guide.url}>{about.guide.title || words.guide}</ExternalLink>
            </>
          )}
        </p>
        {reason && (
          <p>
            <strong>{state === 'SKIPPED' ? words.reasonSkipped : words.reasonWaiting}:</strong>{' '}
            <span className="verbatim">{reason}</span>
          </p>
        )}
        {byItself && <p className="muted small">{byItself}</p>}
        {problem && <Alert kind="danger" title={problem} announce />}
        {editable && (
          <div className="row no-print">
            {!settled && (
              <Button
                small
                icon="check"
                busy={busy}
                aria-label={words.doneNamed(about.title)}
                onClick={() => void markDone()}
              >
                {words.done}
              </Button>
            )}
            <Button
              small
              look="tertiary"
              icon="edit"
              aria-label={words.otherNamed(about.title)}
              onClick={() => setAsking(true)}
            >
              {words.other}
            </Button>
            <TaskDialog
              task={asking ? { id, version, state, reason, title: about.title, kind: about.kind } : null}
              onClose={() => setAsking(false)}
              onStale={onStale}
            />
          </div>
        )}
      </div>
    </li>
  );
}
