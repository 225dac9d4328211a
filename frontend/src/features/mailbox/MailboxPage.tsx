import { useParams } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useClient } from 'urql';
import type { MailboxHeadQuery, MessagePartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime, formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useFrameMessages } from '../../lib/i18n/frame.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { ComposerPlaceholder } from '../../postbox/ComposerPlaceholder.tsx';
import { FoldedSection } from '../../postbox/FoldedSection.tsx';
import { isOwn, MessageParts } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { Thread } from '../../postbox/Thread.tsx';
import { useMessageOpening } from '../../postbox/useMessageOpening.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DeleteMailbox } from './DeleteMailbox.tsx';
import { useMailboxEvents } from './mailboxEvents.ts';
import './mailbox.css';
import '../../postbox/postbox.css';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { MailboxParties, PartyParts } from './MailboxParties.tsx';
import { useMailboxMessages } from './mailboxMessages.ts';
import { OwnerMessage } from './OwnerMessage.tsx';
import { refreshUnread } from './unread.ts';

const MailboxHead = graphql(`
  query MailboxHead($id: ID!) {
    caseMailbox(id: $id) {
      id
      reference
      title
      undertaking { id name }
      region { id name designation }
      parties { id ...PartyParts }
      lastActivityAt
      deletesAt
      deletionWarnings
      deletionHeld
      deletionLetterPostedAt
    }
  }
`);

const MailboxThread = graphql(`
  query MailboxThread($id: ID!, $before: String) {
    caseMailbox(id: $id) {
      id
      messages(last: 20, before: $before) {
        edges { cursor node { id ...MessageParts } }
        pageInfo { startCursor hasPreviousPage }
      }
    }
  }
`);

const HandOver = lazyPart(() => import('../../postbox/handover/HandOver.tsx'), 'HandOver', nothing);
const MailboxRecord = lazyPart(() => import('./MailboxRecord.tsx'), 'MailboxRecord');

const ExportSection = lazyPart(() => import('../../postbox/ExportSection.tsx'), 'ExportSection');
const MailboxProgress = lazyPart(() => import('./MailboxProgress.tsx'), 'MailboxProgress');
const MailboxEnd = lazyPart(() => import('./MailboxEnd.tsx'), 'MailboxEnd');

// Writing comes after reading: the composer does not hold up the thread.
const OwnerComposer = lazyPart(() => import('./OwnerComposer.tsx'), 'OwnerComposer');

type Mailbox = NonNullable<MailboxHeadQuery['caseMailbox']>;

// A decision is opened by its own button.
function opensWithTheMailbox({ unread, kind, body }: MessagePartsFragment): boolean {
  return unread && !(kind === 'DECISION' && body === null);
}

