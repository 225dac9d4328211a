import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient } from 'urql';
import { useLocale } from '../../lib/i18n/locale.ts';
import { dropLocalDraft } from '../../lib/storage.ts';
import { letterName } from '../../postbox/letterName.ts';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { rememberDeleted } from './deleted.ts';
import { useMailboxMessages } from './mailboxMessages.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { refreshUnread } from './unread.ts';
import { useRemove } from './useRemove.ts';

interface DeleteMailboxProps {
  mailboxId: string;
  title: string;
  /** The bodies of this mailbox; those that were written to will be told. */
  names: readonly string[];
  written: boolean;
}

/** Deletes the owner's side of a mailbox, after saying what is lost and who keeps what. */
export function DeleteMailbox({ mailboxId, title, names, written }: DeleteMailboxProps) {
  const t = useMailboxMessages();
  const locale = useLocale();
  const client = useClient();
  const navigate = useNavigate();
  const remove = useRemove();
  const [asking, setAsking] = useState(false);
  const act = async () => {
    rememberDeleted(mailboxId);
    const problem = await remove.mailbox(mailboxId);
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
      <Button look="tertiary" icon="delete" className="no-print" onClick={() => setAsking(true)}>
        {t.page.remove}
      </Button>
      <RemoveDialog open={asking} title={t.remove.mailboxTitle} onClose={() => setAsking(false)} act={act}>
        <p>{t.remove.mailboxText(title)}</p>
        <p>{t.remove.mailboxExport}</p>
        <p>
          {written
            ? t.remove.mailboxKept(new Intl.ListFormat(locale, { type: 'conjunction' }).format(names))
            : t.remove.mailboxUnwritten}
        </p>
      </RemoveDialog>
    </>
  );
}
