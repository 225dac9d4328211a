import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useAccountMessages } from './accountMessages.ts';
import type { RegistrationAnswers } from './registration.ts';

interface RegisterNameProps {
  answers: RegistrationAnswers;
  onSave: (change: Partial<RegistrationAnswers>) => void;
}

/** Asks for the name the letter will go to. */
export function RegisterName({ answers, onSave }: RegisterNameProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const form = useForm({
    initial: { givenName: answers.givenName, familyName: answers.familyName },
    schema: object({
      givenName: pipe(string(), trim(), nonEmpty(t.required.givenName)),
      familyName: pipe(string(), trim(), nonEmpty(t.required.familyName)),
    }),
  });
  return (
    <Form form={form} onSubmit={onSave}>
      <p>{t.register.intro}</p>
      <p className="muted">{t.register.name.hint}</p>
      <TextInput label={t.givenName} autoComplete="given-name" {...form.field('givenName')} />
      <TextInput label={t.familyName} autoComplete="family-name" {...form.field('familyName')} />
      <Button type="submit" look="primary">
        {common.next}
      </Button>
      <p>
        {t.register.haveAccount} <TextLink to="/anmelden">{t.signIn.title}</TextLink>
      </p>
    </Form>
  );
}
