import { useState } from 'react';
import type { MessagePartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { daysUntil, formatDate, formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { DeliveryParts } from '../../postbox/DeliverySteps.tsx';
import { MessageCard } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Decision } from './Decision.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { useDeletion } from './useDeletion.ts';

interface OwnerMessageProps {
  message: MessagePartsFragment;
  mailboxId: string;
  isNew: boolean;
  folded: boolean;
  /** Missing where the sender cannot be written to. */
  onReply: (() => void) | undefined;
  onRemoved: () => void;
}

function Receipts({ message }: { message: MessagePartsFragment }) {
  const t = useMailboxMessages();
  const locale = useLocale();
  return readFragment(DeliveryParts, message.deliveries).map(
    ({ id, authority, confirmedAt, confirmedBy }) =>
      confirmedAt && (
        <p key={id} className="mailbox-receipt">
          <Icon name="success" size="small" />
          <span>{t.page.confirmed(confirmedBy ?? authority.name, formatTime(confirmedAt, locale))}</span>
        </p>
      ),
  );
}

// Nothing has left for the authority yet, or nothing arrived there.
const onTheWay = ['QUEUED', 'DEFERRED'];
const failed = ['FAILED', 'REJECTED'];

/** Who keeps a copy of a message that the owner deletes, and to whom it still goes. */
function Kept({ message }: { message: MessagePartsFragment }) {
  const t = useMailboxMessages();
  const locale = useLocale();
  const list = (names: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);
  const deliveries = readFragment(DeliveryParts, message.deliveries);
  const namesOf = (wanted: (state: string) => boolean) =>
    deliveries.filter(({ state }) => wanted(state)).map(({ authorityName }) => authorityName);
  const inbound = message.direction === 'INBOUND' && message.fromAuthorityName ? [message.fromAuthorityName] : [];
  const kept = [...inbound, ...namesOf((state) => ![...onTheWay, ...failed].includes(state))];
  const going = namesOf((state) => onTheWay.includes(state));
  return (
    <>
      {inbound.length > 0 && message.kind === 'DECISION' && message.body === null && (
        <Alert kind="warning" title={t.remove.messageUnopened} />
      )}
      {inbound.length > 0 && message.dueOn && daysUntil(message.dueOn) >= 0 && (
        <p>{t.remove.messageDue(formatDate(message.dueOn, locale))}</p>
      )}
      {kept.length > 0 && <p>{t.remove.messageKept(list(kept))}</p>}
      {going.length > 0 && <p>{t.remove.messageOnTheWay(list(going))}</p>}
    </>
  );
}

/** A message in the owner's thread, with what the owner can do with it. */
export function OwnerMessage({ message, mailboxId, isNew, folded, onReply, onRemoved }: OwnerMessageProps) {
  const t = useMailboxMessages();
  const postbox = usePostboxMessages();
  const locale = useLocale();
  const remove = useDeletion();
  const [removing, setRemoving] = useState<'message' | { id: string; filename: string } | null>(null);
  const file = typeof removing === 'object' ? removing : null;
  const done = (words: string) => (problem: string | null) => {
    if (problem) return problem;
    setRemoving(null);
    say(words);
    onRemoved();
    return null;
  };
  return (
    <>
      <MessageCard
        message={message}
        side="owner"
        of={{ mailboxId }}
        isNew={isNew}
        folded={folded}
        instead={<Decision messageId={message.id} mailboxId={mailboxId} />}
        documentActions={({ id, filename }) => (
          <Button
            small
            look="tertiary"
            icon="delete"
            iconOnly
            className="no-print"
            onClick={() => setRemoving({ id, filename })}
          >
            {t.remove.document(filename)}
          </Button>
        )}
        actions={
          <>
            {onReply && !message.withdrawnAt && (
              <Button small icon="arrow-back" onClick={onReply} aria-label={postbox.replyTo(message.subject)}>
                {postbox.reply}
              </Button>
            )}
            <Button small look="tertiary" icon="delete" onClick={() => setRemoving('message')}>
              {t.remove.message}
            </Button>
          </>
        }
      >
        <Receipts message={message} />
        {message.kind === 'DECISION' && message.retrievedAt && (
          <p className="muted small">{t.decision.retrieved(formatTime(message.retrievedAt, locale))}</p>
        )}
      </MessageCard>
      <RemoveDialog
        open={removing === 'message'}
        title={t.remove.messageTitle}
        onClose={() => setRemoving(null)}
        act={async () => done(t.remove.messageDone)(await remove.message(message.id))}
      >
        <p>{t.remove.messageText(message.subject)}</p>
        <Kept message={message} />
      </RemoveDialog>
      <RemoveDialog
        open={file !== null}
        title={t.remove.documentTitle}
        onClose={() => setRemoving(null)}
        act={async () => done(t.remove.documentDone)(await remove.document(file?.id ?? '', mailboxId))}
      >
        <p>{t.remove.documentText(file?.filename ?? '')}</p>
        {message.direction === 'INBOUND' && <p>{t.remove.documentSigned}</p>}
        <Kept message={message} />
      </RemoveDialog>
    </>
  );
}
