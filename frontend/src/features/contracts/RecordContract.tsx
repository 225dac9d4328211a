import { useState } from 'react';
import { useQuery } from 'urql';
import type { ContractLevel, ContractPartsFragment, ContractState } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { useMarketMessages } from '../../market/marketMessages.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useContractsMessages } from './contractsMessages.ts';
import { OfferingPicker, OrganisationPicker } from './Pickers.tsx';

const ContractRecord = graphql(`
  mutation ContractRecord($input: ContractRecordInput!) {
    contractRecord(input: $input) { contract { id ...ContractParts } userErrors { code field message } }
  }
`);

const ContractParents = graphql(`
  query ContractParents($level: ContractLevel!, $offeringId: ID!) {
    desk {
      contracts(level: $level, offeringId: $offeringId, first: 50) {
        edges { cursor node { id reference state grantor { id name } grantee { id name } } }
      }
    }
  }
`);

/** The links above the municipality's contract, from the provider down. */
const levels = ['PROVISION', 'REUSE', 'SUB_REUSE'] as const satisfies ContractLevel[];

interface Values {
  level: (typeof levels)[number];
  offeringId: string;
  offeringName: string;
  parentId: string;
  grantorId: string;
  grantorName: string;
  granteeId: string;
  granteeName: string;
  state: 'DRAFT' | 'EFFECTIVE' | 'ON_HOLD' | '';
  effectiveFrom: string;
  endsOn: string;
  noticePeriodMonths: string;
  key: string;
}

const recordable: readonly ContractState[] = ['DRAFT', 'EFFECTIVE', 'ON_HOLD'];

function begin(contract: ContractPartsFragment | null): Values {
  return {
    level: (contract?.level as Values['level']) ?? 'PROVISION',
    offeringId: contract?.offering.id ?? '',
    offeringName: contract?.offering.current.name ?? '',
    parentId: contract?.parent?.id ?? '',
    grantorId: contract?.grantor.id ?? '',
    grantorName: contract?.grantor.name ?? '',
    granteeId: contract?.grantee.id ?? '',
    granteeName: contract?.grantee.name ?? '',
    state: contract && recordable.includes(contract.state) ? (contract.state as Values['state']) : '',
    effectiveFrom: contract?.effectiveFrom ?? '',
    endsOn: contract?.endsOn ?? '',
    noticePeriodMonths: contract?.noticePeriodMonths?.toString() ?? '',
    key: crypto.randomUUID(),
  };
}

interface RecordContractProps {
  /** The one to change; null to record a new one. */
  contract: ContractPartsFragment | null;
  onSaved: (id: string) => void;
}

/** Records a link of the chain above the municipalities' contracts, changes it, or puts it on hold. */
export function RecordContract({ contract, onSaved }: RecordContractProps) {
  const t = useContractsMessages().desk;
  const market = useMarketMessages();
  const [initial] = useState(() => begin(contract));
  const form = useKeptForm<Values>({ name: `contract.${contract?.id ?? 'new'}.record`, initial });
  const { level, offeringId, offeringName, grantorName, granteeName } = form.values;
  const above = levels[levels.indexOf(level) - 1];
  const [{ data }] = useQuery({
    query: ContractParents,
    variables: { level: above ?? 'PROVISION', offeringId },
    pause: !above || offeringId === '',
  });
  const parents = above ? (data?.desk?.contracts.edges ?? []).map(({ node }) => node) : [];
  const submit = useSubmit(form, ContractRecord);
  const save = async (values: Values) => {
    const months = values.noticePeriodMonths.trim();
    const missing = {
      ...(!values.offeringId && { offeringId: t.offeringRequired }),
      ...(above && !values.parentId && { parentId: t.parentRequired }),
      ...(!values.grantorId && { grantorId: t.partyRequired }),
      ...(!values.granteeId && { granteeId: t.partyRequired }),
      ...(!values.state && { state: t.stateRequired }),
      ...(months && !/^\d{1,3}$/.test(months) && { noticePeriodMonths: t.noticeForm }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const payload = await submit({
      input: {
        contractId: contract?.id ?? null,
        expectedVersion: contract?.version ?? null,
        level: values.level,
        parentId: above ? values.parentId : null,
        offeringId: values.offeringId,
        grantorId: values.grantorId,
        granteeId: values.granteeId,
        state: values.state as ContractState,
        effectiveFrom: values.effectiveFrom || null,
        endsOn: values.endsOn || null,
        noticePeriodMonths: months ? Number(months) : null,
        idempotencyKey: values.key,
      },
    });
    if (!payload?.contract) return;
    form.settled();
    onSaved(payload.contract.id);
  };
  return (
    <Form form={form} onSubmit={save} label={contract ? t.editTitle(contract.reference) : t.recordTitle}>
      {!contract && (
        <>
          <Select
            id="level"
            label={t.level}
            value={level}
            onChange={({ target }) => form.set({ level: target.value as Values['level'], parentId: '' })}
          >
            {levels.map((one) => (
              <option key={one} value={one}>
                {market.levels[one]}
              </option>
            ))}
          </Select>
          <OfferingPicker
            id="offeringId"
            chosen={offeringName}
            error={form.errors.offeringId}
            onPick={(id, name) => form.set({ offeringId: id, offeringName: name, parentId: '' })}
          />
          {above && (
            <Select label={t.parent} hint={t.parentHint} {...form.field('parentId')}>
              <option value="">{t.parentNone}</option>
              {parents.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.reference}: {market.chain.passes(one.grantor.name, one.grantee.name)} (
                  {market.chain.states[one.state]})
                </option>
              ))}
            </Select>
          )}
          <OrganisationPicker
            id="grantorId"
            label={t.grantor}
            chosen={grantorName}
            error={form.errors.grantorId}
            onPick={(id, name) => form.set({ grantorId: id, grantorName: name })}
          />
          <OrganisationPicker
            id="granteeId"
            label={t.grantee}
            hint={level === 'REUSE' ? t.ministry : undefined}
            chosen={granteeName}
            error={form.errors.granteeId}
            onPick={(id, name) => form.set({ granteeId: id, granteeName: name })}
          />
        </>
      )}
      <RadioGroup
        id="state"
        label={t.stateLabel}
        error={form.errors.state}
        value={form.values.state || undefined}
        onChange={(state) => form.set({ state })}
        options={(['DRAFT', 'EFFECTIVE', 'ON_HOLD'] as const).map((value) => ({ value, label: t.recordStates[value] }))}
      />
      <DateField label={t.from} optional {...form.field('effectiveFrom')} />
      <DateField label={t.until} optional {...form.field('endsOn')} />
      <TextInput label={t.noticeMonths} optional inputMode="numeric" {...form.field('noticePeriodMonths')} />
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.save}
      </Button>
    </Form>
  );
}
