import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useOrganisationKinds } from '../../lib/i18n/organisationKinds.ts';
import { problemText } from '../../lib/problems.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Combobox } from '../../ui/Combobox.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import type { SectionProps } from './organisationParts.ts';

const SetUpDelegationSet = graphql(`
  mutation SetUpDelegationSet($input: SetUpDelegationSetInput!) {
    setUpDelegationSet(input: $input) { organisation { id ...OrganisationParts } userErrors { code field message } }
  }
`);

const Helpers = graphql(`
  query SetUpHelpers($search: String!) {
    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 5) { edges { cursor node { id name kind } } }
    vendors: organisations(search: $search, kind: VENDOR, first: 5) { edges { cursor node { id name kind } } }
  }
`);

/** The IT associations and service providers that may set services up for the organisation. */
export function SetUpSection({ organisation, manages }: SectionProps) {
  const t = useOrganisationMessages().setUp;
  const common = useCommonMessages();
  const client = useClient();
  const [state, setState] = useState({ busy: '', problem: '', done: '' });
  const { setUpBy, setsUpFor } = organisation.internal;
  const set = async (to: { id: string; name: string }, allowed: boolean) => {
    setState({ busy: to.id, problem: '', done: '' });
    const input = {
      organisationId: organisation.id,
      expectedVersion: organisation.version,
      toOrganisationId: to.id,
      allowed,
    };
    const { data, error } = await client.mutation(SetUpDelegationSet, { input });
    const refused = data?.setUpDelegationSet.userErrors[0]?.message;
    const problem = error ? problemText(error, common) : (refused ?? '');
    setState({ busy: '', problem, done: problem ? '' : (allowed ? t.allowed : t.ended)(to.name) });
    if (!problem) document.getElementById('set-up')?.focus();
  };
  return (
    <section className="stack" aria-labelledby="set-up">
      <h2 className="kern-heading-medium" id="set-up" tabIndex={-1}>
        {t.title}
      </h2>
      <p>{t.lead}</p>
      {state.problem && <Alert kind="danger" title={state.problem} announce />}
      {state.done && <Alert kind="success" title={state.done} announce />}
      {setUpBy.length === 0 && <p className="muted">{t.empty}</p>}
      <ul>
        {setUpBy.map((one) => (
          <li key={one.id} className="organisation-row">
            <span className="verbatim">{one.name}</span>
            {manages && (
              <Button
                small
                busy={state.busy === one.id}
                aria-label={t.endNamed(one.name)}
                onClick={() => void set(one, false)}
              >
                {t.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {manages && <HelperPicker busy={state.busy !== ''} onAllow={(helper) => void set(helper, true)} />}
      {setsUpFor.edges.length > 0 && (
        <>
          <h3 className="kern-heading-small">{t.forOthers}</h3>
          <ul>
            {setsUpFor.edges.map(({ node }) => (
              <li key={node.id} className="verbatim">
                {node.name}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface HelperPickerProps {
  busy: boolean;
  onAllow: (helper: { id: string; name: string }) => void;
}

function HelperPicker({ busy, onAllow }: HelperPickerProps) {
  const t = useOrganisationMessages().setUp;
  const kinds = useOrganisationKinds();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState<{ id: string; name: string } | null>(null);
  const [error, setError] = useState<string>();
  const search = useDebounced(text.trim(), 200);
  const short = search.length < 2;
  const [{ data, fetching }] = useQuery({ query: Helpers, variables: { search }, pause: short });
  const found = short ? [] : [...(data?.associations.edges ?? []), ...(data?.vendors.edges ?? [])];
  const allow = () => {
    setError(picked ? undefined : t.missing);
    if (!picked) return;
    onAllow(picked);
    setText('');
    setPicked(null);
  };
  return (
    <div className="stack">
      <Combobox
        id="helper"
        label={t.search}
        optional
        error={error}
        text={text}
        onText={(next) => {
          setText(next);
          setPicked(null);
        }}
        busy={fetching || search !== text.trim()}
        options={found.map(({ node }) => ({ value: node.id, label: node.name, note: kinds[node.kind] }))}
        onPick={({ value, label }) => {
          setText(label);
          setPicked({ id: value, name: label });
        }}
      />
      <div>
        <Button busy={busy} onClick={allow}>
          {t.add}
        </Button>
      </div>
    </div>
  );
}
