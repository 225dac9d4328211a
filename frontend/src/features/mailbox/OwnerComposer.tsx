import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { DraftPartsFragment, MessagePartsFragment, PartyPartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { ComposerForm } from '../../postbox/ComposerForm.tsx';
import { ComposerLine } from '../../postbox/ComposerLine.tsx';
import { checkLetter, refusalsOf } from '../../postbox/checkLetter.ts';
import type { Letter } from '../../postbox/draftKeeper.ts';
import { DraftParts } from '../../postbox/parts.ts';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { useComposer } from '../../postbox/useComposer.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import type { SummaryError } from '../../ui/ErrorSummary.tsx';
import { say } from '../../ui/LiveRegion.tsx';
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
      userErrors { code field message }
    }
  }
`);

/** What the thread may ask of the composer. */
export interface ComposerHandle {
  reply: (message: MessagePartsFragment) => void;
}

interface OwnerComposerProps {
  ref: Ref<ComposerHandle>;
  mailboxId: string;
  /** The parties that can be written to; at least one. */
  reachable: readonly PartyPartsFragment[];
  messages: readonly MessagePartsFragment[];
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

function limitOf(reachable: readonly PartyPartsFragment[], recipientIds: readonly string[]): number {
  const chosen = reachable.filter(({ authority }) => recipientIds.includes(authority.id));
  return Math.min(...(chosen.length > 0 ? chosen : reachable).map(({ maxMessageBytes }) => maxMessageBytes));
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
  return drafts && <Writing {...props} drafts={drafts} />;
}

function Writing({
  ref,
  mailboxId,
  reachable,
  messages,
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
  const [open, setOpen] = useState(unsure);
  const [errors, setErrors] = useState<readonly SummaryError[]>([]);
  const [attempt, setAttempt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const limit = limitOf(reachable, letter.recipientIds);

  const show = (focus: 'subject' | 'body') => {
    setOpen(true);
    requestAnimationFrame(() => {
      box.current?.scrollIntoView({ block: 'nearest' });
      box.current?.querySelector<HTMLElement>(`#${focus}`)?.focus();
    });
  };
  const collapse = () => {
    setOpen(false);
    setErrors([]);
    requestAnimationFrame(() => box.current?.querySelector('button')?.focus());
  };

  useImperativeHandle(ref, () => ({
    reply(message) {
      const from = reachable.find(({ authority }) => authority.id === message.fromAuthority?.id)?.authority.id;
      const recipientIds = from ? [from] : letter.recipientIds;
      const offered = servicesOf(reachable, recipientIds).map(({ id }) => id);
      change({
        inReplyToId: message.id,
        recipientIds,
        serviceIds: message.services.map(({ id }) => id).filter((id) => offered.includes(id)),
        ...(!letter.subject && { subject: postbox.compose.answerSubject(message.subject) }),
      });
      show('body');
    },
  }));

  const refuse = (found: readonly SummaryError[]) => {
    setErrors(found);
    setAttempt((count) => count + 1);
  };
  const send = async () => {
    const found = checkLetter({ composer, limit, t: postbox, locale });
    if (letter.recipientIds.length === 0)
      found.unshift({ fieldId: 'recipients', message: postbox.compose.required.recipients });
    if (found.length > 0) return refuse(found);
    setErrors([]);
    keepReceiptWish(letter.receiptRequested);
    const answer = await composer.send(async ({ letter: { dueOn: _, ...kept }, ...rest }) => {
      const { data, error } = await client
        .mutation(SendMessage, { input: { mailboxId, ...kept, ...rest } })
        .toPromise();
      return { error, userErrors: data?.messageSend.userErrors ?? [] };
    });
    if (answer === 'busy') return;
    if (answer === 'sent') {
      say(postbox.compose.sent);
      onSent();
      return collapse();
    }
    if (answer.error) return refuse([{ message: `${postbox.compose.failed} ${problemText(answer.error, common)}` }]);
    refuse(
      refusalsOf(
        answer.userErrors ?? [],
        { recipientIds: 'recipients', subject: 'subject', body: 'body', serviceIds: 'services' },
        postbox,
      ),
    );
  };

  const answered = messages.find(({ id }) => id === letter.inReplyToId);
  return (
    <div ref={box} className={open ? 'postbox-composer no-print' : 'postbox-composer postbox-composer--line no-print'}>
      {open ? (
        <ComposerForm
          composer={composer}
          label={t.compose.label}
          limit={limit}
          before={
            <OwnerRecipients
              reachable={reachable}
              letter={letter}
              change={change}
              error={errors.find(({ fieldId }) => fieldId === 'recipients')?.message}
            />
          }
          after={
            <Checkbox
              id="receipt"
              label={t.compose.receipt}
              hint={t.compose.receiptHint}
              checked={letter.receiptRequested}
              onChange={(event) => change({ receiptRequested: event.target.checked })}
            />
          }
          answering={answered?.subject}
          errors={errors}
          attempt={attempt}
          onSend={() => void send()}
          onCollapse={collapse}
        />
      ) : (
        <ComposerLine
          text={t.compose.line(reachable.map(({ authority }) => authority.name).join(', '))}
          composer={composer}
          onOpen={() => show(started && letter.subject ? 'body' : 'subject')}
        />
      )}
    </div>
  );
}
