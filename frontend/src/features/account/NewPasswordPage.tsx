import { useState } from 'react';
import { object, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { fragmentValue } from '../../lib/urlFragment.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './account.css';
import { useAccountMessages } from './accountMessages.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { newPasswordField } from './passwordRules.ts';

const PasswordReset = graphql(`
  mutation PasswordReset($input: PasswordResetInput!) {
    passwordReset(input: $input) { accepted userErrors { code field message } }
  }
`);

/** Where the link of a forgotten password leads; signs nobody in. */
export function NewPasswordPage() {
  const t = useAccountMessages();
  const [token] = useState(() => fragmentValue('token'));
  const [done, setDone] = useState(false);
  const form = useForm({
    initial: { token, password: '' },
    schema: object({ token: string(), password: newPasswordField(t) }),
  });
  const submit = useSubmit(form, PasswordReset);
  const { errors, submitting } = form;
  if (!token) {
    return (
      <Page title={t.confirm.broken} lead={t.confirm.brokenText}>
        <ButtonLink to="/passwort-vergessen">{t.confirm.newLink}</ButtonLink>
      </Page>
    );
  }
  if (done) {
    return (
      <Page key="done" takesFocus title={t.reset.doneTitle} lead={t.reset.doneText}>
        <ButtonLink to="/anmelden" look="primary">
          {t.signIn.title}
        </ButtonLink>
      </Page>
    );
  }
  return (
    <Page title={t.reset.title}>
      <Form
        form={form}
        onSubmit={async ({ password }) => {
          if (await submit({ input: { token, password } })) setDone(true);
        }}
      >
        <NewPasswordField token={token} typed={form.values.password} {...form.field('password')} />
        {errors.token && (
          <p id="token" tabIndex={-1}>
            <TextLink to="/passwort-vergessen">{t.confirm.newLink}</TextLink>
          </p>
        )}
        <Button type="submit" look="primary" busy={submitting}>
          {t.reset.submit}
        </Button>
      </Form>
    </Page>
  );
}
