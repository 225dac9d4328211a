import { Suspense, useState } from 'react';
import type { MessagePartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { DeliveryParts } from '../../postbox/DeliverySteps.tsx';
import { MessageCard } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Decision } from './Decision.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { useDeletion } from './useDeletion.ts';

const MessageConsequences = lazyPart(() => import('./MessageConsequences.tsx'), 'MessageConsequences');

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

/** A message in the owner's thread, with what the owner can do with it. */
export function OwnerMessage({ message, mailboxId, isNew, folded, onReply, onRemoved }: OwnerMessageProps) {
  const t = useMailboxMessages();
  const postbox = usePostboxMessages();
  const locale = useLocale();
  const remove = useDeletion();
  const [removing, setRemoving] = useState<'message' | { id: string; filename: string } | null>(null);
  const [known, setKnown] = useState(false);
  const ask = (what: 'message' | { id: string; filename: string }) => {
    setKnown(false);
    setRemoving(what);
  };
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
            onClick={() => ask({ id, filename })}
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
            <Button small look="tertiary" icon="delete" onClick={() => ask('message')}>
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
        ready={known}
        act={async () => done(t.remove.messageDone)(await remove.message(message.id))}
      >
        <p>{t.remove.messageText(message.subject)}</p>
        {removing === 'message' && (
          <Suspense fallback={<p role="status">{t.remove.mailboxAsking}</p>}>
            <MessageConsequences messageId={message.id} onKnown={() => setKnown(true)} />
          </Suspense>
        )}
      </RemoveDialog>
      <RemoveDialog
        open={file !== null}
        title={t.remove.documentTitle}
        onClose={() => setRemoving(null)}
        ready={known}
        act={async () => done(t.remove.documentDone)(await remove.document(file?.id ?? '', mailboxId))}
      >
        <p>{t.remove.documentText(file?.filename ?? '')}</p>
        {file && (
          <Suspense fallback={<p role="status">{t.remove.mailboxAsking}</p>}>
            <MessageConsequences messageId={message.id} documentId={file.id} onKnown={() => setKnown(true)} />
          </Suspense>
        )}
      </RemoveDialog>
    </>
  );
}
