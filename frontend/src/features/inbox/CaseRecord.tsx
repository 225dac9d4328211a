import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { EventRecord } from '../../postbox/EventRecord.tsx';
import { useInboxSignals } from './inboxSignals.ts';

const CaseEvents = graphql(`
  query CaseEvents($id: ID!, $after: String) {
    authorityCase(id: $id) {
      id
      events(first: 50, after: $after) {
        edges { cursor node { id kind at actor message { id subject } messages { id subject } authority { id name } } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

/** The signed record of the authority's side. */
export function CaseRecord({ caseId }: { caseId: string }) {
  const pages = usePages({ query: CaseEvents, variables: { id: caseId }, read: (data) => data.authorityCase?.events });
  useInboxSignals((what) => {
    if ('caseId' in what && what.caseId === caseId) pages.reload();
  });
  const { nodes, loading, hasMore, loadingMore, more } = pages;
  return <EventRecord events={nodes} loading={loading} hasMore={hasMore} loadingMore={loadingMore} onMore={more} />;
}
