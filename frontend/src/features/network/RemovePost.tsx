import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { usePostChange } from './usePostChange.ts';

const GroupPostRemove = graphql(`
  mutation GroupPostRemove($input: GroupPostRemoveInput!) {
    groupPostRemove(input: $input) { post { id ...GroupPostParts } userErrors { code field message } }
  }
`);

/** Removes what one wrote, after a question. */
export function RemovePost({ post: { id, version }, name }: { post: { id: string; version: number }; name: string }) {
  const t = useNetworkMessages().remove;
  const common = useCommonMessages();
  const change = usePostChange(id);
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    const refused = await change(GroupPostRemove, { input: { postId: id, expectedVersion: version } });
    setBusy(false);
    setProblem(refused);
    if (refused) return;
    setOpen(false);
    say(t.done);
  };
  return (
    <>
      <Button small look="tertiary" icon="delete" aria-label={t.of(name)} onClick={() => setOpen(true)}>
        {t.action}
      </Button>
      <Dialog
        open={open}
        title={t.title}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button look="primary" icon="delete" busy={busy} onClick={() => void remove()}>
              {t.action}
            </Button>
            <Button onClick={() => setOpen(false)}>{common.cancel}</Button>
          </>
        }
      >
        {problem && <Alert kind="warning" title={problem} announce />}
        <p>{t.text}</p>
      </Dialog>
    </>
  );
}
