import { nonEmpty, object, pipe, string } from 'valibot';
import type { SigningPartsFragment } from '../../gql/graphql.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { DateField } from '../../ui/DateField.tsx';
import { Form } from '../../ui/Form.tsx';
import { FormButtons } from './FormButtons.tsx';
import { useOrganisationMessages } from './organisationMessages.ts';
import { SigningAuthoritySave } from './signingSave.ts';

interface SigningEndProps {
  signing: SigningPartsFragment;
  onDone: () => void;
  onCancel: () => void;
}

/** Ends an authority to sign from a day on. */
export function SigningEnd({ signing, onDone, onCancel }: SigningEndProps) {
  const t = useOrganisationMessages().signing;
  const form = useForm({
    initial: { validTo: signing.validTo ?? '' },
    schema: object({ validTo: pipe(string(), nonEmpty(t.missing.end)) }),
  });
  const submit = useSubmit(form, SigningAuthoritySave);
  const save = async ({ validTo }: { validTo: string }) => {
    const done = await submit({
      input: {
        signingAuthorityId: signing.id,
        expectedVersion: signing.version,
        organisationId: signing.organisation.id,
        byOrganisationId: signing.by.id,
        membershipId: signing.person?.id ?? null,
        validFrom: signing.validFrom,
        validTo,
        evidence: signing.evidence ?? null,
      },
    });
    if (done) onDone();
  };
  return (
    <Form form={form} onSubmit={save}>
      <p>{t.endText}</p>
      <DateField label={t.endOn} {...form.field('validTo')} />
      <FormButtons busy={form.submitting} label={t.end} onCancel={onCancel} />
    </Form>
  );
}
