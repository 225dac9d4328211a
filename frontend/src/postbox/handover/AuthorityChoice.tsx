import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useHandoverMessages } from './handoverMessages.ts';

const AuthoritiesByName = graphql(`
  query AuthoritiesByName($search: String!) {
    authorities(search: $search, first: 8) { edges { cursor node { id name region { id name } } } }
  }
`);

/** An authority that was chosen. */
export interface ChosenAuthority {
  id: string;
  name: string;
}

interface AuthorityChoiceProps {
  id: string;
  label: string;
  optional?: boolean;
  error?: string | undefined;
  onChoose: (authority: ChosenAuthority | null) => void;
}

/** Finds an authority of the directory by its name. What is typed after the choice takes it back. */
export function AuthorityChoice({ id, label, optional, error, onChoose }: AuthorityChoiceProps) {
  const t = useHandoverMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({ query: AuthoritiesByName, variables: { search }, pause: search.length < 2 });
  const found = search.length < 2 ? [] : (data?.authorities.edges ?? []);
  return (
    <Combobox
      id={id}
      label={label}
      hint={t.authorityHint}
      error={error}
      optional={optional}
      text={text}
      onText={(typed) => {
        setText(typed);
        onChoose(null);
      }}
      busy={fetching || search !== text.trim()}
      options={found.map(({ node }) => ({
        value: node.id,
        label: node.name,
        note: node.region && node.region.name !== node.name ? node.region.name : undefined,
      }))}
      onPick={({ value, label: name }) => {
        setText(name);
        onChoose({ id: value, name });
      }}
    />
  );
}
