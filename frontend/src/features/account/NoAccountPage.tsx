import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { leaveSession } from '../../lib/session.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import './account.css';
import { useCertificateMessages } from './certificateMessages.ts';

const CertificateSignInOfSession = graphql(`
  query CertificateSignInOfSession {
    certificateSignIn {
      issuerName
      hasAccount
      claims { personName functionalMailbox organisationName email validTo }
    }
  }
`);

const ApplicantSignOut = graphql(`
  mutation ApplicantSignOut($input: SessionEndInput!) { sessionEnd(input: $input) { endedSessionId userErrors { code field message } } }
`);

/** What somebody sees who signed in by a certificate that belongs to no account. */
export function NoAccountPage() {
  const texts = useCertificateMessages();
  const t = texts.noAccount;
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState('');
  const [{ data, fetching, error }] = useQuery({ query: CertificateSignInOfSession });
  const leave = () =>
    leaveSession(async () => {
      const { error } = await client.mutation(ApplicantSignOut, { input: {} });
      setProblem(error ? problemText(error, common) : '');
      if (!error) await navigate({ to: '/anmelden' });
      return !error;
    });
  if (fetching && !data) return <Spinner />;
  const signIn = data?.certificateSignIn;
  if (!signIn || signIn.hasAccount) {
    return (
      <Page title={t.signedOut} lead={error ? problemText(error, common) : t.signedOutText}>
        <ButtonLink to="/anmelden" look="primary">
          {texts.again}
        </ButtonLink>
      </Page>
    );
  }
  const { claims, issuerName } = signIn;
  return (
    <Page title={t.title} lead={t.lead}>
      {problem && <Alert kind="danger" title={problem} announce />}
      <h2 className="kern-heading-medium">{t.what}</h2>
      <Facts
        rows={[
          [t.person, claims.personName ?? t.mailbox],
          [t.organisation, claims.organisationName],
          [t.email, claims.email],
          [t.validTo, formatTimeAsDay(claims.validTo, locale)],
          [t.issuer, issuerName],
        ]}
      />
      <p className="account-certificate-next">{t.next}</p>
      <Button look="primary" onClick={() => void leave()}>
        {t.leave}
      </Button>
    </Page>
  );
}
