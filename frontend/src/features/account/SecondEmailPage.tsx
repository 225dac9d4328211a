import { useState } from 'react';
import { object, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { fragmentValue } from '../../lib/urlFragment.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSecondEmailMessages } from './secondEmailMessages.ts';

const EmailChangeConfirm = graphql(`
  mutation EmailChangeConfirm($input: EmailChangeConfirmInput!) {
    emailChangeConfirm(input: $input) { accepted userErrors { code field message } }
  }
`);

/** Where the link to a second e-mail address leads. The button confirms it: programs fetch the links of mails, and press nothing. */
export function SecondEmailPage() {
  const t = useSecondEmailMessages();
  const [token] = useState(() => fragmentValue('token'));
  const [done, setDone] = useState(false);
  const form = useForm({ initial: { token }, schema: object({ token: string() }) });
  const submit = useSubmit(form, EmailChangeConfirm);
  if (!token || done) {
    return (
      <Page key="end" takesFocus={done} title={done ? t.doneTitle : t.broken}>
        <p className="kern-body">{done ? t.doneText : t.brokenText}</p>
      </Page>
    );
  }
  return (
    <Page title={t.title} lead={t.lead}>
      <Form
        form={form}
        onSubmit={async () => {
          if (await submit({ input: { token } })) setDone(true);
        }}
      >
        {form.errors.token && (
          <p id="token" tabIndex={-1}>
            {t.again}
          </p>
        )}
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.submit}
        </Button>
      </Form>
    </Page>
  );
}
