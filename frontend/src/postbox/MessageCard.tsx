import { type ReactNode, Suspense, useState } from 'react';
import type { MessageKind, MessagePartsFragment } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../lib/lazyPart.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { DeliveryParts, DeliverySteps } from './DeliverySteps.tsx';
import { DocumentList } from './DocumentList.tsx';
import { DueLine } from './DueLine.tsx';
import type { Target } from './draftKeeper.ts';
import { Evidence } from './Evidence.tsx';
import type { PostboxMessages } from './postbox.de.ts';
import { usePostboxMessages } from './postboxMessages.ts';

/** Who looks: the owner of the mailbox, or an authority. */
export type Side = 'owner' | 'authority';

/** A message as a thread shows it. */
export const MessageParts = graphql(`
  fragment MessageParts on Message {
    id
    direction
    kind
    fromAuthority { id name }
    fromAuthorityName
    senderName
    subject
    body
    services { id name }
    documents { id ...DocumentParts }
    inReplyTo { id subject }
    sentAt
    readAt
    retrievedAt
    unread
    receiptRequested
    deliveries { id ...DeliveryParts }
    dueOn
    withdrawnAt
    withdrawalReason
  }
`);

// Notices are rare, and what was withdrawn.
const PlatformNotice = lazyPart(() => import('./PlatformNotice.tsx'), 'PlatformNotice', nothing);
const Withdrawn = lazyPart(() => import('./Withdrawn.tsx'), 'Withdrawn');

const DecisionFacts = lazyPart(() => import('./DecisionFacts.tsx'), 'DecisionFacts', nothing);

interface MessageCardProps {
  message: MessagePartsFragment;
  side: Side;
  /** The mailbox or the case that it belongs to. */
  of: Target;
  /** Was unread when the thread was opened, or has come since. */
  isNew: boolean;
  /** Begins folded to its head. */
  folded: boolean;
  /** What became of it, to be seen also while it is folded. */
  standing?: ReactNode;
  /** Instead of the text, while that waits for something. */
  instead?: ReactNode;
  /** Below the text: facts and buttons of this side. */
  children?: ReactNode;
  actions?: ReactNode;
  documentActions?: (document: { id: string; filename: string }) => ReactNode;
}

const kindIcons: Partial<Record<MessageKind, IconName>> = { DECISION: 'checklist', REQUEST: 'help', NOTICE: 'info' };

/** Whether the viewer's side wrote it. */
export function isOwn({ direction }: Pick<MessagePartsFragment, 'direction'>, side: Side): boolean {
  return direction === (side === 'owner' ? 'OUTBOUND' : 'INBOUND');
}

/** Who wrote, as the viewer's side calls them. */
export function senderOf(message: MessagePartsFragment, side: Side, t: PostboxMessages): string {
  const { direction, senderName, fromAuthorityName: authority } = message;
  if (direction === 'PLATFORM') return t.platform;
  // What an Einheitlicher Ansprechpartner adds to what it passes on is its own.
  if (direction === 'OUTBOUND' && side === 'owner' && !authority) return t.you;
  return side === 'authority' || !authority || senderName.startsWith(authority)
    ? senderName
    : `${authority} · ${senderName}`;
}

function Recipients({ message, side }: { message: MessagePartsFragment; side: Side }) {
  const t = usePostboxMessages();
  const locale = useLocale();
  if (side === 'authority') return null;
  if (message.direction !== 'OUTBOUND') return <span className="muted">{t.toYou}</span>;
  const names = readFragment(DeliveryParts, message.deliveries).map(({ authorityName }) => authorityName);
  if (names.length === 0) return null;
  return <span className="verbatim">{t.to(new Intl.ListFormat(locale, { type: 'conjunction' }).format(names))}</span>;
}