function Facts({ mailbox }: { mailbox: Mailbox }) {
  const t = useMailboxMessages();
  const postbox = usePostboxMessages();
  const locale = useLocale();
  const { id, title, parties, deletesAt, lastActivityAt, undertaking, region } = mailbox;
  return (
    <aside className="mailbox-facts" aria-label={t.page.parties}>
      <Suspense>
        <MailboxProgress mailboxId={id} />
      </Suspense>
      <MailboxParties parties={parties} />
      <Suspense>
        <HandOver mailboxId={id} />
      </Suspense>
      <div className="mailbox-deletes">
        {(undertaking || region) && (
          <p className="small">
            {[undertaking?.name, region && [region.designation, region.name].filter(Boolean).join(' ')]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        <p>
          <Icon name="calendar-today" size="small" /> {t.page.deletes(formatTimeAsDay(deletesAt, locale))}
        </p>
        <Disclosure summary={t.page.deletesWhy}>
          <p className="small">{t.page.deletesText}</p>
          <p className="small">{t.page.lastActivity(formatTime(lastActivityAt, locale))}</p>
        </Disclosure>
        <Suspense>
          <ExportSection target={{ kind: 'MAILBOX', id }} />
        </Suspense>
        <FoldedSection title={postbox.events.title}>
          <MailboxRecord mailboxId={id} />
        </FoldedSection>
      </div>
      <div className="mailbox-tools no-print">
        <Button look="tertiary" icon="draft" onClick={() => print()}>
          {t.page.print}
        </Button>
        <DeleteMailbox mailboxId={id} title={title} />
      </div>
    </aside>
  );
}

function Conversation({ mailbox }: { mailbox: Mailbox }) {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const client = useClient();
  const { id } = mailbox;
  const [replying, setReplying] = useState<{ message: MessagePartsFragment } | null>(null);
  const pages = usePages({
    query: MailboxThread,
    variables: { id },
    read: (data) => data.caseMailbox?.messages,
    backward: true,
  });
  const messages = readFragment(MessageParts, pages.nodes);
  const reachable = readFragment(PartyParts, mailbox.parties).filter(
    ({ reachability }) => reachability === 'CONNECTED',
  );
  const { watch, open } = useMessageOpening({
    of: { mailboxId: id },
    messages,
    fresh: pages.fresh,
    entered: true,
    opens: opensWithTheMailbox,
    own: (message) => isOwn(message, 'owner'),
    onMarked: () => refreshUnread(client, id),
  });
  useMailboxEvents(({ mailboxId, kind }) => {
    if (
      mailboxId === id &&
      ['ARRIVED', 'MESSAGE_SENT', 'MESSAGE_DELETED', 'DOCUMENT_DELETED', 'MESSAGE_WITHDRAWN'].includes(kind)
    )
      pages.reload();
  });
  const canAnswer = ({ fromAuthority }: MessagePartsFragment) =>
    reachable.some(({ authority }) => authority.id === fromAuthority?.id);
  return (
    <div className="mailbox-columns">
      <div className="mailbox-conversation" ref={watch}>
        {(mailbox.deletionWarnings > 0 || mailbox.deletionHeld) && (
          <Suspense>
            <MailboxEnd
              mailboxId={id}
              deletesAt={mailbox.deletesAt}
              held={mailbox.deletionHeld}
              posted={mailbox.deletionLetterPostedAt}
            />
          </Suspense>
        )}
        {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
        {pages.loading && messages.length === 0 ? (
          <Spinner />
        ) : (
          <Thread
            messages={messages}
            side="owner"
            older={{ has: pages.hasMore, busy: pages.loadingMore, load: pages.more }}
            render={(message, look) => (
              <OwnerMessage
                message={message}
                mailboxId={id}
                {...look}
                onReply={canAnswer(message) ? () => setReplying({ message }) : undefined}
                onRemoved={pages.reload}
              />
            )}
            onShow={open}
            empty={<EmptyState title={t.page.noMessages}>{t.page.noMessagesText}</EmptyState>}
          />
        )}
        {reachable.length > 0 ? (
          <Suspense fallback={<ComposerPlaceholder />}>
            <OwnerComposer
              mailboxId={id}
              reachable={reachable}
              messages={messages}
              replying={replying}
              onSent={pages.reload}
            />
          </Suspense>
        ) : (
          <Alert kind="info" title={t.page.noReachable}>
            <p>{t.page.noReachableText}</p>
          </Alert>
        )}
      </div>
      <Facts mailbox={mailbox} />
    </div>
  );
}

function Gone({ deleted }: { deleted: boolean }) {
  const t = useMailboxMessages();
  return (
    <Page title={deleted ? t.page.gone : t.page.missing} lead={deleted ? t.page.goneText : t.page.missingText}>
      <ButtonLink to="/postfach" look="primary" icon="arrow-back">
        {t.page.back}
      </ButtonLink>
    </Page>
  );
}

/** One case mailbox: what was written, to whom, what became of it, and where to write. */
export function MailboxPage() {
  const t = useMailboxMessages();
  const common = useCommonMessages();
  const frame = useFrameMessages();
  const { mailboxId } = useParams({ from: '/postfach/$mailboxId' });
  const [deleted, setDeleted] = useState(false);
  const { data, error, fetching } = useSteadyQuery(MailboxHead, { id: mailboxId });
  useMailboxEvents((event) => {
    if (event.mailboxId === mailboxId && event.kind === 'MAILBOX_DELETED') setDeleted(true);
  });
  const mailbox = data?.caseMailbox;
  if (deleted) return <Gone deleted />;
  if (!mailbox) {
    if (fetching) return <Spinner />;
    if (error && problemCode(error) !== 'NOT_FOUND') {
      return (
        <Page title={frame.problem.title}>
          <Alert kind="danger" title={problemText(error, common)} announce />
        </Page>
      );
    }
    return <Gone deleted={false} />;
  }
  return (
    <Page
      title={mailbox.title}
      width="wide"
      above={
        <span className="row">
          <TextLink to="/postfach" className="no-print">
            ← {t.page.back}
          </TextLink>
          <span className="verbatim">{t.page.reference(mailbox.reference)}</span>
        </span>
      }
    >
      <Conversation key={mailboxId} mailbox={mailbox} />
    </Page>
  );
}
