import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useContractsMessages } from './contractsMessages.ts';

const ContractOfferings = graphql(`
  query ContractOfferings($search: String!) {
    offerings(filter: { search: $search, kind: EFA }, first: 10) { edges { cursor node { id slug current { id name } } } }
  }
`);

const ContractOrganisations = graphql(`
  query ContractOrganisations($search: String!) {
    organisations(search: $search, first: 10) { edges { cursor node { id name kind } } }
  }
`);

interface PickerProps {
  id: string;
  /** The name of what is chosen; empty while nothing is. */
  chosen: string;
  error: string | undefined;
  onPick: (id: string, name: string) => void;
}

function Chosen({ name }: { name: string }) {
  const t = useContractsMessages().desk;
  return name ? (
    <p>
      {t.chosen} <strong className="verbatim">{name}</strong>
    </p>
  ) : null;
}

/** Finds an EfA service by its words. */
export function OfferingPicker({ id, chosen, error, onPick }: PickerProps) {
  const t = useContractsMessages().desk;
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({ query: ContractOfferings, variables: { search }, pause: search.length < 2 });
  const found = search.length < 2 ? [] : (data?.offerings.edges ?? []).map(({ node }) => node);
  return (
    <div className="stack">
      <Combobox
        id={id}
        label={t.offering}
        hint={t.offeringSearch}
        error={error}
        text={text}
        onText={setText}
        busy={fetching || search !== text.trim()}
        options={found.map((one) => ({ value: one.id, label: one.current.name }))}
        onPick={({ value, label }) => {
          setText('');
          onPick(value, label);
        }}
      />
      <Chosen name={chosen} />
    </div>
  );
}

/** Finds an organisation by its name. */
export function OrganisationPicker({
  id,
  label,
  hint,
  chosen,
  error,
  onPick,
}: PickerProps & { label: string; hint?: ReactNode }) {
  const t = useContractsMessages().desk;
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({
    query: ContractOrganisations,
    variables: { search },
    pause: search.length < 2,
  });
  const found = search.length < 2 ? [] : (data?.organisations.edges ?? []).map(({ node }) => node);
  return (
    <div className="stack">
      <Combobox
        id={id}
        label={label}
        hint={hint ?? t.search}
        error={error}
        text={text}
        onText={setText}
        busy={fetching || search !== text.trim()}
        options={found.map((one) => ({ value: one.id, label: one.name }))}
        onPick={({ value, label: name }) => {
          setText('');
          onPick(value, name);
        }}
      />
      <Chosen name={chosen} />
    </div>
  );
}
