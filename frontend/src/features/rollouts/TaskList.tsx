import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { TaskRow } from './TaskRow.tsx';

/** The tasks of a rollout. */
export const TaskListParts = graphql(`
  fragment TaskList on Rollout { id viewerParty tasks { id state ...TaskRow } }
`);

interface TaskListProps {
  rollout: FragmentType<typeof TaskListParts>;
  onStale: () => void;
}

/** The tasks in their order, each with its state in words, who has to do it and its guide. */
export function TaskList({ rollout, onStale }: TaskListProps) {
  const t = useRolloutsMessages();
  const { tasks, viewerParty } = readFragment(TaskListParts, rollout);
  const settled = tasks.filter(({ state }) => state === 'DONE' || state === 'SKIPPED').length;
  // The first one that is not settled is where it goes on.
  const current = tasks.find(({ state }) => state === 'OPEN' || state === 'IN_PROGRESS')?.id;
  return (
    <section className="stack" aria-labelledby="rollouts-tasks">
      <div className="card-head">
        <h2 className="kern-heading-medium" id="rollouts-tasks">
          {t.tasks.title}
        </h2>
        {tasks.length > 0 && <p className="muted">{t.tasks.progress(settled, tasks.length)}</p>}
      </div>
      {tasks.length === 0 ? (
        <EmptyState title={t.tasks.none}>{t.tasks.noneText}</EmptyState>
      ) : (
        <ol className="rollouts-tasks" aria-labelledby="rollouts-tasks">
          {tasks.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              current={task.id === current}
              viewerParty={viewerParty}
              onStale={onStale}
            />
          ))}
        </ol>
      )}
    </section>
  );
}
