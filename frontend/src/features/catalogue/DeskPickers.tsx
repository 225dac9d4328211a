import { type ReactNode, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';

const DeskOrganisations = graphql(`
  query DeskOrganisations($search: String!) {
    organisations(search: $search, first: 10) { edges { cursor node { id name } } }
  }
`);

const DeskServices = graphql(`
  query DeskServices($search: String!) { services(search: $search, first: 10) { edges { cursor node { id name } } } }
`);

const DeskProcedureNames = graphql(`
  query DeskProcedureNames($search: String!) {
    specialistProcedures(search: $search, first: 10) { edges { cursor node { id name versions vendor { id name } } } }
  }
`);

interface PickerProps {
  id: string;
  label: string;
  hint?: ReactNode;
  error: string | undefined;
  /** The name of what is chosen; empty while nothing is, undefined where several can be. */
  chosen?: string;
}

interface SearchedProps extends PickerProps {
  text: string;
  onText: (text: string) => void;
  busy: boolean;
  options: readonly { value: string; label: string; note?: string }[];
  onPick: (value: string, label: string) => void;
}

function useWords() {
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  return { text, setText, search, pause: search.length < 2, resting: search === text.trim() };
}

function Picker({ chosen, onText, onPick, ...box }: SearchedProps) {
  const w = useCatalogueDeskMessages();
  return (
    <div className="stack">
      <Combobox
        {...box}
        onText={onText}
        onPick={({ value, label }) => {
          onText('');
          onPick(value, label);
        }}
      />
      {chosen && (
        <p>
          {w.chosen} <strong className="verbatim">{chosen}</strong>
        </p>
      )}
    </div>
  );
}

/** Finds an organisation by its name. */
export function OrganisationPicker({
  onPick,
  ...picker
}: PickerProps & { onPick: (id: string, name: string) => void }) {
  const { text, setText, search, pause, resting } = useWords();
  const [{ data, fetching }] = useQuery({ query: DeskOrganisations, variables: { search }, pause });
  const found = pause ? [] : (data?.organisations.edges ?? []);
  return (
    <Picker
      {...picker}
      text={text}
      onText={setText}
      busy={fetching || !resting}
      options={found.map(({ node }) => ({ value: node.id, label: node.name }))}
      onPick={onPick}
    />
  );
}

/** Finds a service by its words. */
export function ServicePicker({ onPick, ...picker }: PickerProps & { onPick: (id: string, name: string) => void }) {
  const { text, setText, search, pause, resting } = useWords();
  const [{ data, fetching }] = useQuery({ query: DeskServices, variables: { search }, pause });
  const found = pause ? [] : (data?.services.edges ?? []);
  return (
    <Picker
      {...picker}
      text={text}
      onText={setText}
      busy={fetching || !resting}
      options={found.map(({ node }) => ({ value: node.id, label: node.name }))}
      onPick={onPick}
    />
  );
}

/** Finds a specialist procedure by its name. */
export function ProcedurePicker({
  onPick,
  ...picker
}: PickerProps & { onPick: (procedure: { id: string; name: string; vendor: string }) => void }) {
  const { text, setText, search, pause, resting } = useWords();
  const [{ data, fetching }] = useQuery({ query: DeskProcedureNames, variables: { search }, pause });
  const found = pause ? [] : (data?.specialistProcedures.edges ?? []).map(({ node }) => node);
  return (
    <Picker
      {...picker}
      text={text}
      onText={setText}
      busy={fetching || !resting}
      options={found.map(({ id, name, vendor }) => ({ value: id, label: name, note: vendor.name }))}
      onPick={(id, name) => onPick({ id, name, vendor: found.find((one) => one.id === id)?.vendor.name ?? '' })}
    />
  );
}
