import { maxLength, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import type { ConnectAnswers } from './connection.ts';
import { useConnectMessages } from './connectMessages.ts';

interface ConnectContactStepProps {
  answers: ConnectAnswers;
  onSave: (change: Partial<ConnectAnswers>) => void;
}

/** Asks whom to turn to with questions. */
export function ConnectContactStep({ answers, onSave }: ConnectContactStepProps) {
  const t = useConnectMessages();
  const common = useCommonMessages();
  const { name, email, phone, department } = answers;
  const text = () => pipe(string(), trim());
  const form = useForm({
    initial: { name, email, phone, department },
    schema: object({
      name: pipe(text(), nonEmpty(t.contact.missing.name)),
      email: pipe(
        text(),
        nonEmpty(t.contact.missing.email),
        regex(emailPattern, t.contact.emailForm),
        maxLength(254, t.contact.emailForm),
      ),
      phone: text(),
      department: text(),
    }),
  });
  return (
    <Form form={form} onSubmit={onSave}>
      <TextInput label={t.contact.name} autoComplete="name" {...form.field('name')} />
      <EmailInput label={t.contact.email} autoComplete="email" {...form.field('email')} />
      <TextInput
        label={t.contact.department}
        hint={t.contact.departmentHint}
        optional
        autoComplete="organization-title"
        {...form.field('department')}
      />
      <TextInput type="tel" label={t.contact.phone} optional autoComplete="tel" {...form.field('phone')} />
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
