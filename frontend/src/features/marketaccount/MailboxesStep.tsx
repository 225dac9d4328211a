import { array, nonEmpty, object, pipe, regex, string, trim } from 'valibot';
import { emailPattern } from '../../lib/emailPattern.ts';
import { useForm } from '../../lib/form.ts';
import { keyedRows } from '../../lib/formRows.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { RepeatedRows } from '../../ui/RepeatedRows.tsx';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { StepActions } from './StepActions.tsx';
import { type StepProps, useKept } from './useKept.ts';

// As many as the contract takes.
const most = 20;

/** Asks for the organisation's shared addresses. */
export function MailboxesStep({ answers, onTyped, onSave, shared }: StepProps & { shared: boolean }) {
  const texts = useMarketAccountMessages();
  const t = texts.mailboxes;
  const form = useForm({
    initial: { mailboxes: keyedRows(answers.mailboxes.map((email) => ({ email }))) },
    schema: object({
      mailboxes: array(
        object({
          key: string(),
          email: pipe(string(), trim(), nonEmpty(t.missing), regex(emailPattern, texts.emailForm)),
        }),
      ),
    }),
  });
  useKept(onTyped, { mailboxes: form.values.mailboxes.map(({ email }) => email) });
  return (
    <Form form={form} onSubmit={({ mailboxes }) => onSave({ mailboxes: mailboxes.map(({ email }) => email) })}>
      {shared && <Alert kind="info" title={t.shared} />}
      <RepeatedRows
        form={form}
        name="mailboxes"
        label={t.label}
        hint={t.hint}
        noun={t.noun}
        empty={{ email: '' }}
        most={most}
      >
        {(row) => <EmailInput label={t.address} {...row.field('email')} />}
      </RepeatedRows>
      <StepActions />
    </Form>
  );
}
