import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useClient } from 'urql';
import { lazyPart } from '../../lib/lazyPart.ts';
import { dropLocalDraft } from '../../lib/storage.ts';
import { letterName } from '../../postbox/letterName.ts';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { rememberDeleted } from './rememberDeleted.ts';
import { refreshUnread } from './unread.ts';

const Consequences = lazyPart(() => import('./Consequences.tsx'), 'Consequences');

interface DeleteMailboxProps {
  mailboxId: string;
  title: string;
}

/** Deletes the owner's side of a mailbox, after saying what is lost and who keeps what. */
export function DeleteMailbox({ mailboxId, title }: DeleteMailboxProps) {
  const t = useMailboxMessages();
  const client = useClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const [remove, setRemove] = useState<(() => Promise<string | null>) | null>(null);
  const ask = () => {
    setRemove(null);
    setAsking(true);
  };
  const act = async () => {
    rememberDeleted(mailboxId);
    const problem = await remove?.();
    if (problem) return problem;
    dropLocalDraft(letterName({ mailboxId }));
    setAsking(false);
    say(t.remove.mailboxDone(title));
    refreshUnread(client);
    await navigate({ to: '/postfach', replace: true });
    return null;
  };
  return (
    <>
      <Button look="tertiary" icon="delete" className="no-print" onClick={ask}>
        {t.page.remove}
      </Button>
      <RemoveDialog
        open={asking}
        title={t.remove.mailboxTitle}
        onClose={() => setAsking(false)}
        act={act}
        ready={remove !== null}
      >
        <p>{t.remove.mailboxText(title)}</p>
        <p>{t.remove.mailboxExport}</p>
        <Suspense fallback={<p role="status">{t.remove.mailboxAsking}</p>}>
          <Consequences mailboxId={mailboxId} onKnown={(known) => setRemove(() => known)} />
        </Suspense>
      </RemoveDialog>
    </>
  );
}
