import { useState } from 'react';
import { useQuery } from 'urql';
import type { OrderDraftFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Combobox } from '../../ui/Combobox.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { useOrdersMessages } from './ordersMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useSaveDrafts } from './useSaveDrafts.ts';

const OrderParties = graphql(`
  query OrderParties($id: ID!) {
    organisation(id: $id) { id internal { setUpBy { id name kind } } }
  }
`);

const OrderPartySearch = graphql(`
  query OrderPartySearch($search: String!, $associations: Boolean!) {
    vendors: organisations(search: $search, kind: VENDOR, first: 10) { edges { cursor node { id name kind } } }
    associations: organisations(search: $search, kind: IT_ASSOCIATION, first: 10) @include(if: $associations) {
      edges { cursor node { id name kind } }
    }
  }
`);

interface Named {
  id: string;
  name: string;
}

interface PartyProps {
  id: string;
  label: string;
  options: readonly Named[];
  /** Finds IT associations beside vendors. */
  associations: boolean;
  /** Id of an organisation, `none`, or empty while nothing is chosen. */
  value: string;
  chosen: Named | null;
  error: string | undefined;
  onChange: (value: string, found?: Named) => void;
}

function Search({ id, associations, onPick }: { id: string; associations: boolean; onPick: (found: Named) => void }) {
  const t = useOrdersMessages();
  const [text, setText] = useState('');
  const search = useDebounced(text.trim(), 200);
  const [{ data, fetching }] = useQuery({
    query: OrderPartySearch,
    variables: { search, associations },
    pause: search.length < 2,
  });
  const found =
    search.length < 2
      ? []
      : [data?.vendors, data?.associations].flatMap((list) => list?.edges ?? []).map(({ node }) => node);
  return (
    <Combobox
      id={`${id}-search`}
      label={t.parties.search}
      hint={t.parties.searchHint}
      text={text}
      onText={setText}
      busy={fetching || search !== text.trim()}
      options={found.map(({ id: value, name }) => ({ value, label: name }))}
      onPick={({ value, label }) => {
        setText('');
        onPick({ id: value, name: label });
      }}
    />
  );
}

function Party({ id, label, options, associations, value, chosen, error, onChange }: PartyProps) {
  const t = useOrdersMessages();
  const listed = options.some((one) => one.id === value) || value === 'none' || value === '';
  const [searching, setSearching] = useState(!listed);
  return (
    <div className="stack">
      <RadioGroup
        id={id}
        label={label}
        error={error}
        value={searching ? 'other' : value || undefined}
        onChange={(next) => {
          setSearching(next === 'other');
          onChange(next === 'other' ? '' : next);
        }}
        options={[
          ...options.map((one) => ({ value: one.id, label: one.name })),
          { value: 'other', label: t.parties.other },
          { value: 'none', label: t.parties.none },
        ]}
      />
      {searching && (
        <>
          {chosen && value === chosen.id && (
            <p>
              {t.parties.chosen} <strong className="verbatim">{chosen.name}</strong>
            </p>
          )}
          <Search id={id} associations={associations} onPick={(found) => onChange(found.id, found)} />
        </>
      )}
    </div>
  );
}

interface Values {
  vendor: string;
  itProvider: string;
  vendorName: string;
  itProviderName: string;
}

function named(options: readonly (Named | null | undefined)[]): Named[] {
  return [...new Map(options.filter((one) => one != null).map((one) => [one.id, one])).values()];
}

/** Who sets the service up: the vendor of the procedure, and an IT provider; both get a mail once the contract is effective. */
export function StepParties(props: StepProps) {
  const t = useOrdersMessages();
  const draft = props.drafts[0] as OrderDraftFragment;
  const [{ data }] = useQuery({ query: OrderParties, variables: { id: draft.organisation.id } });
  const allowed = data?.organisation?.internal?.setUpBy ?? [];
  const form = useKeptForm<Values>({
    name: `order.${draft.id}.parties`,
    initial: {
      vendor: draft.vendor?.id ?? draft.procedure?.vendor.id ?? (props.again ? 'none' : ''),
      itProvider: draft.itProvider?.id ?? (props.again ? 'none' : ''),
      vendorName: draft.vendor?.name ?? '',
      itProviderName: draft.itProvider?.name ?? '',
    },
  });
  const save = useSaveDrafts(form, props, { vendorId: 'vendor', itProviderId: 'itProvider' });
  const submit = async ({ vendor, itProvider }: Values) => {
    const missing = {
      ...(!vendor && { vendor: t.parties.required }),
      ...(!itProvider && { itProvider: t.parties.required }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const idOf = (value: string) => (value === 'none' ? null : value);
    if (await save(() => ({ vendorId: idOf(vendor), itProviderId: idOf(itProvider) }))) form.settled();
  };
  const { vendor, itProvider, vendorName, itProviderName } = form.values;
  return (
    <Form form={form} onSubmit={submit}>
      <p>{t.parties.lead}</p>
      <Party
        id="vendor"
        label={t.parties.vendor}
        options={named([draft.procedure?.vendor, draft.vendor])}
        associations={false}
        value={vendor}
        chosen={vendorName ? { id: vendor, name: vendorName } : null}
        error={form.errors.vendor}
        onChange={(next, found) => form.set({ vendor: next, vendorName: found?.name ?? '' })}
      />
      <Party
        id="itProvider"
        label={t.parties.itProvider}
        options={named([...allowed, draft.itProvider])}
        associations
        value={itProvider}
        chosen={itProviderName ? { id: itProvider, name: itProviderName } : null}
        error={form.errors.itProvider}
        onChange={(next, found) => form.set({ itProvider: next, itProviderName: found?.name ?? '' })}
      />
      <StepActions busy={form.submitting} />
    </Form>
  );
}
