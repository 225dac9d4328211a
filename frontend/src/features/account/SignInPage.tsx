import { useRouter, useSearch } from '@tanstack/react-router';
import { nonEmpty, object, pipe, string, trim } from 'valibot';
import type { SessionStartMutation } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { enterSession, inNobodysName } from '../../lib/enterSession.ts';
import { useForm } from '../../lib/form.ts';
import { beginSession, sessionWasCut } from '../../lib/session.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmailInput } from '../../ui/EmailInput.tsx';
import { Form } from '../../ui/Form.tsx';
import { Page } from '../../ui/Page.tsx';
import { PasswordInput } from '../../ui/PasswordInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './account.css';
import { useAccountMessages } from './accountMessages.ts';
import { CertificateSignIn } from './CertificateSignIn.tsx';

const SessionStart = graphql(`
  mutation SessionStart($input: SessionStartInput!) {
    sessionStart(input: $input) {
      accessToken
      expiresAt
      viewer { id trustLevel platformRoles startPlan { undertakingId serviceId authorityId } memberships { id roles } }
      userErrors { code field message }
    }
  }
`);

type SignedIn = NonNullable<SessionStartMutation['sessionStart']['viewer']>;

// Where somebody who came for nothing in particular is likely to want to go.
function home({ trustLevel, platformRoles, startPlan, memberships }: SignedIn): string {
  if (platformRoles.includes('OPERATOR')) return '/betrieb';
  if (platformRoles.includes('EDITOR')) return '/betrieb/angebote';
  if (memberships.some(({ roles }) => roles.includes('CLERK'))) return '/eingang';
  if (memberships.some(({ roles }) => roles.includes('BUYER') || roles.includes('SIGNATORY'))) return '/mein-bereich';
  if (trustLevel === 'EMAIL') return '/konto/brief';
  return startPlan ? '/' : '/postfach';
}

/** Sign-in by e-mail and password; leads on to where one wanted to go. */
export function SignInPage() {
  const t = useAccountMessages();
  const router = useRouter();
  const { weiter } = useSearch({ from: '/anmelden' });
  const form = useForm({
    initial: { email: '', password: '' },
    schema: object({
      email: pipe(string(), trim(), nonEmpty(t.required.email)),
      password: pipe(string(), nonEmpty(t.required.password)),
    }),
  });
  const submit = useSubmit(form, SessionStart, {}, inNobodysName);
  const start = async (values: { email: string; password: string }) => {
    const payload = await submit({ input: values });
    if (!payload?.accessToken || !payload.expiresAt || !payload.viewer) return null;
    beginSession({ accessToken: payload.accessToken, expiresAt: payload.expiresAt });
    return payload.viewer;
  };
  const signIn = async (values: { email: string; password: string }) => {
    const viewer = await enterSession(() => start(values));
    if (viewer) router.history.replace(weiter ?? home(viewer));
  };
  return (
    <Page title={t.signIn.title} lead={weiter ? t.signIn.first : undefined}>
      <Form form={form} onSubmit={signIn}>
        {sessionWasCut() && <Alert kind="info" title={t.signIn.cut} announce />}
        <EmailInput label={t.email} autoComplete="username" {...form.field('email')} />
        <PasswordInput label={t.password} autoComplete="current-password" {...form.field('password')} />
        <Button type="submit" look="primary" busy={form.submitting}>
          {t.signIn.submit}
        </Button>
        <p>
          <TextLink to="/passwort-vergessen">{t.signIn.forgot}</TextLink>
        </p>
        <p>
          {t.signIn.noAccount} <TextLink to="/registrieren">{t.signIn.register}</TextLink>
        </p>
      </Form>
      <CertificateSignIn onward={weiter} />
    </Page>
  );
}
