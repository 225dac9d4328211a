import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useClient, useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { formatTimeAsDay } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { dropInvitation, keepInvitation, readInvitation } from '../../lib/invitation.ts';
import { problemText } from '../../lib/problems.ts';
import { refreshRights } from '../../lib/refreshRights.ts';
import { fragmentValue } from '../../lib/urlFragment.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { useInvitationMessages } from './invitationMessages.ts';
import './organisation.css';
import { useOrganisationMessages } from './organisationMessages.ts';

const InvitationOfLink = graphql(`
  query InvitationOfLink($token: String!) {
    invitation(token: $token) { id organisation { id name } email roles invitedBy state expiresAt }
  }
`);

const InvitationAccept = graphql(`
  mutation InvitationAccept($input: InvitationAcceptInput!) {
    invitationAccept(input: $input) { membership { id } userErrors { code field message } }
  }
`);

function takeToken(): string {
  const token = fragmentValue('token');
  if (token) keepInvitation(token);
  return token || readInvitation();
}

/** Where the link of an invitation leads: who invites, what one may do then, and how to go on. */
export function InvitationPage() {
  const t = useInvitationMessages();
  const common = useCommonMessages();
  const { members } = useOrganisationMessages();
  const locale = useLocale();
  const [token] = useState(takeToken);
  const [{ data, error }] = useQuery({
    query: InvitationOfLink,
    variables: { token },
    pause: !token,
    requestPolicy: 'network-only',
  });
  const found = data?.invitation;
  if (error && !data)
    return <Page title={t.above}>{<Alert kind="danger" title={problemText(error, common)} announce />}</Page>;
  if (token && !data) return <Spinner />;
  if (!found) return <Page title={t.unknown}>{<p>{t.unknownText}</p>}</Page>;
  if (found.state !== 'OPEN') {
    return (
      <Page title={t.closed} lead={t.states[found.state]}>
        <ButtonLink to="/markt/konto">{t.toAccount}</ButtonLink>
      </Page>
    );
  }
  const { organisation, invitedBy, roles, email, expiresAt } = found;
  return (
    <Page title={t.title(organisation.name)} lead={t.lead(invitedBy, organisation.name)}>
      <div className="stack-l">
        <Facts
          rows={[
            [t.roles, roles.map((role) => members.roles[role]).join(', ')],
            [t.address, email],
            [t.until, formatTimeAsDay(expiresAt, locale)],
          ]}
        />
        <p>{t.addressHint}</p>
        <section className="stack" aria-labelledby="next">
          <h2 className="kern-heading-medium" id="next">
            {t.how}
          </h2>
          {roles.includes('BUYER') ? (
            <>
              <p>{t.certificate}</p>
              <div>
                <ButtonLink to="/markt/konto" look="primary">
                  {t.ask}
                </ButtonLink>
              </div>
            </>
          ) : (
            <Accept token={token} organisationId={organisation.id} />
          )}
        </section>
      </div>
    </Page>
  );
}

function Accept({ token, organisationId }: { token: string; organisationId: string }) {
  const t = useInvitationMessages();
  const common = useCommonMessages();
  const client = useClient();
  const navigate = useNavigate();
  const { viewer, loading } = useViewer();
  const [state, setState] = useState({ busy: false, problem: '' });
  if (loading) return <Spinner />;
  if (!viewer) {
    return (
      <>
        <p>{t.account}</p>
        <div className="form-actions">
          <ButtonLink to="/anmelden" search={{ weiter: '/organisation/einladung' }} look="primary">
            {t.signIn}
          </ButtonLink>
          <ButtonLink to="/registrieren">{t.register}</ButtonLink>
        </div>
      </>
    );
  }
  const accept = async () => {
    setState({ busy: true, problem: '' });
    const { data, error } = await client.mutation(InvitationAccept, { input: { token } });
    const problem = error ? problemText(error, common) : (data?.invitationAccept.userErrors[0]?.message ?? '');
    setState({ busy: false, problem });
    if (problem) return;
    dropInvitation();
    await refreshRights(client);
    await navigate({ to: '/organisation/$organisationId', params: { organisationId } });
  };
  return (
    <>
      {state.problem && <Alert kind="danger" title={state.problem} announce />}
      <div>
        <Button look="primary" busy={state.busy} onClick={() => void accept()}>
          {t.accept}
        </Button>
      </div>
    </>
  );
}
