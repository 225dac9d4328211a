import { Suspense, useState } from 'react';
import { useClient } from 'urql';
import type { MessagePartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { DeliveryParts } from '../../postbox/DeliverySteps.tsx';
import { MessageCard } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { MarkRead } from '../../postbox/useMessageOpening.ts';
import { Button } from '../../ui/Button.tsx';
import { FieldError } from '../../ui/FieldError.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useInboxMessages } from './inboxMessages.ts';

const ConfirmReceipt = graphql(`
  mutation ConfirmReceipt($input: ReceiptConfirmInput!) {
    receiptConfirm(input: $input) { message { id ...MessageParts } userErrors { code field message } }
  }
`);

const WithdrawMessage = lazyPart(
  () => import('../../postbox/handover/WithdrawMessage.tsx'),
  'WithdrawMessage',
  nothing,
);

interface ClerkMessageProps {
  message: MessagePartsFragment;
  caseId: string;
  isNew: boolean;
  folded: boolean;
  /** Missing where nobody can be answered any more. */
  onReply: (() => void) | undefined;
  onUnread: () => void;
}

function Receipt({ message, caseId }: Pick<ClerkMessageProps, 'message' | 'caseId'>) {
  const t = useInboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const [delivery] = readFragment(DeliveryParts, message.deliveries);
  if (!message.receiptRequested || !delivery) return null;
  if (delivery.confirmedAt) {
    return (
      <p className="inbox-receipt">
        <Icon name="success" size="small" />
        <span>
          {t.case.confirmed(delivery.confirmedBy ?? delivery.authority.name, formatTime(delivery.confirmedAt, locale))}
        </span>
      </p>
    );
  }
  const confirm = async () => {
    setBusy(true);
    // Who confirms has read: otherwise the confirmation could stand in the record before the opening.
    if (message.unread) await client.mutation(MarkRead, { input: { caseId, messageIds: [message.id] } }).toPromise();
    const { data, error } = await client
      .mutation(ConfirmReceipt, { input: { caseId, messageId: message.id } })
      .toPromise();
    setBusy(false);
    const refused = error ? problemText(error, common) : data?.receiptConfirm.userErrors[0]?.message;
    setProblem(refused);
    if (!refused) say(t.case.confirmedSay);
  };
  return (
    <div className="inbox-receipt inbox-receipt--wanted">
      <span>{t.case.receiptWanted}</span>
      <Button small look="primary" icon="check" busy={busy} onClick={() => void confirm()}>
        {t.case.confirm}
      </Button>
      <FieldError id={`${message.id}-receipt`} error={problem} />
    </div>
  );
}

/** What became of a message of the authority: it lay ready with the sending, and when the person retrieved it. */
function Standing({ message: { sentAt, retrievedAt } }: Pick<ClerkMessageProps, 'message'>) {
  const t = useInboxMessages();
  const locale = useLocale();
  return (
    <p className="muted small">
      {t.case.provided(formatTime(sentAt, locale))} ·{' '}
      {retrievedAt ? t.case.retrieved(formatTime(retrievedAt, locale)) : t.case.notRetrieved}
    </p>
  );
}

/** A message in the clerk's thread, with what the clerk can do with it. */
export function ClerkMessage({ message, caseId, isNew, folded, onReply, onUnread }: ClerkMessageProps) {
  const t = useInboxMessages();
  const postbox = usePostboxMessages();
  const theirs = message.direction === 'OUTBOUND';
  return (
    <MessageCard
      message={message}
      side="authority"
      of={{ caseId }}
      isNew={isNew}
      folded={folded}
      standing={!theirs && <Standing message={message} />}
      actions={
        theirs ? (
          <>
            {onReply && (
              <Button small icon="arrow-back" onClick={onReply} aria-label={postbox.replyTo(message.subject)}>
                {postbox.reply}
              </Button>
            )}
            {!message.unread && (
              <Button small look="tertiary" icon="mail" onClick={onUnread}>
                {t.case.markUnread}
              </Button>
            )}
          </>
        ) : (
          !message.retrievedAt &&
          !message.withdrawnAt && (
            <Suspense>
              <WithdrawMessage message={message} />
            </Suspense>
          )
        )
      }
    >
      <Receipt message={message} caseId={caseId} />
    </MessageCard>
  );
}
