import { useState } from 'react';
import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { EventRecord } from '../../postbox/EventRecord.tsx';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { useHappenings } from './happenings.ts';

const MailboxEvents = graphql(`
  query MailboxEvents($id: ID!, $after: String) {
    caseMailbox(id: $id) {
      id
      events(first: 50, after: $after) {
        edges { cursor node { id kind at actor message { id subject } } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

function Events({ mailboxId }: { mailboxId: string }) {
  const pages = usePages({
    query: MailboxEvents,
    variables: { id: mailboxId },
    read: (data) => data.caseMailbox?.events,
  });
  useHappenings((happening) => {
    if (happening.mailboxId === mailboxId) pages.reload();
  });
  const { nodes, loading, hasMore, loadingMore, more } = pages;
  return <EventRecord events={nodes} loading={loading} hasMore={hasMore} loadingMore={loadingMore} onMore={more} />;
}

/** The signed record of the owner's side, fetched when it is unfolded. */
export function MailboxRecord({ mailboxId }: { mailboxId: string }) {
  const t = usePostboxMessages();
  const [open, setOpen] = useState(false);
  return (
    <details className="disclosure no-print" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="disclosure-summary">{t.events.title}</summary>
      <div className="disclosure-body">{open && <Events mailboxId={mailboxId} />}</div>
    </details>
  );
}
