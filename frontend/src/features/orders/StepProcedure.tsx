import { useState } from 'react';
import { useQuery } from 'urql';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { readOwnProcedure } from '../../market/ownProcedure.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { InterfaceNote } from './InterfaceNote.tsx';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

const OrderProcedures = graphql(`
  query OrderProcedures($search: String!) {
    specialistProcedures(search: $search, first: 10) { edges { node { id name versions vendor { id name } } } }
  }
`);

const OrderProcedure = graphql(`
  query OrderProcedure($id: ID!) {
    node(id: $id) { id ... on SpecialistProcedure { name versions vendor { id name } } }
  }
`);

interface Values {
  /** Id of a procedure with an interface, or `other` or `none`. */
  choice: string;
  otherId: string;
  otherName: string;
  version: string;
}

// What the draft says; of a new one what this device remembers from the catalogue.
function begin({ procedure, procedureVersion, ordered }: OrderDraftFragment, untouched: boolean): Values {
  const own = untouched ? readOwnProcedure() : null;
  const chosen = procedure ?? own;
  const version = procedureVersion ?? own?.version ?? '';
  if (!chosen) return { choice: untouched ? '' : 'none', otherId: '', otherName: '', version: '' };
  const named = ordered.interfaces.some((one) => one.procedure.id === chosen.id);
  if (named) return { choice: chosen.id, otherId: '', otherName: '', version };
  return { choice: 'other', otherId: chosen.id, otherName: chosen.name, version };
}

function OtherProcedure({ error, onPick }: { error: string | undefined; onPick: (id: string, name: string) => void }) {
  const t = useOrdersMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({ query: OrderProcedures, variables: { search }, pause: search === '' });
  const found = search === '' ? [] : (data?.specialistProcedures.edges ?? []);
  return (
    <Combobox
      id="otherId"
      label={t.procedure.search}
      hint={t.procedure.searchHint}
      error={error}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={found.map(({ node }) => ({ value: node.id, label: node.name, note: node.vendor.name }))}
      onPick={({ value, label }) => {
        setText('');
        onPick(value, label);
      }}
    />
  );
}

/** The specialist procedure in use and its version, those with an interface first, with what connecting it costs. */
export function StepProcedure(props: StepProps) {
  const t = useOrdersMessages();
  const draft = props.drafts[0] as OrderDraftFragment;
  const { interfaces } = draft.ordered;
  const form = useKeptForm<Values>({
    name: `order.${draft.id}.procedure`,
    initial: begin(draft, !draft.procedure && !props.again),
  });
  const save = useSaveDrafts(form, props, { procedureId: 'choice', procedureVersion: 'version' });
  const { choice, otherId, otherName } = form.values;
  const id = choice === 'other' ? otherId : choice === 'none' ? '' : choice;
  const [{ data }] = useQuery({ query: OrderProcedure, variables: { id }, pause: id === '' });
  const known = data?.node && 'versions' in data.node && data.node.id === id ? data.node : undefined;
  const versions = known?.versions ?? [];
  const chosen = interfaces.find((one) => one.procedure.id === id);
  const submit = async (values: Values) => {
    if (!values.choice) return form.showErrors({ choice: t.procedure.required });
    if (values.choice === 'other' && !values.otherId) return form.showErrors({ otherId: t.procedure.required });
    const procedureId = id || null;
    if (await save(() => ({ procedureId, procedureVersion: (procedureId && values.version) || null }))) form.settled();
  };
  const named = [...new Map(interfaces.map((one) => [one.procedure.id, one])).values()];
  return (
    <Form form={form} onSubmit={submit}>
      <RadioGroup
        id="choice"
        label={t.procedure.label}
        hint={named.length > 0 ? t.procedure.hint : undefined}
        error={form.errors.choice}
        value={choice || undefined}
        onChange={(next) => form.set({ choice: next, version: '' })}
        options={[
          ...named.map(({ procedure, state, standard }) => ({
            value: procedure.id,
            label: procedure.name,
            hint: `${procedure.vendor.name}. ${t.procedure.interface(t.procedure.states[state], standard)}`,
          })),
          { value: 'other', label: t.procedure.other },
          { value: 'none', label: t.procedure.none },
        ]}
      />
      {choice === 'other' && (
        <>
          {otherName && (
            <p>
              {t.procedure.chosen} <strong className="verbatim">{otherName}</strong>
            </p>
          )}
          <OtherProcedure
            error={form.errors.otherId}
            onPick={(picked, name) => form.set({ otherId: picked, otherName: name, version: '' })}
          />
        </>
      )}
      {id !== '' && versions.length > 0 && (
        <Select label={t.procedure.version} optional {...form.field('version')}>
          <option value="">{t.procedure.versionUnknown}</option>
          {(versions.includes(form.values.version) || !form.values.version
            ? versions
            : [form.values.version, ...versions]
          ).map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </Select>
      )}
      {id !== '' && <InterfaceNote found={chosen} vendor={chosen?.procedure.vendor.name ?? known?.vendor.name} />}
      <StepActions busy={form.submitting} />
    </Form>
  );
}
