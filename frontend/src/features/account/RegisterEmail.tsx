import { object } from 'valibot';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { emailField } from './emailForm.ts';
import type { RegistrationAnswers } from './registration.ts';

interface RegisterEmailProps {
  answers: RegistrationAnswers;
  onSave: (change: Partial<RegistrationAnswers>) => void;
}

/** Asks for the e-mail address. */
export function RegisterEmail({ answers, onSave }: RegisterEmailProps) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const form = useForm({
    initial: { email: answers.email },
    schema: object({ email: emailField(t) }),
  });
  return (
    <Form form={form} onSubmit={onSave}>
      <EmailInput label={t.email} hint={t.register.email.hint} autoComplete="email" {...form.field('email')} />
      <div className="form-actions">
        <Button type="submit" look="primary">
          {common.next}
        </Button>
        <Button look="tertiary" icon="arrow-back" onClick={() => history.back()}>
          {common.back}
        </Button>
      </div>
    </Form>
  );
}
