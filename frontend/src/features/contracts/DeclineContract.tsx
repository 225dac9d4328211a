import { useState } from 'react';
import type { ContractPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { type MarketViewer, usesSharedAccount } from '../../market/useMarketViewer.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useContractsMessages } from './contractsMessages.ts';

const ContractDecline = graphql(`
  mutation ContractDecline($input: ContractDeclineInput!) {
    contractDecline(input: $input) { contract { id ...ContractParts } userErrors { code field message } }
  }
`);

interface DeclineProps {
  contract: ContractPartsFragment;
  viewer: MarketViewer;
}

function DeclineForm({ contract, viewer, onClose }: DeclineProps & { onClose: () => void }) {
  const words = useContractsMessages();
  const t = words.decline;
  const form = useForm({ initial: { reason: '', actingPerson: '' } });
  const submit = useSubmit(form, ContractDecline);
  const shared = usesSharedAccount(viewer);
  const decline = async ({ reason, actingPerson }: { reason: string; actingPerson: string }) => {
    const missing = {
      ...(!reason.trim() && { reason: t.reasonRequired }),
      ...(shared && !actingPerson.trim() && { actingPerson: t.actingPersonRequired }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const input = {
      contractId: contract.id,
      expectedVersion: contract.version,
      reason: reason.trim(),
      actingPerson: shared ? actingPerson.trim() : null,
    };
    if (!(await submit({ input }))) return;
    say(t.done);
    onClose();
  };
  return (
    <Form form={form} onSubmit={decline} label={t.dialog}>
      <p>{t.text(contract.reference)}</p>
      <TextArea label={t.reason} hint={t.reasonHint} rows={3} {...form.field('reason')} />
      {shared && (
        <TextInput
          label={t.actingPerson}
          hint={words.sharedNotice}
          autoComplete="name"
          {...form.field('actingPerson')}
        />
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" icon="close" busy={form.submitting}>
          {t.do}
        </Button>
        <Button onClick={onClose}>{t.keep}</Button>
      </div>
    </Form>
  );
}

/** Declines a contract that is offered, with a reason: the order comes back, to be changed or cancelled. */
export function DeclineContract({ contract, viewer }: DeclineProps) {
  const t = useContractsMessages().decline;
  const [open, setOpen] = useState(false);
  return (
    <section className="stack no-print" aria-labelledby="contract-decline">
      <h2 className="kern-heading-medium" id="contract-decline">
        {t.title}
      </h2>
      <p>{t.lead}</p>
      <p>
        <Button icon="close" onClick={() => setOpen(true)}>
          {t.open}
        </Button>
      </p>
      <Dialog open={open} title={t.dialog} onClose={() => setOpen(false)}>
        <DeclineForm contract={contract} viewer={viewer} onClose={() => setOpen(false)} />
      </Dialog>
    </section>
  );
}
