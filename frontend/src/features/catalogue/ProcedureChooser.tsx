import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import type { OwnProcedure } from '../../market/ownProcedure.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { Select } from '../../ui/Select.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

const Procedures = graphql(`
  query CatalogueProcedures($search: String!) {
    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }
  }
`);

const ProcedureVersions = graphql(`
  query CatalogueProcedureVersions($id: ID!) { node(id: $id) { id ... on SpecialistProcedure { name versions } } }
`);

function Picker({ onPick }: { onPick: (procedure: OwnProcedure) => void }) {
  const t = useCatalogueMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({ query: Procedures, variables: { search }, pause: search === '' });
  const found = search === '' ? [] : (data?.specialistProcedures.edges ?? []);
  return (
    <Combobox
      id="verfahren"
      label={t.own.label}
      hint={t.own.searchHint}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={found.map(({ node }) => ({ value: node.id, label: node.name, note: node.vendor.name }))}
      onPick={({ value, label }) => {
        setText('');
        onPick({ id: value, name: label, version: null });
      }}
    />
  );
}

function VersionChoice({ own, onOwn }: { own: OwnProcedure; onOwn: (procedure: OwnProcedure) => void }) {
  const t = useCatalogueMessages();
  const [{ data }] = useQuery({ query: ProcedureVersions, variables: { id: own.id } });
  const known = data?.node && 'versions' in data.node ? data.node.versions : [];
  const versions = own.version && !known.includes(own.version) ? [own.version, ...known] : known;
  if (versions.length === 0) return null;
  return (
    <Select
      id="verfahren-version"
      label={t.own.version}
      value={own.version ?? ''}
      onChange={(event) => onOwn({ ...own, version: event.target.value || null })}
    >
      <option value="">{t.own.anyVersion}</option>
      {versions.map((version) => (
        <option key={version} value={version}>
          {version}
        </option>
      ))}
    </Select>
  );
}

interface ProcedureChooserProps {
  own: OwnProcedure | null;
  /** Keeps a choice on this device, or forgets it. */
  onOwn: (procedure: OwnProcedure | null) => void;
  /** The procedure that the address asks for. */
  filter: string | undefined;
  onFilter: (procedure: OwnProcedure | undefined) => void;
}

/** "Passt zu meinem Fachverfahren": product and version are chosen once and stay on this device. */
export function ProcedureChooser({ own, onOwn, filter, onFilter }: ProcedureChooserProps) {
  const t = useCatalogueMessages();
  // What was used is gone with the choice: the focus goes to what came in its place.
  const chosen = useRef(false);
  const choose = (procedure: OwnProcedure | null) => {
    chosen.current = true;
    onOwn(procedure);
  };
  const id = own?.id;
  useEffect(() => {
    if (chosen.current) document.getElementById(id ? 'passt' : 'verfahren')?.focus();
    chosen.current = false;
  }, [id]);
  return (
    <fieldset className="catalogue-own">
      <legend className="kern-label">{t.own.title}</legend>
      {own ? (
        <>
          <p>
            <strong className="verbatim">{own.name}</strong>
          </p>
          <VersionChoice own={own} onOwn={onOwn} />
          <Checkbox
            id="passt"
            label={t.own.filter}
            hint={t.own.filterHint}
            checked={filter === own.id}
            onChange={(event) => onFilter(event.target.checked ? own : undefined)}
          />
          <Button look="tertiary" small onClick={() => choose(null)}>
            {t.own.forget}
          </Button>
        </>
      ) : (
        <>
          <p className="kern-hint">{t.own.hint}</p>
          <Picker onPick={choose} />
        </>
      )}
    </fieldset>
  );
}
