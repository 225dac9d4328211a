import type { PlaceHintsFragment, PlaceNameFragment } from '../../gql/graphql.ts';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { nameWithNote, PlaceName } from './place.ts';
import type { StartMessages } from './start.de.ts';
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

/** Says that a place is outside Bavaria; beside one in Bavaria of the same name, that there are two. */
export function outsideTitle(outside: string, place: PlaceNameFragment | null, t: StartMessages): string {
  return t.place.outside(outside, Boolean(place?.name.startsWith(outside)));
}

interface PlaceHintsProps {
  hints: FragmentType<typeof PlaceHintsParts>;
  /** The place in Bavaria that is named too. */
  place: PlaceNameFragment | null;
  onPlace: (ars: string) => void;
}

/** Asks which place is meant, and says when one is not in Bavaria. */
export function PlaceHints({ hints, place, onPlace }: PlaceHintsProps) {
  const t = useStartMessages();
  const { outside, suggestedPlaces } = readFragment(PlaceHintsParts, hints);
  return (
    <>
      {outside && (
        <Alert kind="info" title={outsideTitle(outside, place, t)}>
          <p>{place ? t.place.outsideNamed : t.place.outsideText}</p>
        </Alert>
      )}
      {suggestedPlaces.length > 0 && (
        <section className="start-suggestions" aria-labelledby="start-suggestions">
          <h3 className="kern-heading-small" id="start-suggestions">
            {t.place.suggested}
          </h3>
          <ul>
            {suggestedPlaces.map(({ part, region }) => {
              const offered = readFragment(PlaceName, region);
              return (
                <li key={offered.id}>
                  <Button small onClick={() => onPlace(offered.ars)}>
                    {nameWithNote(offered, t, part)}
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
