import { useState } from 'react';
import { useQuery } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { isMunicipal, PlaceName, placeNote } from './place.ts';
import { useStartMessages } from './startMessages.ts';

const Places = graphql(`
  query Places($search: String!) {
    regions(search: $search, first: 20) { edges { node { id ...PlaceName } } }
  }
`);

interface PlacePickerProps {
  id: string;
  onPick: (ars: string) => void;
  error?: string;
}

/** Asks for the place by name or postal code; the district is shown beside each name. */
export function PlacePicker({ id, onPick, error }: PlacePickerProps) {
  const t = useStartMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 150);
  const [{ data, fetching }] = useQuery({ query: Places, variables: { search }, pause: search.length < 2 });
  const edges: { node: FragmentType<typeof PlaceName> }[] = search.length < 2 ? [] : (data?.regions.edges ?? []);
  const places = edges.map(({ node }) => readFragment(PlaceName, node)).filter(isMunicipal);
  return (
    <Combobox
      id={id}
      label={t.place.label}
      hint={t.place.hint}
      error={error}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={places.slice(0, 8).map((place) => ({ value: place.ars, label: place.name, note: placeNote(place, t) }))}
      onPick={({ value, label }) => {
        setText(label);
        onPick(value);
      }}
    />
  );
}
