import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { object, string } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { enterSession, inNobodysName } from '../../lib/enterSession.ts';
import { useForm } from '../../lib/form.ts';
import { beginSession } from '../../lib/session.ts';
import { dropVisit } from '../../lib/storage.ts';
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
import { draftName } from './registration.ts';

const EmailConfirm = graphql(`
  mutation EmailConfirm($input: EmailConfirmInput!) {
    emailConfirm(input: $input) { accessToken expiresAt viewer { id } userErrors { code field message } }
  }
`);

/** Where the link of the first mail leads: the button redeems it and sets the password. */
export function ConfirmPage() {
  const t = useAccountMessages();
  const navigate = useNavigate();
  const [token] = useState(() => fragmentValue('token'));
  const form = useForm({
    initial: { token, password: '' },
    schema: object({ token: string(), password: newPasswordField(t) }),
  });
  const submit = useSubmit(form, EmailConfirm, {}, inNobodysName);
  if (!token) {
    return (
      <Page title={t.confirm.broken} lead={t.confirm.brokenText}>
        <ButtonLink to="/registrieren">{t.confirm.newLink}</ButtonLink>
      </Page>
    );
  }
  const { errors, submitting } = form;
  const start = async (password: string) => {
    const payload = await submit({ input: { token, password } });
    if (!payload?.accessToken || !payload.expiresAt) return false;
    dropVisit(draftName);
    beginSession({ accessToken: payload.accessToken, expiresAt: payload.expiresAt });
    return true;
  };
  const confirm = async ({ password }: { password: string }) => {
    if (await enterSession(() => start(password))) await navigate({ to: '/konto/anschrift', replace: true });
  };
  return (
    <Page title={t.confirm.title} lead={t.confirm.lead}>
      <Form form={form} onSubmit={confirm}>
        <NewPasswordField token={token} typed={form.values.password} {...form.field('password')} />
        {errors.token && (
          <p id="token" tabIndex={-1}>
            <TextLink to="/registrieren">{t.confirm.newLink}</TextLink>
          </p>
        )}
        <Button type="submit" look="primary" busy={submitting}>
          {t.confirm.submit}
        </Button>
      </Form>
    </Page>
  );
}