function Head({ message, side, isNew }: Pick<MessageCardProps, 'message' | 'side' | 'isNew'>) {
  const t = usePostboxMessages();
  const locale = useLocale();
  const { id, kind, subject, sentAt, receiptRequested } = message;
  const word = t.kinds[kind];
  return (
    <header className="postbox-message-head">
      <p className="postbox-message-who">
        <strong className="verbatim">{senderOf(message, side, t)}</strong> <Recipients message={message} side={side} />
        <time dateTime={sentAt}>{formatTime(sentAt, locale)}</time>
      </p>
      <h3 className="postbox-message-subject verbatim" id={`${id}-subject`} tabIndex={-1}>
        {subject || t.withdrawn}
      </h3>
      {(isNew || word || receiptRequested) && (
        <p className="row postbox-message-marks">
          {isNew && (
            <Badge kind="info" icon="mail">
              {t.unread}
            </Badge>
          )}
          {word && (
            <Badge kind={kind === 'NOTICE' ? 'warning' : 'info'} icon={kindIcons[kind] ?? 'draft'}>
              {word}
            </Badge>
          )}
          {receiptRequested && (
            <span className="small postbox-mark">
              <Icon name="checklist" size="small" />
              {t.receiptAsked}
            </span>
          )}
        </p>
      )}
    </header>
  );
}

/** One message: who, when, to whom, text, documents, and what became of it. */
export function MessageCard(props: MessageCardProps) {
  const { message, side, of, isNew, folded, standing, instead, children, actions, documentActions } = props;
  const t = usePostboxMessages();
  const [open, setOpen] = useState(!folded);
  const { id, kind, body, services, documents, inReplyTo, dueOn } = message;
  const deliveries = side === 'owner' ? readFragment(DeliveryParts, message.deliveries) : [];
  return (
    <article
      id={id}
      data-message={id}
      className={`postbox-message postbox-message--${kind === 'NOTICE' ? 'notice' : isOwn(message, side) ? 'own' : 'other'}`}
      aria-labelledby={`${id}-subject`}
    >
      <Head message={message} side={side} isNew={isNew} />
      {standing && <div className="postbox-standing">{standing}</div>}
      {!open && (
        <p className="postbox-folded no-print">
          <span className="postbox-snippet verbatim">{body}</span>
          <Button look="tertiary" small icon="arrow-down" aria-expanded={false} onClick={() => setOpen(true)}>
            {t.expand}
          </Button>
        </p>
      )}
      <div className="postbox-message-rest" hidden={!open}>
        {inReplyTo && kind !== 'NOTICE' && <p className="muted small">{t.answers(inReplyTo.subject)}</p>}
        {dueOn && (
          <DueLine
            dueOn={dueOn}
            by={kind === 'EXTENSION' ? 'dueAuthority' : side === 'owner' ? 'dueYou' : 'duePerson'}
          />
        )}
        {kind === 'DECISION' && !message.withdrawnAt && (
          <Suspense>
            <DecisionFacts messageId={id} side={side} retrievedAt={message.retrievedAt} />
          </Suspense>
        )}
        {message.withdrawnAt && (
          <Suspense>
            <Withdrawn message={message} own={isOwn(message, side)} />
          </Suspense>
        )}
        {body !== null ? <p className="postbox-message-body verbatim">{body}</p> : !message.withdrawnAt && instead}
        {inReplyTo && kind === 'NOTICE' && (
          <Suspense>
            <PlatformNotice message={inReplyTo} />
          </Suspense>
        )}
        <DocumentList documents={documents} actions={documentActions} />
        {services.length > 0 && (
          <p className="muted small">
            {t.about}: {services.map(({ name }) => name).join(' · ')}
          </p>
        )}
        {deliveries.map((delivery) => (
          <DeliverySteps
            key={delivery.id}
            delivery={delivery}
            sentAt={message.sentAt}
            receiptRequested={message.receiptRequested}
            named={deliveries.length > 1}
          />
        ))}
        {children}
        <footer className="postbox-message-foot">
          <div className="row no-print">{actions}</div>
          {(body !== null || !message.withdrawnAt) && <Evidence messageId={id} of={of} />}
        </footer>
      </div>
    </article>
  );
}
