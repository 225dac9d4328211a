import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useConnectMessages } from './connectMessages.ts';

const ConnectAuthorities = graphql(`
  query ConnectAuthorities($search: String!) {
    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }
  }
`);

interface AuthorityPickerProps {
  id: string;
  error: string | undefined;
  onPick: (authorityId: string) => void;
}

/** Finds an authority of the directory by its name; the place is shown beside each. */
export function AuthorityPicker({ id, error, onPick }: AuthorityPickerProps) {
  const t = useConnectMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({ query: ConnectAuthorities, variables: { search }, pause: search.length < 2 });
  const found = search.length < 2 ? [] : (data?.authorities.edges ?? []);
  return (
    <Combobox
      id={id}
      label={t.authority.label}
      hint={t.authority.hint}
      error={error}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={found.map(({ node }) => ({
        value: node.id,
        label: node.name,
        note: node.region && node.region.name !== node.name ? node.region.name : undefined,
      }))}
      onPick={({ value, label }) => {
        setText(label);
        onPick(value);
      }}
    />
  );
}
