import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { Button } from '../../ui/Button.tsx';
import { PlacePicker } from './PlacePicker.tsx';
import { isMunicipal, PlaceName, placeNote } from './place.ts';
import { useStartMessages } from './startMessages.ts';

const Place = graphql(`
  query Place($ars: ARS!) { region(ars: $ars) { id ...PlaceName } }
`);

interface PlaceLineProps {
  ars: string | undefined;
  /** The part of the place that was named, such as Bogenhausen. */
  part?: string | null | undefined;
  onChange: (ars: string) => void;
}

/** The place that counts, with a way to change it; without a place it asks for one. */
export function PlaceLine({ ars, part, onChange }: PlaceLineProps) {
  const t = useStartMessages();
  const [changing, setChanging] = useState(false);
  const [{ data }] = useQuery({ query: Place, variables: { ars: ars ?? '' }, pause: !ars });
  const place = ars && data?.region ? readFragment(PlaceName, data.region) : null;
  const pick = (next: string) => {
    setChanging(false);
    onChange(next);
  };
  if (!ars) {
    return (
      <section className="start-place-question" aria-labelledby="start-place-title">
        <h2 className="kern-heading-small" id="start-place-title">
          {t.place.question}
        </h2>
        <p className="muted">{t.place.why}</p>
        <PlacePicker id="place" onPick={pick} />
      </section>
    );
  }
  return (
    <div className="start-place">
      <div className="row">
        <p>
          <span className="muted">{t.place.understood}: </span>
          <strong className="verbatim">{[place?.name ?? ars, part].filter(Boolean).join(', ')}</strong>
          {place && placeNote(place, t) && <span className="muted"> ({placeNote(place, t)})</span>}
        </p>
        <Button look="tertiary" small onClick={() => setChanging(!changing)} aria-expanded={changing}>
          {t.place.change}
        </Button>
      </div>
      {place && !isMunicipal(place) && <p className="small">{t.place.notMunicipal}</p>}
      {changing && <PlacePicker id="place" onPick={pick} />}
    </div>
  );
}
