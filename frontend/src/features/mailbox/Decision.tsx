import { useState } from 'react';
import { useClient } from 'urql';
import { MarkRead } from '../../postbox/useMessageOpening.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldError } from '../../ui/FieldError.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { refreshUnread } from './unread.ts';

/** Takes the place of a decision's text until the person opens it: the retrieval is put on record. */
export function Decision({ messageId, mailboxId }: { messageId: string; mailboxId: string }) {
  const t = useMailboxMessages();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const open = async () => {
    setBusy(true);
    const { data, error } = await client
      .mutation(MarkRead, { input: { mailboxId, messageIds: [messageId] } })
      .toPromise();
    setBusy(false);
    const refused = Boolean(error) || !data?.messageMarkRead.messages;
    setFailed(refused);
    if (refused) return;
    say(t.decision.opened);
    refreshUnread(client, mailboxId);
    document.getElementById(`${messageId}-subject`)?.focus();
  };
  return (
    <div className="mailbox-decision">
      <p className="mailbox-decision-title">
        <Icon name="checklist" />
        <strong>{t.decision.waits}</strong>
      </p>
      <p>{t.decision.text}</p>
      <p className="no-print">
        <Button look="primary" icon="visibility" busy={busy} onClick={() => void open()}>
          {busy ? t.decision.opening : t.decision.open}
        </Button>
      </p>
      <div role="alert">
        <FieldError id={`${messageId}-open`} error={failed ? t.decision.failed : undefined} />
      </div>
    </div>
  );
}
