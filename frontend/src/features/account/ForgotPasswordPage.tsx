import { useState } from 'react';
import { object } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './account.css';
import { useAccountMessages } from './accountMessages.ts';
import { emailField } from './emailForm.ts';

const PasswordResetRequest = graphql(`
  mutation PasswordResetRequest($input: PasswordResetRequestInput!) {
    passwordResetRequest(input: $input) { accepted userErrors { code field message } }
  }
`);

/** Asks for a link; the answer is the same whether or not the address has an account. */
export function ForgotPasswordPage() {
  const t = useAccountMessages();
  const [sentTo, setSentTo] = useState('');
  const form = useForm({
    initial: { email: '' },
    schema: object({ email: emailField(t) }),
  });
  const submit = useSubmit(form, PasswordResetRequest);
  if (sentTo) {
    return (
      <Page
        key="sent"
        takesFocus
        title={t.forgot.doneTitle}
        lead={<span className="verbatim">{t.forgot.doneText(sentTo)}</span>}
      >
        <TextLink to="/anmelden">{t.signIn.title}</TextLink>
      </Page>
    );
  }
  return (
    <Page title={t.forgot.title} lead={t.forgot.lead}>
      <Form
        form={form}
        onSubmit={async ({ email }) => {
          if (await submit({ input: { email } })) setSentTo(email);
        }}
      >
        <EmailInput label={t.email} autoComplete="username" {...form.field('email')} />
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.forgot.submit}
        </Button>
      </Form>
    </Page>
  );
}
