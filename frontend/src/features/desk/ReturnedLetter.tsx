import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useEndLetterMessages } from './endLetterMessages.ts';

const LetterReturned = graphql(`
  mutation LetterReturned($input: LetterReturnedInput!) {
    letterReturned(input: $input) { letter { id returnedAt } userErrors { code field message } }
  }
`);

/** Records that a letter about a mailbox's end came back. */
export function ReturnedLetter({ onReturned }: { onReturned: () => void }) {
  const t = useEndLetterMessages();
  const form = useForm({
    initial: { reference: '', reason: '' },
    schema: object({
      reference: pipe(string(), trim(), nonEmpty(t.missingReference)),
      reason: pipe(string(), trim(), nonEmpty(t.missingReason)),
    }),
  });
  const submit = useSubmit(form, LetterReturned);
  const record = async (input: { reference: string; reason: string }) => {
    if (!(await submit({ input }))) return;
    form.set({ reference: '', reason: '' });
    say(t.done);
    onReturned();
  };
  return (
    <section className="stack" aria-labelledby="returned-letter">
      <h3 className="kern-heading-small" id="returned-letter">
        {t.title}
      </h3>
      <p>{t.lead}</p>
      <Form form={form} onSubmit={record} label={t.title}>
        <TextInput label={t.reference} autoComplete="off" {...form.field('reference')} />
        <TextInput label={t.reason} hint={t.reasonHint} maxLength={200} autoComplete="off" {...form.field('reason')} />
        <Button type="submit" busy={form.submitting}>
          {t.act}
        </Button>
      </Form>
    </section>
  );
}
