import { useParams, useSearch } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { CasePartsFragment, CaseRowPartsFragment, MessagePartsFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatDate, formatTime } from '../../lib/dates.ts';
import { setPageTitle } from '../../lib/documentTitle.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { takeNavigationFocus } from '../../lib/navigationFocus.ts';
import { problemCode, problemText } from '../../lib/problems.ts';
import { keepWords } from '../../lib/searchBox.ts';
import { useMedia } from '../../lib/useMedia.ts';
import { usePages } from '../../lib/usePages.ts';
import { useSteadyQuery } from '../../lib/useSteadyQuery.ts';
import { useViewer } from '../../lib/viewer.ts';
import { ComposerPlaceholder } from '../../postbox/ComposerPlaceholder.tsx';
import { FoldedSection } from '../../postbox/FoldedSection.tsx';
import { isOwn, MessageParts } from '../../postbox/MessageCard.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { Thread } from '../../postbox/Thread.tsx';
import { MarkRead, useMessageOpening } from '../../postbox/useMessageOpening.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import type { Replying } from './AnswerComposer.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { sideBySide } from './CaseList.tsx';
import { CaseNote } from './CaseNote.tsx';
import { CaseWork } from './CaseWork.tsx';
import { ClerkMessage } from './ClerkMessage.tsx';
import { CaseParts, CaseRowParts } from './caseParts.ts';
import { membershipFor } from './InboxPage.tsx';
import { useInboxMessages } from './inboxMessages.ts';
import { useInboxSignals } from './inboxSignals.ts';
import { useEntered } from './useEntered.ts';

const CaseHead = graphql(`
  query CaseHead($id: ID!) { authorityCase(id: $id) { id ...CaseParts } }
`);

const CaseThread = graphql(`
  query CaseThread($id: ID!, $before: String) {
    authorityCase(id: $id) {
      id
      messages(last: 20, before: $before) {
        edges { cursor node { id ...MessageParts } }
        pageInfo { startCursor hasPreviousPage }
      }
    }
  }
`);

const CaseCounter = graphql(`
  query CaseCounter($id: ID!) { authorityCase(id: $id) { id unreadCount version } }
`);

const ExportSection = lazyPart(() => import('../../postbox/ExportSection.tsx'), 'ExportSection');
const CaseProgress = lazyPart(() => import('./CaseProgress.tsx'), 'CaseProgress');
const MissingCase = lazyPart(() => import('./MissingCase.tsx'), 'MissingCase');
const DeletedEasy = lazyPart(() => import('../../postbox/DeletedEasy.tsx'), 'DeletedEasy', nothing);
const CaseRecord = lazyPart(() => import('./CaseRecord.tsx'), 'CaseRecord');

// Writing comes after reading: the composer does not hold up the thread.
const AnswerComposer = lazyPart(() => import('./AnswerComposer.tsx'), 'AnswerComposer');
const NoteForm = lazyPart(() => import('./NoteForm.tsx'), 'NoteForm');

function useRefreshCounter(caseId: string): () => void {
  const client = useClient();
  return () => void client.query(CaseCounter, { id: caseId }, { requestPolicy: 'network-only' }).toPromise();
}

function Deleted({ row, parts }: { row: CaseRowPartsFragment; parts: CasePartsFragment }) {
  const t = useInboxMessages();
  const locale = useLocale();
  if (!row.ownerDeletedAt) return null;
  const when = formatTime(row.ownerDeletedAt, locale);
  return (
    <Alert kind="warning" title={t.case.ownerDeleted}>
      <p>
        {parts.retainUntil
          ? t.case.ownerDeletedText(when, formatDate(parts.retainUntil, locale))
          : t.case.ownerDeletedNoDate(when)}
      </p>
      <Suspense>
        <DeletedEasy />
      </Suspense>
    </Alert>
  );
}

interface ConversationProps {
  row: CaseRowPartsFragment;
  parts: CasePartsFragment;
  entered: boolean;
}

