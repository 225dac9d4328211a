import { useState } from 'react';
import { object, pipe, string, trim } from 'valibot';
import type { RolloutTaskKind, RolloutTaskState } from '../../gql/graphql.ts';
import { type FormSchema, useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { RolloutTaskSet } from './taskSet.ts';

interface AskedTask {
  id: string;
  version: number;
  state: RolloutTaskState;
  reason: string | null;
  title: string;
  kind: RolloutTaskKind;
}

interface TaskFormProps {
  task: AskedTask;
  onClose: () => void;
  onStale: () => void;
}

interface Values {
  state: RolloutTaskState;
  reason: string;
}

// What may follow on what: something done or left out is opened again first. One that stays as it is changes its reason.
const following: Record<RolloutTaskState, readonly RolloutTaskState[]> = {
  OPEN: ['OPEN', 'IN_PROGRESS', 'DONE', 'SKIPPED'],
  IN_PROGRESS: ['OPEN', 'IN_PROGRESS', 'DONE', 'SKIPPED'],
  DONE: ['OPEN', 'IN_PROGRESS'],
  SKIPPED: ['OPEN', 'IN_PROGRESS', 'SKIPPED'],
};
const schema = object({ state: string(), reason: pipe(string(), trim()) }) as unknown as FormSchema<Values>;

function TaskForm({ task, onClose, onStale }: TaskFormProps) {
  const t = useRolloutsMessages();
  const common = useCommonMessages();
  const words = t.tasks.dialog;
  const states = following[task.state].filter((next) => next !== 'SKIPPED' || task.kind !== 'LIVE');
  const [initial] = useState({ state: task.state === 'DONE' ? 'OPEN' : task.state, reason: task.reason ?? '' });
  const form = useForm<Values>({ initial, schema });
  const submit = useSubmit(form, RolloutTaskSet);
  const { state } = form.values;
  // What others did since the dialog was opened takes nothing away here, and is told by a refusal before it is changed.
  const [opened, setOpened] = useState<number | null>(task.version);
  const explained = state !== 'DONE';
  const save = async ({ state: next, reason }: Values) => {
    if (next === 'SKIPPED' && reason === '') return form.showErrors({ reason: words.reasonMissing });
    const payload = await submit({
      input: {
        taskId: task.id,
        expectedVersion: opened ?? task.version,
        state: next,
        reason: explained && reason !== '' ? reason : null,
      },
    });
    // Refused or not: what is shown behind the dialog is made current, what was typed stays here.
    if (!payload) {
      setOpened(null);
      return onStale();
    }
    say(t.tasks.said(task.title, t.tasks.states[next]));
    onClose();
  };
  return (
    <Form form={form} onSubmit={save} label={t.tasks.otherNamed(task.title)}>
      <RadioGroup
        id="state"
        label={words.state}
        error={form.errors.state}
        value={state}
        onChange={(next) => form.set({ state: next })}
        options={states.map((value) => ({ value, label: t.tasks.states[value] }))}
      />
      {explained && (
        <TextArea
          label={state === 'SKIPPED' ? words.reason : words.waiting}
          hint={state === 'SKIPPED' ? words.reasonHint : words.waitingHint}
          optional={state !== 'SKIPPED'}
          rows={3}
          {...form.field('reason')}
        />
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={form.submitting}>
          {words.save}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

interface TaskDialogProps extends Omit<TaskFormProps, 'task'> {
  /** The task whose state is asked for, null while none is. */
  task: AskedTask | null;
}

/** Asks for the state of a task, and for the reason where one is left out. */
export function TaskDialog({ task, ...props }: TaskDialogProps) {
  const t = useRolloutsMessages();
  return (
    <Dialog open={task !== null} title={t.tasks.otherNamed(task?.title ?? '')} onClose={props.onClose}>
      {task && <TaskForm key={task.id} task={task} {...props} />}
    </Dialog>
  );
}
