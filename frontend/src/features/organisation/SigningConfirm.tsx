import { useQuery } from 'urql';
import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { FormButtons } from './FormButtons.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import type { OwnOrganisation } from './organisationParts.ts';
import { SigningAuthoritySave } from './signingSave.ts';

const Signatories = graphql(`
  query Signatories($id: ID!) {
    organisation(id: $id) {
      id
      internal { members(role: SIGNATORY, first: 100) { edges { cursor node { id name } } } }
    }
  }
`);

interface SigningConfirmProps {
  organisation: OwnOrganisation;
  onDone: () => void;
  onCancel: () => void;
}

/** Confirms that a person, or everyone who may sign of an organisation, may sign for this one. */
export function SigningConfirm({ organisation, onDone, onCancel }: SigningConfirmProps) {
  const t = useOrganisationMessages().signing;
  const common = useCommonMessages();
  const form = useForm({
    initial: { by: organisation.id, membershipId: '', validFrom: '', validTo: '', evidence: '' },
    schema: object({
      by: string(),
      membershipId: string(),
      validFrom: pipe(string(), nonEmpty(t.missing.from)),
      validTo: string(),
      evidence: pipe(string(), trim(), nonEmpty(t.missing.evidence)),
    }),
  });
  const { by } = form.values;
  const [{ data }] = useQuery({ query: Signatories, variables: { id: by }, requestPolicy: 'cache-and-network' });
  const persons = data?.organisation?.id === by ? (data.organisation.internal?.members.edges ?? []) : [];
  const submit = useSubmit(form, SigningAuthoritySave, { byOrganisationId: 'by', organisationId: 'by' });
  const save = async (typed: typeof form.values) => {
    if (typed.membershipId === '') return form.showErrors({ membershipId: t.missing.person });
    const done = await submit({
      input: {
        organisationId: organisation.id,
        byOrganisationId: typed.by,
        membershipId: typed.membershipId === 'all' ? null : typed.membershipId,
        validFrom: typed.validFrom,
        validTo: typed.validTo || null,
        evidence: typed.evidence,
      },
    });
    if (done) onDone();
  };
  const { union } = organisation;
  const called = by === union?.id ? union.name : organisation.name;
  return (
    <Form form={form} onSubmit={save}>
      {union && (
        <RadioGroup
          id="by"
          label={t.signer}
          value={by}
          error={form.errors.by}
          onChange={(next) => form.set({ by: next, membershipId: '' })}
          options={[
            { value: organisation.id, label: t.own },
            { value: union.id, label: t.union(union.name) },
          ]}
        />
      )}
      <Select label={t.person} {...form.field('membershipId')}>
        <option value="">{common.choose}</option>
        {persons.map(({ node }) => (
          <option key={node.id} value={node.id}>
            {node.name}
          </option>
        ))}
        <option value="all">{t.every(called)}</option>
      </Select>
      <DateField label={t.validFrom} {...form.field('validFrom')} />
      <DateField label={t.validTo} hint={t.validToHint} optional {...form.field('validTo')} />
      <TextArea label={t.evidence} hint={t.evidenceHint} rows={2} maxLength={1000} {...form.field('evidence')} />
      <FormButtons busy={form.submitting} label={t.submit} onCancel={onCancel} />
    </Form>
  );
}
