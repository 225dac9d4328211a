import { useEffect, useRef } from 'react';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { usePages } from '../../lib/usePages.ts';
import type { OwnProcedure } from '../../market/ownProcedure.ts';
import { Alert } from '../../ui/Alert.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ActiveFilters } from './ActiveFilters.tsx';
import type { SetFilters } from './CatalogueFilters.tsx';
import { CompareBar } from './CompareBar.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { mostCompared, toggleCompared } from './catalogueSearch.ts';
import { EmptyCatalogue } from './EmptyCatalogue.tsx';
import { type CatalogueFilter, offeringFilter } from './filters.ts';
import { NewsSwitch, useLastVisit } from './NewsSwitch.tsx';
import { OfferingCard } from './OfferingCard.tsx';

const Offerings = graphql(`
  query Offerings($filter: OfferingFilter, $first: Int!, $after: String) {
    offerings(filter: $filter, first: $first, after: $after) {
      edges { node { id slug ...OfferingCard } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

// The number of results is said when it follows from a search or a filter, not when the page comes.
function useSaid(count: number | null, settled: boolean): void {
  const t = useCatalogueMessages();
  const before = useRef<number | null>(null);
  useEffect(() => {
    if (!settled || count === null) return;
    if (before.current !== null) say(count === 0 ? t.empty : t.results(count));
    before.current = count;
  }, [settled, count, t]);
}

interface CatalogueListProps {
  filter: CatalogueFilter;
  own: OwnProcedure | null;
  onSet: SetFilters;
  onWords: (words: string) => void;
}

/** The offerings that fit the filters, page by page, each with a tick for the comparison. */
export function CatalogueList({ filter, own, onSet, onWords }: CatalogueListProps) {
  const t = useCatalogueMessages();
  const common = useCommonMessages();
  const visit = useLastVisit();
  const { nodes, totalCount, error, hasMore, loading, loadingMore, more, data } = usePages({
    query: Offerings,
    variables: { filter: offeringFilter(filter), first: 20 },
    read: (answer) => answer.offerings,
  });
  useSaid(totalCount, !loading);
  const compared = filter.vergleich ?? [];
  const full = compared.length >= mostCompared;
  const toggle = (slug: string) => {
    if (full && !compared.includes(slug)) say(t.compareFull);
    else onSet({ vergleich: toggleCompared(compared, slug) });
  };
  return (
    <section className="catalogue-list" aria-labelledby="catalogue-results" aria-busy={loading}>
      <div className="card-head">
        <h2 className="kern-heading-medium" id="catalogue-results">
          {totalCount === null ? t.resultsTitle : t.results(totalCount)}
        </h2>
        <NewsSwitch visit={visit} />
      </div>
      <ActiveFilters filter={filter} own={own} onSet={onSet} onWords={onWords} />
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {loading && !data && nodes.length === 0 && !error && <Spinner />}
      {!loading && !error && nodes.length === 0 && <EmptyCatalogue filter={filter} onSet={onSet} onWords={onWords} />}
      <ul className="card-list">
        {nodes.map((node) => (
          <OfferingCard
            key={node.id}
            offering={node}
            own={own}
            since={visit.since}
            ticked={compared.includes(node.slug)}
            full={full}
            onTick={() => toggle(node.slug)}
          />
        ))}
      </ul>
      <LoadMore hasMore={hasMore} busy={loadingMore} onMore={more} />
      <CompareBar slugs={compared} onClear={() => onSet({ vergleich: undefined })} />
    </section>
  );
}
