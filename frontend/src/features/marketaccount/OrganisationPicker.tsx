import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';

const MarketOrganisations = graphql(`
  query MarketOrganisations($search: String!) {
    organisations(search: $search, first: 8) { edges { cursor node { id name kind dissolved } } }
  }
`);

interface OrganisationPickerProps {
  id: string;
  label: string;
  hint?: string;
  error: string | undefined;
  initialText?: string;
  /** Null once something else is typed: what was picked before is not meant any more. */
  onPick: (organisation: { id: string; name: string } | null) => void;
}

/** Finds an organisation by its name or key; its kind is shown beside each. */
export function OrganisationPicker({ id, label, hint, error, initialText = '', onPick }: OrganisationPickerProps) {
  const kinds = useOrganisationKinds();
  const [text, setText] = useState(initialText);
  const search = useDebounced(text.trim(), 200);
  const short = search.length < 2;
  const [{ data, fetching }] = useQuery({ query: MarketOrganisations, variables: { search }, pause: short });
  const found = short ? [] : (data?.organisations.edges ?? []).filter(({ node }) => !node.dissolved);
  return (
    <Combobox
      id={id}
      label={label}
      hint={hint}
      error={error}
      text={text}
      onText={(next) => {
        setText(next);
        onPick(null);
      }}
      busy={fetching || search !== text.trim()}
      options={found.map(({ node }) => ({ value: node.id, label: node.name, note: kinds[node.kind] }))}
      onPick={(option) => {
        setText(option.label);
        onPick({ id: option.value, name: option.label });
      }}
    />
  );
}
