import { useState } from 'react';
import { useQuery } from 'urql';
import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { useDebounced } from '../../lib/useDebounced.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useContractsMessages } from './contractsMessages.ts';

const ContractTermination = graphql(`
  query ContractTermination($id: ID!, $endsOn: Date!) {
    node(id: $id) {
      __typename
      id
      ... on Contract {
        termination(endsOn: $endsOn) {
          affectedCount
          digest
          affected(first: 20) {
            edges { cursor node { id reference level state grantee { id name } offering { id slug current { id name } } } }
          }
        }
      }
    }
  }
`);

const ContractTerminate = graphql(`
  mutation ContractTerminate($input: ContractTerminateInput!) {
    contractTerminate(input: $input) { contract { id ...ContractParts } userErrors { code field message } }
  }
`);

function useTermination(id: string, endsOn: string) {
  const [{ data, error, fetching }, ask] = useQuery({
    query: ContractTermination,
    variables: { id, endsOn },
    pause: endsOn === '',
    requestPolicy: 'network-only',
  });
  const found = data?.node?.__typename === 'Contract' ? data.node.termination : null;
  return { termination: fetching ? null : found, error, again: () => ask({ requestPolicy: 'network-only' }) };
}

type Termination = NonNullable<ReturnType<typeof useTermination>['termination']>;

function Affected({ termination }: { termination: Termination }) {
  const t = useContractsMessages().end;
  const market = useMarketMessages();
  const { affectedCount, affected } = termination;
  if (affectedCount === 0) return <p>{t.only}</p>;
  const listed = affected.edges.map(({ node }) => node);
  return (
    <div className="stack">
      <p>
        <strong>{t.previewCount(affectedCount)}</strong>
      </p>
      <ul className="contracts-list">
        {listed.map((one) => (
          <li key={one.id} className="verbatim">
            {market.levels[one.level]} {one.reference}, {one.grantee.name}: {one.offering.current.name}
          </li>
        ))}
        {affectedCount > listed.length && <li>{t.previewMore(affectedCount - listed.length)}</li>}
      </ul>
    </div>
  );
}

interface EndContractProps {
  contract: ContractPartsFragment;
  /** The earliest last day. */
  from: string;
  /** Several people use the account: who ends it is asked. */
  shared: boolean;
}

/** Ends a contract: the earliest day, what ends with it, and a question before it is done. */
export function EndContract({ contract, from, shared }: EndContractProps) {
  const words = useContractsMessages();
  const t = words.end;
  const common = useCommonMessages();
  const locale = useLocale();
  const [asking, setAsking] = useState(false);
  const form = useKeptForm({
    name: `contract.${contract.id}.end`,
    initial: { endsOn: from, reason: '', actingPerson: '' },
  });
  const { endsOn } = form.values;
  const settledDay = useDebounced(/^\d{4}-\d{2}-\d{2}$/.test(endsOn) && endsOn >= from ? endsOn : '', 300);
  const { termination: found, error, again } = useTermination(contract.id, settledDay);
  // What another day would end is never shown for this one, nor agreed to.
  const termination = settledDay === endsOn ? found : null;
  const submit = useSubmit(form, ContractTerminate, { terminationDigest: 'endsOn' });
  const check = ({ endsOn: day, reason, actingPerson }: typeof form.values) => {
    const missing = {
      ...(!day && { endsOn: t.dayRequired }),
      ...(day && day < from && { endsOn: t.tooEarly(formatDate(from, locale)) }),
      ...(!reason.trim() && { reason: t.reasonRequired }),
      ...(shared && !actingPerson.trim() && { actingPerson: t.actingPersonRequired }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    if (!error) setAsking(true);
  };
  const [busy, setBusy] = useState(false);
  const end = async () => {
    if (!termination) return;
    setBusy(true);
    const input = {
      contractId: contract.id,
      expectedVersion: contract.version,
      endsOn,
      terminationDigest: termination.digest,
      reason: form.values.reason.trim(),
      actingPerson: shared ? form.values.actingPerson.trim() : null,
    };
    const done = await submit({ input });
    setBusy(false);
    setAsking(false);
    // What would end may have changed meanwhile: it is shown as it is now.
    if (!done) return again();
    form.settled();
    say(t.done);
  };
  return (
    <section className="stack no-print" aria-labelledby="contract-end">
      <h2 className="kern-heading-medium" id="contract-end">
        {t.title}
      </h2>
      <p>{t.earliest(formatDate(from, locale))}</p>
      <Form form={form} onSubmit={check} label={t.title}>
        <DateField label={t.day} hint={t.dayHint} min={from} {...form.field('endsOn')} />
        <TextArea label={t.reason} hint={t.reasonHint} rows={2} {...form.field('reason')} />
        {shared && (
          <TextInput
            label={t.actingPerson}
            hint={words.sharedNotice}
            autoComplete="name"
            {...form.field('actingPerson')}
          />
        )}
        <div className="stack" aria-live="polite">
          <h3 className="kern-heading-small">{t.preview}</h3>
          {error && <Alert kind="danger" title={problemText(error, common)} />}
          {!termination && !error && settledDay !== '' && <Spinner />}
          {termination && <Affected termination={termination} />}
        </div>
        <Button type="submit" icon="close" busy={form.submitting}>
          {t.next}
        </Button>
      </Form>
      <Dialog
        open={asking}
        title={t.dialog}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button look="primary" icon="close" busy={busy || !termination} onClick={() => void end()}>
              {t.do}
            </Button>
            <Button onClick={() => setAsking(false)}>{t.keep}</Button>
          </>
        }
      >
        <div className="stack">
          <p>{endsOn && t.dialogText(contract.reference, formatDate(endsOn, locale))}</p>
          {termination ? <Affected termination={termination} /> : <Spinner />}
        </div>
      </Dialog>
    </section>
  );
}
