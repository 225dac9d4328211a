import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useDeskMessages } from './deskMessages.ts';

const ActivationLetterGrant = graphql(`
  mutation ActivationLetterGrant($input: ActivationLetterGrantInput!) {
    activationLetterGrant(input: $input) { grantedAccountId userErrors { code field message } }
  }
`);

/** Lets somebody order one more letter whose letters are used up; there is no search through people. */
export function GrantLetter({ onGranted }: { onGranted: () => void }) {
  const t = useDeskMessages();
  const form = useForm({
    initial: { grantee: '' },
    schema: object({ grantee: pipe(string(), trim(), nonEmpty(t.accounts.missing.who)) }),
  });
  const submit = useSubmit(form, ActivationLetterGrant, { email: 'grantee', accountId: 'grantee' });
  const grant = async ({ grantee }: { grantee: string }) => {
    const named = grantee.startsWith('acc_') ? { accountId: grantee } : { email: grantee };
    if (!(await submit({ input: named }))) return;
    form.set({ grantee: '' });
    onGranted();
  };
  return (
    <section className="stack" aria-labelledby="grant-letter">
      <h3 className="kern-heading-small" id="grant-letter">
        {t.letters.grantTitle}
      </h3>
      <p>{t.letters.grantLead}</p>
      <Form form={form} onSubmit={grant} label={t.letters.grantTitle}>
        <TextInput label={t.accounts.who} hint={t.accounts.whoHint} autoComplete="off" {...form.field('grantee')} />
        <Button type="submit" busy={form.submitting}>
          {t.letters.grant}
        </Button>
      </Form>
    </section>
  );
}
