import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useLevyMessages } from './levyMessages.ts';

const LevyPlaces = graphql(`
  query LevyPlaces($search: String!) {
    regions(search: $search, first: 20) { edges { cursor node { id ars name designation kind kreis { id name } } } }
  }
`);

const cities = 'Kreisfreie Stadt';

interface LevyPlacePickerProps {
  id: string;
  label: string;
  /** Finds municipalities alone. */
  municipal?: boolean;
  onPick: (ars: string) => void;
}

/** Finds who pays: a municipality, a Landkreis or a Bezirk. A kreisfreie Stadt is found once, as the town that it is. */
export function LevyPlacePicker({ id, label, municipal, onPick }: LevyPlacePickerProps) {
  const t = useLevyMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 150);
  const [{ data, fetching }] = useQuery({ query: LevyPlaces, variables: { search }, pause: search.length < 2 });
  const found = search.length < 2 ? [] : (data?.regions.edges ?? []).map(({ node }) => node);
  const payers = found.filter(
    ({ kind, designation }) =>
      kind === 'GEMEINDE' ||
      (!municipal && ((kind === 'KREIS' && designation !== cities) || kind === 'REGIERUNGSBEZIRK')),
  );
  return (
    <Combobox
      id={id}
      label={label}
      hint={t.own.hint}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={payers.slice(0, 8).map(({ ars, name, designation, kind, kreis }) => ({
        value: ars,
        label: kind === 'REGIERUNGSBEZIRK' ? `${t.oneLevel.BEZIRK} ${name}` : name,
        note:
          kind === 'GEMEINDE' && designation !== cities
            ? kreis?.name
            : kind === 'REGIERUNGSBEZIRK'
              ? undefined
              : designation,
      }))}
      onPick={({ value }) => {
        setText('');
        onPick(value);
      }}
    />
  );
}
