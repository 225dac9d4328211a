import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { DeskProcedureFragment } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { errorsFromServer } from '../../lib/formErrors.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { useKeptForm } from '../../market/useKeptForm.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { OrganisationPicker } from './DeskPickers.tsx';
import { versionsOf } from './sheetValues.ts';

/** A specialist procedure as editors have it. */
export const DeskProcedure = graphql(`
  fragment DeskProcedure on SpecialistProcedure { id version name versions vendor { id name } }
`);

const ProcedureSave = graphql(`
  mutation SpecialistProcedureSave($input: SpecialistProcedureSaveInput!) {
    specialistProcedureSave(input: $input) { procedure { id ...DeskProcedure } userErrors { code field message } }
  }
`);

/** One procedure as it is now. */
export const ProcedureNow = graphql(`
  query DeskProcedureNow($id: ID!) { node(id: $id) { __typename id ... on SpecialistProcedure { ...DeskProcedure } } }
`);

interface Values {
  name: string;
  vendorId: string;
  vendorName: string;
  versions: string;
  /** The version that is expected; 0 of one that is made. */
  expected: number;
}

interface ProcedureFormProps {
  /** Null for one that is made. */
  procedure: DeskProcedureFragment | null;
  onSaved: (name: string) => void;
  onClose: () => void;
}

/** Makes a specialist procedure, or changes one. */
export function ProcedureForm({ procedure, onSaved, onClose }: ProcedureFormProps) {
  const w = useCatalogueDeskMessages().procedures;
  const words = useCatalogueDeskMessages();
  const common = useCommonMessages();
  const client = useClient();
  const [initial] = useState<Values>(() => ({
    name: procedure?.name ?? '',
    vendorId: procedure?.vendor.id ?? '',
    vendorName: procedure?.vendor.name ?? '',
    versions: procedure?.versions.join('\n') ?? '',
    expected: procedure?.version ?? 0,
  }));
  const form = useKeptForm<Values>({ name: `procedure.${procedure?.id ?? 'new'}`, initial });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  // The next attempt replaces what somebody else saved, once it was said what that is.
  async function explain(id: string) {
    const { data } = await client.query(ProcedureNow, { id }, { requestPolicy: 'network-only' }).toPromise();
    const now = data?.node?.__typename === 'SpecialistProcedure' ? readFragment(DeskProcedure, data.node) : null;
    if (!now) return form.showErrors({ root: common.problem.unknown });
    form.set({ expected: now.version });
    form.showErrors({ root: w.stale(now.name, now.vendor.name, now.versions.join(', ')) });
  }

  async function save({ name, vendorId, versions, expected }: Values) {
    const missing = {
      ...(!name.trim() && { name: words.wrong.required(w.name) }),
      ...(!vendorId && { vendorId: w.vendorMissing }),
    };
    if (Object.keys(missing).length > 0) return form.showErrors(missing);
    const { data, error } = await client.mutation(ProcedureSave, {
      input: {
        procedureId: procedure?.id ?? null,
        expectedVersion: procedure ? expected : null,
        name,
        vendorId,
        versions: versionsOf(versions),
      },
    });
    const payload = data?.specialistProcedureSave;
    if (error || !payload) {
      return form.showErrors({ root: error ? problemText(error, common) : common.problem.unknown });
    }
    if (procedure && payload.userErrors.some(({ code }) => code === 'STALE')) return explain(procedure.id);
    if (payload.userErrors.length > 0) return form.showErrors(errorsFromServer(form.values, payload.userErrors));
    form.settled();
    onSaved(name);
  }

  return (
    <section className="stack desk-narrow" aria-labelledby="procedure-form">
      <h2 className="kern-heading-medium" id="procedure-form" ref={heading} tabIndex={-1}>
        {procedure ? w.editTitle(procedure.name) : w.newTitle}
      </h2>
      <Form form={form} onSubmit={save} label={procedure ? w.editTitle(procedure.name) : w.newTitle}>
        <TextInput label={w.name} autoComplete="off" {...form.field('name')} />
        <OrganisationPicker
          id="vendorId"
          label={w.vendor}
          hint={w.vendorHint}
          error={form.errors.vendorId}
          chosen={form.values.vendorName}
          onPick={(vendorId, vendorName) => form.set({ vendorId, vendorName })}
        />
        <TextArea label={w.versionList} hint={w.versionHint} optional rows={4} {...form.field('versions')} />
        <div className="form-actions">
          <Button type="submit" look="primary" busy={form.submitting}>
            {w.save}
          </Button>
          <Button onClick={onClose}>{w.cancel}</Button>
        </div>
      </Form>
    </section>
  );
}
