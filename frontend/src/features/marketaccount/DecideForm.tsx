import { object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { OrganisationPicker } from './OrganisationPicker.tsx';
import { useReviewMessages } from './reviewMessages.ts';
import type { Reviewed } from './reviewParts.ts';

const MarketAccountDecide = graphql(`
  mutation MarketAccountDecide($input: MarketAccountDecideInput!) {
    marketAccountDecide(input: $input) { account { id ...ReviewParts } userErrors { code field message } }
  }
`);

interface DecideFormProps {
  account: Reviewed;
  onDecided: (text: string) => void;
}

/** Releases an account, with or without signing, for the organisation it names or one that is there already; or rejects it. */
export function DecideForm({ account, onDecided }: DecideFormProps) {
  const t = useReviewMessages().decide;
  const form = useForm({
    initial: { what: '', which: 'new', organisationId: '', note: '' },
    schema: object({ what: string(), which: string(), organisationId: string(), note: pipe(string(), trim()) }),
  });
  const submit = useSubmit(form, MarketAccountDecide, { approve: 'what', maySign: 'what' });
  const { what, which } = form.values;
  const rejects = what === 'reject';
  const choosesOrganisation = account.newOrganisation && (what === 'sign' || what === 'plain');
  const decide = async (typed: typeof form.values) => {
    const known = choosesOrganisation && typed.which === 'known';
    if (!typed.what) return form.showErrors({ what: t.missing.what });
    if (rejects && !typed.note) return form.showErrors({ note: t.missing.reason });
    if (known && !typed.organisationId) return form.showErrors({ organisationId: t.missing.organisation });
    const done = await submit({
      input: {
        accountId: account.id,
        expectedVersion: account.version,
        approve: !rejects,
        maySign: typed.what === 'sign',
        note: typed.note || null,
        organisationId: known ? typed.organisationId : null,
      },
    });
    if (done) onDecided((rejects ? t.rejected : t.released)(account.person.name));
  };
  return (
    <section aria-labelledby="decision" className="stack marketaccount-decision">
      <h2 className="kern-heading-medium" id="decision">
        {t.title}
      </h2>
      <Form form={form} onSubmit={decide}>
        <RadioGroup
          id="what"
          label={t.what}
          error={form.errors.what}
          value={what || undefined}
          onChange={(next) => form.set({ what: next })}
          options={[
            ...(account.form?.maySign ? [{ value: 'sign', label: t.sign, hint: t.signHint }] : []),
            { value: 'plain', label: t.plain, hint: t.plainHint },
            { value: 'reject', label: t.reject, hint: t.rejectHint },
          ]}
        />
        {choosesOrganisation && (
          <RadioGroup
            id="which"
            label={t.organisation}
            value={which}
            error={form.errors.which}
            onChange={(next) => form.set({ which: next })}
            options={[
              { value: 'new', label: t.takeNew(account.form?.organisationName ?? '') },
              { value: 'known', label: t.takeKnown },
            ]}
          />
        )}
        {choosesOrganisation && which === 'known' && (
          <OrganisationPicker
            id="organisationId"
            label={t.search}
            error={form.errors.organisationId}
            onPick={(picked) => form.set({ organisationId: picked?.id ?? '' })}
          />
        )}
        {what && (
          <TextArea
            label={rejects ? t.reason : t.note}
            hint={rejects ? t.reasonHint : t.noteHint}
            optional={!rejects}
            rows={3}
            maxLength={1000}
            {...form.field('note')}
          />
        )}
        <div className="form-actions">
          <Button type="submit" look="primary" busy={form.submitting}>
            {t.submit}
          </Button>
        </div>
      </Form>
    </section>
  );
}
