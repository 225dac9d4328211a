import { nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useKept } from './useKept.ts';

/** Asks who the person is; of who has an account here that is known. */
export function PersonStep({ answers, onTyped, onSave, hasAccount }: StepProps & { hasAccount: boolean }) {
  const texts = useMarketAccountMessages();
  const t = texts.person;
  const { givenName, familyName, email, phone } = answers;
  const text = () => pipe(string(), trim());
  const form = useForm({
    initial: { givenName, familyName, email, phone },
    schema: object({
      givenName: pipe(text(), nonEmpty(t.missing.given)),
      familyName: pipe(text(), nonEmpty(t.missing.family)),
      email: pipe(text(), nonEmpty(t.missing.email), regex(emailPattern, texts.emailForm)),
      phone: text(),
    }),
  });
  useKept(onTyped, form.values);
  return (
    <Form form={form} onSubmit={onSave}>
      {hasAccount ? (
        <div className="stack">
          <Facts
            rows={[
              [t.name, `${givenName} ${familyName}`],
              [t.email, email],
            ]}
          />
          <p className="muted">
            {t.known} <TextLink to="/konto">{t.change}</TextLink>
          </p>
        </div>
      ) : (
        <>
          <TextInput label={t.given} autoComplete="given-name" {...form.field('givenName')} />
          <TextInput label={t.family} autoComplete="family-name" {...form.field('familyName')} />
          <EmailInput label={t.email} hint={t.emailHint} autoComplete="email" {...form.field('email')} />
        </>
      )}
      <TextInput type="tel" label={t.phone} optional autoComplete="tel" {...form.field('phone')} />
      <StepActions />
    </Form>
  );
}