function Conversation({ row, parts, entered }: ConversationProps) {
  const t = useInboxMessages();
  const common = useCommonMessages();
  const client = useClient();
  const { id } = row;
  const [replying, setReplying] = useState<Replying | null>(null);
  const refresh = useRefreshCounter(id);
  const pages = usePages({
    query: CaseThread,
    variables: { id },
    read: (data) => data.authorityCase?.messages,
    backward: true,
  });
  const messages = readFragment(MessageParts, pages.nodes);
  const opening = useMessageOpening({
    of: { caseId: id },
    messages,
    fresh: pages.fresh,
    entered,
    opens: ({ unread }) => unread,
    own: (message) => isOwn(message, 'authority'),
    onMarked: refresh,
  });
  const markUnread = async (message: MessagePartsFragment | undefined) => {
    if (!message) return;
    opening.leave(message.id);
    if (message.unread) return say(t.case.markedUnread);
    const { error } = await client
      .mutation(MarkRead, { input: { caseId: id, messageIds: [message.id], read: false } })
      .toPromise();
    say(error ? problemText(error, common) : t.case.markedUnread);
    refresh();
  };
  const latest = messages.findLast(({ direction }) => direction === 'OUTBOUND');
  useInboxSignals((what) => {
    if (what.kind === 'UNREAD') void markUnread(latest);
    else if (what.kind === 'REPLY') setReplying({ message: latest, keepBegun: true });
    else if ('caseId' in what && what.caseId === id) pages.reload();
  });
  const answerable = !row.ownerDeletedAt;
  if (pages.loading && messages.length === 0) return <Spinner />;
  return (
    <div ref={opening.watch}>
      {pages.error && <Alert kind="danger" title={problemText(pages.error, common)} announce />}
      {!entered && row.unreadCount > 0 && <p className="muted small no-print">{t.case.walked}</p>}
      <Thread
        messages={messages}
        side="authority"
        interludes={parts.notes.map((note) => ({ key: note.id, at: note.at, content: <CaseNote note={note} /> }))}
        older={{ has: pages.hasMore, busy: pages.loadingMore, load: pages.more }}
        render={(message, look) => (
          <ClerkMessage
            message={message}
            caseId={id}
            {...look}
            onReply={answerable ? () => setReplying({ message, keepBegun: false }) : undefined}
            onUnread={() => void markUnread(message)}
          />
        )}
        onShow={opening.open}
        empty={<EmptyState title={t.case.noMessages} />}
      />
      <div className="inbox-answer no-print">
        {answerable && (
          <Suspense fallback={<ComposerPlaceholder />}>
            <AnswerComposer
              row={row}
              messages={messages}
              lastSeen={opening.lastSeen}
              replying={replying}
              onSent={pages.reload}
            />
          </Suspense>
        )}
        <Suspense>
          <NoteForm caseId={id} />
        </Suspense>
      </div>
    </div>
  );
}

function Head({ row }: { row: CaseRowPartsFragment }) {
  const t = useInboxMessages();
  const { authorityId } = useParams({ from: '/eingang/$authorityId/$caseId' });
  const { suche: _, ...search } = useSearch({ from: '/eingang/$authorityId' });
  const title = `${row.person.name}: ${row.title}`;
  useEffect(() => setPageTitle(title), [title]);
  const head = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each case takes the focus of its own navigation.
  useEffect(() => {
    takeNavigationFocus();
    // The list beside it stays where it is: only a case that begins above the window is brought into it.
    if ((head.current?.getBoundingClientRect().top ?? 0) < 0) head.current?.scrollIntoView({ block: 'start' });
  }, [row.id]);
  return (
    <header ref={head} className="inbox-case-head">
      <p className="inbox-back no-print">
        <TextLink to="/eingang/$authorityId" params={{ authorityId }} search={search} state={keepWords}>
          ← {t.case.back}
        </TextLink>
      </p>
      <h1 className="kern-heading-medium verbatim" tabIndex={-1}>
        {row.title}
      </h1>
      <p className="muted small">
        <span className="verbatim">{row.person.name}</span> · {t.case.reference}{' '}
        <span className="verbatim">{row.reference}</span>
      </p>
    </header>
  );
}

/** One case: who, what, until when, the thread, notes, and where to answer. */
export function CasePage() {
  const t = useInboxMessages();
  const postbox = usePostboxMessages();
  const common = useCommonMessages();
  const { authorityId, caseId } = useParams({ from: '/eingang/$authorityId/$caseId' });
  const { viewer } = useViewer();
  const wide = useMedia(sideBySide);
  const { data, error, fetching } = useSteadyQuery(CaseHead, { id: caseId });
  const { entered, watch } = useEntered(caseId);
  const parts = readFragment(CaseParts, data?.authorityCase);
  if (!parts || parts.id !== caseId) {
    if (fetching) return <Spinner />;
    const fault = error && problemCode(error) !== 'NOT_FOUND' ? problemText(error, common) : t.case.missingText;
    return (
      <Suspense>
        <MissingCase text={fault} />
      </Suspense>
    );
  }
  const row = readFragment(CaseRowParts, parts);
  return (
    <article className="inbox-case" ref={watch}>
      <Head row={row} />
      <Deleted row={row} parts={parts} />
      <CaseWork
        key={`work-${caseId}`}
        row={row}
        authorityId={authorityId}
        membershipId={viewer ? membershipFor(viewer, authorityId) : undefined}
      />
      <Suspense>
        <CaseProgress key={`progress-${caseId}`} caseId={caseId} />
      </Suspense>
      <details className="disclosure" open={wide}>
        <summary className="disclosure-summary">{t.case.facts}</summary>
        <CaseFacts parts={parts} row={row} />
      </details>
      <Conversation key={caseId} row={row} parts={parts} entered={entered} />
      <FoldedSection key={`record-${caseId}`} title={postbox.events.title}>
        <CaseRecord caseId={caseId} />
      </FoldedSection>
      <Suspense>
        <ExportSection key={`export-${caseId}`} target={{ kind: 'CASE', id: caseId }} />
      </Suspense>
    </article>
  );
}
