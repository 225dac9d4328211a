import { useEffect } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { PlaceLine } from './PlaceLine.tsx';
import { isMunicipal, PlaceName, placeNote } from './place.ts';
import { SearchHitRow } from './SearchHitRow.tsx';
import { useStartMessages } from './startMessages.ts';

const Search = graphql(`
  query Search($query: String!) {
    search(query: $query, first: 20) {
      place { id ...PlaceName }
      otherPlaces { id ...PlaceName }
      hits { __typename ... on Node { id } ...SearchHitRow }
    }
  }
`);

interface SearchResultsProps {
  query: string;
  /** A place that was chosen by hand; it goes before the one understood from the query. */
  ars: string | undefined;
  onPlace: (ars: string | undefined) => void;
}

function OtherPlaces({
  places,
  onPlace,
}: {
  places: FragmentType<typeof PlaceName>[];
  onPlace: (ars: string) => void;
}) {
  const t = useStartMessages();
  const others = readFragment(PlaceName, places).filter(isMunicipal).slice(0, 5);
  if (others.length === 0) return null;
  return (
    <div className="row small start-others">
      <span className="muted">{t.place.others}</span>
      {others.map((place) => (
        <Button key={place.id} look="tertiary" small onClick={() => onPlace(place.ars)}>
          {[place.name, placeNote(place, t) && `(${placeNote(place, t)})`].filter(Boolean).join(' ')}
        </Button>
      ))}
    </div>
  );
}

/** What fits the query: undertakings, services, authorities and places in one list, and the place understood. */
export function SearchResults({ query, ars, onPlace }: SearchResultsProps) {
  const t = useStartMessages();
  const common = useCommonMessages();
  const [{ data, error, fetching }] = useQuery({ query: Search, variables: { query }, pause: query.length < 2 });
  const result = query.length < 2 ? undefined : data?.search;
  const place = result?.place ? readFragment(PlaceName, result.place) : null;
  const count = result?.hits.length;
  useEffect(() => {
    if (count !== undefined && !fetching) say(count === 0 ? t.noResults : t.results(count));
  }, [count, fetching, t]);
  const chosen = ars ?? place?.ars;
  return (
    <section className="start-results" aria-labelledby="start-results" aria-busy={fetching}>
      <h2 className="kern-sr-only" id="start-results">
        {t.resultsTitle}
      </h2>
      {chosen && <PlaceLine ars={chosen} onChange={onPlace} />}
      {result && !ars && <OtherPlaces places={result.otherPlaces} onPlace={onPlace} />}
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {fetching && !result && <Spinner label={t.searching} />}
      {result && count === 0 && <EmptyState title={t.noResults}>{t.noResultsAdvice}</EmptyState>}
      {result && count !== 0 && (
        <ul className="start-hits">
          {result.hits.map((hit) => (
            <SearchHitRow key={hit.id} hit={hit} ars={chosen} />
          ))}
        </ul>
      )}
    </section>
  );
}
