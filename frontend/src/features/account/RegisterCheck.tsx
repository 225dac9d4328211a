import { useNavigate } from '@tanstack/react-router';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import type { StartSearch } from '../../lib/startPlan.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { SummaryList } from '../../ui/SummaryList.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { RegistrationAnswers, RegistrationStep } from './registration.ts';
import { useRegister } from './useRegister.ts';

/** Shows the answers once more, each with its way back, and sends them. */
export function RegisterCheck({ answers, plan }: { answers: RegistrationAnswers; plan: StartSearch }) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const navigate = useNavigate();
  const form = useForm<RegistrationAnswers>({ initial: answers });
  const register = useRegister(form);
  const change = (schritt: RegistrationStep, id: keyof RegistrationAnswers, what: string) => (
    // The error summary leads to the link that changes the answer.
    <TextLink id={id} to="/registrieren" search={{ ...plan, schritt }} aria-label={common.changeNamed(what)}>
      {common.change}
    </TextLink>
  );
  const submit = async () => {
    if (await register(answers, plan))
      await navigate({ to: '/registrieren', search: { ...plan, schritt: 'gesendet' } });
  };
  return (
    <Form form={form} onSubmit={submit}>
      <SummaryList
        rows={[
          {
            term: t.register.check.name,
            value: `${answers.givenName} ${answers.familyName}`.trim(),
            action: change('name', 'givenName', t.register.check.name),
          },
          { term: t.email, value: answers.email, action: change('email', 'email', t.email) },
          {
            term: t.register.check.terms,
            value: t.register.check.agreed,
            action: change('bedingungen', 'termsVersion', t.register.check.terms),
          },
        ]}
      />
      <p className="muted">{t.register.check.hint}</p>
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.register.check.submit}
      </Button>
    </Form>
  );
}
