import type { PlaceHintsFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { nameWithNote, PlaceName } from './place.ts';
import { useStartMessages } from './startMessages.ts';

/** What a search says of places that it did not take: those a word may mean, and one outside Bavaria. */
export const PlaceHintsParts = graphql(`
  fragment PlaceHints on SearchResult {
    outside
    suggestedPlaces { part region { id ...PlaceName } }
  }
`);

/** The ids of the places that are asked about. */
export function suggestedIds({ suggestedPlaces }: PlaceHintsFragment): string[] {
  return suggestedPlaces.map(({ region }) => region.id);
}

interface PlaceHintsProps {
  hints: FragmentType<typeof PlaceHintsParts>;
  /** Whether a place in Bavaria is named too. */
  named: boolean;
  onPlace: (ars: string) => void;
}

/** Asks which place is meant, and says when one is not in Bavaria. */
export function PlaceHints({ hints, named, onPlace }: PlaceHintsProps) {
  const t = useStartMessages();
  const { outside, suggestedPlaces } = readFragment(PlaceHintsParts, hints);
  return (
    <>
      {outside && (
        <Alert kind="info" title={t.place.outside(outside, named)}>
          <p>{named ? t.place.outsideNamed : t.place.outsideText}</p>
        </Alert>
      )}
      {suggestedPlaces.length > 0 && (
        <section className="start-suggestions" aria-labelledby="start-suggestions">
          <h3 className="kern-heading-small" id="start-suggestions">
            {t.place.suggested}
          </h3>
          <ul>
            {suggestedPlaces.map(({ part, region }) => {
              const place = readFragment(PlaceName, region);
              return (
                <li key={place.id}>
                  <Button small onClick={() => onPlace(place.ars)}>
                    {nameWithNote(place, t, part)}
                  </Button>
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </>
  );
}
