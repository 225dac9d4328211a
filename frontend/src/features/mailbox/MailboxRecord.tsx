import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { EventRecord } from '../../postbox/EventRecord.tsx';
import { useMailboxEvents } from './mailboxEvents.ts';

const MailboxEvents = graphql(`
  query MailboxEvents($id: ID!, $after: String) {
    caseMailbox(id: $id) {
      id
      events(first: 50, after: $after) {
        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

/** The signed record of the owner's side. */
export function MailboxRecord({ mailboxId }: { mailboxId: string }) {
  const pages = usePages({
    query: MailboxEvents,
    variables: { id: mailboxId },
    read: (data) => data.caseMailbox?.events,
  });
  useMailboxEvents((event) => {
    if (event.mailboxId === mailboxId) pages.reload();
  });
  const { nodes, loading, hasMore, loadingMore, more } = pages;
  return <EventRecord events={nodes} loading={loading} hasMore={hasMore} loadingMore={loadingMore} onMore={more} />;
}
