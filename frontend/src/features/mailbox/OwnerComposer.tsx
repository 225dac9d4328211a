import { useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import type { DraftPartsFragment, MessagePartsFragment, PartyPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { ComposerForm } from '../../postbox/ComposerForm.tsx';
import { ComposerLine } from '../../postbox/ComposerLine.tsx';
import { ComposerPlaceholder } from '../../postbox/ComposerPlaceholder.tsx';
import { checkLetter, refusalsOf } from '../../postbox/checkLetter.ts';
import type { Letter } from '../../postbox/draftKeeper.ts';
import { ApplicationMark } from '../../postbox/form/ApplicationMark.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { DraftParts, useComposer } from '../../postbox/useComposer.ts';
import { useWriting } from '../../postbox/useWriting.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useMailboxEvents } from './mailboxEvents.ts';
import { useMailboxMessages } from './mailboxMessages.ts';
import { OwnerRecipients, servicesOf } from './OwnerRecipients.tsx';
import { keepReceiptWish, lastReceiptWish } from './receiptWish.ts';

const MailboxDrafts = graphql(`
  query MailboxDrafts($id: ID!) { caseMailbox(id: $id) { id drafts { id ...DraftParts } } }
`);

const SendMessage = graphql(`
  mutation SendMessage($input: MessageSendInput!) {
    messageSend(input: $input) {
      messageEdge { cursor node { id ...MessageParts } }
      mailbox { id unreadCount lastActivityAt deletesAt }
      alreadySent { id }
      userErrors { code field message }
    }
  }
`);

interface OwnerComposerProps {
  mailboxId: string;
  /** The parties that can be written to; at least one. */
  reachable: readonly PartyPartsFragment[];
  messages: readonly MessagePartsFragment[];
  /** The message to be answered; a new object each time somebody asks to answer. */
  replying: { message: MessagePartsFragment } | null;
  onSent: () => void;
}

function freshLetter(reachable: readonly PartyPartsFragment[]): Letter {
  const recipientIds = reachable.length === 1 ? reachable.map(({ authority }) => authority.id) : [];
  const services = servicesOf(reachable, recipientIds);
  return {
    subject: '',
    body: '',
    kind: 'MESSAGE',
    recipientIds,
    serviceIds: services.length === 1 ? services.map(({ id }) => id) : [],
    receiptRequested: lastReceiptWish(),
    dueOn: '',
    inReplyToId: null,
  };
}

// The party that takes the least of those that are meant.
function tightest(reachable: readonly PartyPartsFragment[], recipientIds: readonly string[]) {
  const chosen = reachable.filter(({ authority }) => recipientIds.includes(authority.id));
  const [first] = (chosen.length > 0 ? chosen : reachable).toSorted((a, b) => a.maxMessageBytes - b.maxMessageBytes);
  return { limit: first?.maxMessageBytes ?? 0, by: first?.channel === 'SMIME' ? first.authority.name : undefined };
}

/** Where the owner writes; waits for the drafts of the server first. */
export function OwnerComposer(props: OwnerComposerProps) {
  const { mailboxId } = props;
  const client = useClient();
  const [drafts, setDrafts] = useState<readonly DraftPartsFragment[] | null>(null);
  useEffect(() => {
    let left = false;
    void client
      .query(MailboxDrafts, { id: mailboxId }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        if (!left) setDrafts(readFragment(DraftParts, data?.caseMailbox?.drafts ?? []));
      });
    return () => {
      left = true;
    };
  }, [client, mailboxId]);
  return drafts ? <Writing {...props} drafts={drafts} /> : <ComposerPlaceholder />;
}

function Writing({
  mailboxId,
  reachable,
  messages,
  replying,
  onSent,
  drafts,
}: OwnerComposerProps & { drafts: readonly DraftPartsFragment[] }) {
  const t = useMailboxMessages();
  const postbox = usePostboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const target = useMemo(() => ({ mailboxId }), [mailboxId]);
  const composer = useComposer({ target, fresh: freshLetter(reachable), drafts });
  const { letter, change, started, unsure } = composer;
  const writing = useWriting(unsure, letter);
  useMailboxEvents((event) => {
    if (event.mailboxId === mailboxId && event.kind === 'MESSAGE_SENT') composer.check();
  });
  const { limit, by } = tightest(reachable, letter.recipientIds);

  const reply = (message: MessagePartsFragment) => {
    const from = reachable.find(({ authority }) => authority.id === message.fromAuthority?.id)?.authority.id;
    const recipientIds = from ? [from] : letter.recipientIds;
    const offered = servicesOf(reachable, recipientIds).map(({ id }) => id);
    change({
      inReplyToId: message.id,
      recipientIds,
      serviceIds: message.services.map(({ id }) => id).filter((id) => offered.includes(id)),
      ...(!letter.subject && { subject: postbox.compose.answerSubject(message.subject) }),
    });
    writing.show('body');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish to answer acts.
  useEffect(() => {
    if (replying) queueMicrotask(() => reply(replying.message));
  }, [replying]);

  const send = async () => {
    const found = checkLetter({ composer, limit, limitBy: by, t: postbox, locale });
    if (letter.recipientIds.length === 0)
      found.unshift({ fieldId: 'recipients', message: postbox.compose.required.recipients });
    if (found.length > 0) return writing.refuse(found);
    writing.forgive();
    keepReceiptWish(letter.receiptRequested);
    const answer = await composer.send(async ({ letter: written, ...rest }) => {
      const { subject, body, kind, recipientIds, serviceIds, receiptRequested, inReplyToId } = written;
      const kept = { subject, body, kind, recipientIds, serviceIds, receiptRequested, inReplyToId };
      const { data, error } = await client
        .mutation(SendMessage, { input: { mailboxId, ...kept, ...rest } })
        .toPromise();
      return {
        error,
        userErrors: data?.messageSend.userErrors ?? [],
        alreadySentId: data?.messageSend.alreadySent?.id,
      };
    });
    if (answer === 'busy') return;
    if (answer === 'sent') {
      say(postbox.compose.sent);
      onSent();
      return writing.fold();
    }
    if (answer.error)
      return writing.refuse([{ message: `${postbox.compose.failed} ${problemText(answer.error, common)}` }]);
    writing.refuse(
      refusalsOf(
        answer.userErrors ?? [],
        { recipientIds: 'recipients', subject: 'subject', body: 'body', serviceIds: 'services', kind: 'application' },
        postbox,
      ),
    );
  };

  const answered = messages.find(({ id }) => id === letter.inReplyToId);
  return (
    <div
      ref={writing.box}
      className={writing.open ? 'postbox-composer no-print' : 'postbox-composer postbox-composer--line no-print'}
    >
      {writing.open ? (
        <ComposerForm
          composer={composer}
          label={t.compose.label}
          limit={limit}
          limitBy={by}
          before={
            <OwnerRecipients
              reachable={reachable}
              letter={letter}
              change={change}
              error={writing.errorOf('recipients')}
              servicesError={writing.errorOf('services')}
            />
          }
          after={
            <>
              <ApplicationMark
                mailboxId={mailboxId}
                letter={letter}
                error={writing.errorOf('application')}
                change={change}
              />
              <Checkbox
                id="receipt"
                label={t.compose.receipt}
                hint={t.compose.receiptHint}
                checked={letter.receiptRequested}
                onChange={(event) => change({ receiptRequested: event.target.checked })}
              />
            </>
          }
          answering={answered?.subject}
          errors={writing.errors}
          attempt={writing.attempt}
          onSend={() => void send()}
          onCollapse={writing.fold}
        />
      ) : (
        <ComposerLine
          text={t.compose.line(reachable.map(({ authority }) => authority.name).join(', '))}
          composer={composer}
          onOpen={() => writing.show(started && letter.subject ? 'body' : 'subject')}
        />
      )}
    </div>
  );
}
