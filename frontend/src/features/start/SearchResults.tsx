import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { outsideTitle, PlaceHints, PlaceHintsParts, suggestedIds } from './PlaceHints.tsx';
import { PlaceLine } from './PlaceLine.tsx';
import { isMunicipal, nameWithNote, PlaceName } from './place.ts';
import { SearchHitRow } from './SearchHitRow.tsx';
import { useStartMessages } from './startMessages.ts';

const Search = graphql(`
  query Search($query: String!) {
    search(query: $query, first: 20) {
      place { id ...PlaceName }
      placePart
      otherPlaces { id ...PlaceName }
      ...PlaceHints
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
          {nameWithNote(place, t)}
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
  const hints = result ? readFragment(PlaceHintsParts, result) : null;
  const offered = hints && !ars ? suggestedIds(hints) : [];
  // A place that is asked about above is no hit of its own.
  const hits = result?.hits.filter(({ id }) => !offered.includes(id));
  const count = hits?.length;
  const outside = hints?.outside && !ars ? outsideTitle(hints.outside, place, t) : '';
  const asking = offered.length > 0 || outside !== '';
  useEffect(() => {
    if (count === undefined || fetching) return;
    const found = count > 0 || !asking ? [count === 0 ? t.noResults : t.results(count)] : [];
    say([...found, outside, offered.length > 0 ? t.place.suggested : ''].filter(Boolean).join('. '));
  }, [count, fetching, asking, outside, offered.length, t]);
  // Where a place was picked the button is gone: the focus goes to the place it became.
  const line = useRef<HTMLDivElement>(null);
  const picked = useRef(false);
  const pick = (next: string) => {
    picked.current = true;
    onPlace(next);
  };
  useEffect(() => {
    if (ars && picked.current) line.current?.focus();
    picked.current = false;
  }, [ars]);
  const chosen = ars ?? place?.ars;
  return (
    <section className="start-results" aria-labelledby="start-results" aria-busy={fetching}>
      <h2 className="kern-sr-only" id="start-results">
        {t.resultsTitle}
      </h2>
      {chosen && (
        <div ref={line} tabIndex={-1}>
          <PlaceLine ars={chosen} part={ars ? null : result?.placePart} onChange={onPlace} />
        </div>
      )}
      {result && !ars && <PlaceHints hints={result} place={place} onPlace={pick} />}
      {result && !ars && <OtherPlaces places={result.otherPlaces} onPlace={pick} />}
      {error && <Alert kind="danger" title={problemText(error, common)} announce />}
      {fetching && !result && <Spinner label={t.searching} />}
      {result && count === 0 && !asking && <EmptyState title={t.noResults}>{t.noResultsAdvice}</EmptyState>}
      {hits && count !== 0 && (
        <ul className="start-hits">
          {hits.map((hit) => (
            <SearchHitRow key={hit.id} hit={hit} ars={chosen} />
          ))}
        </ul>
      )}
    </section>
  );
}
