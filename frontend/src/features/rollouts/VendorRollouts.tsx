import type { ReactNode } from 'react';
import { graphql } from '../../gql/index.ts';
import { usePages } from '../../lib/usePages.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Page } from '../../ui/Page.tsx';
import { ListState } from './ListState.tsx';
import { RolloutCard } from './RolloutCard.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

const Rollouts = graphql(`
  query VendorRollouts($after: String) {
    vendorRollouts(first: 20, after: $after) {
      edges { node { id ...RolloutCard } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** What a vendor sets up, for whom, and how far each is. */
export function VendorRollouts({ bar }: { bar: ReactNode }) {
  const t = useRolloutsMessages();
  const pages = usePages({ query: Rollouts, variables: {}, read: (data) => data.vendorRollouts });
  const empty = !pages.loading && !pages.error && pages.nodes.length === 0;
  return (
    <Page key="list" title={t.vendor.list} takesFocus width="wide">
      {bar}
      <ListState loading={pages.loading} error={pages.error} />
      {empty && <EmptyState title={t.vendor.empty}>{t.vendor.emptyText}</EmptyState>}
      <ul className="card-list">
        {pages.nodes.map((node) => (
          <RolloutCard key={node.id} rollout={node} forVendor />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </Page>
  );
}
