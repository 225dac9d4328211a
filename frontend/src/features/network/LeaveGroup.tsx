import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useAttemptKey, useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useNetworkMessages } from './networkMessages.ts';

const GroupLeave = graphql(`
  mutation GroupLeave($input: GroupLeaveInput!) {
    groupLeave(input: $input) { group { id ...GroupParts } userErrors { code field message } }
  }
`);

function LeaveForm({ groupId, onClose }: { groupId: string; onClose: () => void }) {
  const t = useNetworkMessages().leave;
  const common = useCommonMessages();
  const navigate = useNavigate();
  const keyOf = useAttemptKey();
  const form = useForm({ initial: { removePosts: false } });
  const submit = useSubmit(form, GroupLeave);
  const leave = async ({ removePosts }: { removePosts: boolean }) => {
    const sent = { groupId, removePosts };
    if (!(await submit({ input: { ...sent, idempotencyKey: keyOf(sent) } }))) return;
    say(t.done);
    onClose();
    await navigate({ to: '/netzwerk' });
  };
  return (
    <Form form={form} onSubmit={leave} label={t.title}>
      <p>{t.text}</p>
      <Checkbox label={t.remove} {...form.box('removePosts')} />
      <div className="form-actions">
        <Button type="submit" look="primary" icon="logout" busy={form.submitting}>
          {t.action}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

/** Leaves a group, after a question: what one wrote stays, or goes as well. */
export function LeaveGroup({ groupId }: { groupId: string }) {
  const t = useNetworkMessages().leave;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button small look="tertiary" icon="logout" onClick={() => setOpen(true)}>
        {t.action}
      </Button>
      <Dialog open={open} title={t.title} onClose={() => setOpen(false)}>
        <LeaveForm groupId={groupId} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
