import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { FieldError } from '../../ui/FieldError.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { usePostChange } from './usePostChange.ts';

const GroupPostHide = graphql(`
  mutation GroupPostHide($input: GroupPostHideInput!) {
    groupPostHide(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }
  }
`);

interface HidePostProps {
  post: { id: string; version: number; hidden: boolean };
  name: string;
}

function HideForm({ post: { id, version }, onClose }: { post: HidePostProps['post']; onClose: () => void }) {
  const t = useNetworkMessages().hide;
  const common = useCommonMessages();
  const change = usePostChange(id);
  const form = useForm({ initial: { reason: '' } });
  const hide = async ({ reason }: { reason: string }) => {
    if (!reason.trim()) return form.showErrors({ reason: t.required });
    const input = { postId: id, expectedVersion: version, hidden: true, reason };
    const refused = await change(GroupPostHide, { input });
    if (refused) return form.showErrors({ root: refused });
    say(t.done);
    onClose();
  };
  return (
    <Form form={form} onSubmit={hide} label={t.title}>
      <p>{t.text}</p>
      <TextArea label={t.reason} rows={2} maxLength={1_000} {...form.field('reason')} />
      <div className="form-actions">
        <Button type="submit" look="primary" icon="visibility-off" busy={form.submitting}>
          {t.action}
        </Button>
        <Button onClick={onClose}>{common.cancel}</Button>
      </div>
    </Form>
  );
}

/** Hides a post with a reason, or shows it again; for moderators. */
export function HidePost({ post, name }: HidePostProps) {
  const t = useNetworkMessages().hide;
  const change = usePostChange(post.id);
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const show = async () => {
    const input = { postId: post.id, expectedVersion: post.version, hidden: false };
    const refused = await change(GroupPostHide, { input });
    setProblem(refused);
    if (!refused) say(t.shown);
  };
  if (post.hidden) {
    return (
      <>
        <Button small look="tertiary" icon="visibility" aria-label={t.showOf(name)} onClick={() => void show()}>
          {t.show}
        </Button>
        <div role="alert">
          <FieldError id={`${post.id}-show`} error={problem ?? undefined} />
        </div>
      </>
    );
  }
  return (
    <>
      <Button small look="tertiary" icon="visibility-off" aria-label={t.of(name)} onClick={() => setOpen(true)}>
        {t.action}
      </Button>
      <Dialog open={open} title={t.title} onClose={() => setOpen(false)}>
        <HideForm post={post} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
