import { useSearch } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { readInvitation } from '../../lib/invitation.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { accessToken, refreshSession, useSession } from '../../lib/session.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Page } from '../../ui/Page.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { ActiveView } from './ActiveView.tsx';
import { ClosedView } from './ClosedView.tsx';
import { IntroView } from './IntroView.tsx';
import './marketaccount.css';
import { useMarketAccountMessages } from './marketAccountMessages.ts';
import { NoEmailView } from './NoEmailView.tsx';
import { OwnAccountParts } from './ownAccount.ts';
import type { Invited } from './request.ts';
import { WaitingView } from './WaitingView.tsx';

const RequestForm = lazyPart(() => import('./RequestForm.tsx'), 'RequestForm');

const OwnMarketAccount = graphql(`
  query OwnMarketAccount {
    certificateSignIn { hasAccount claims { fingerprint email ...ClaimsParts } }
    viewer { id email givenName familyName marketAccounts { id ...OwnAccountParts } }
  }
`);

const InvitationOfRequest = graphql(`
  query InvitationOfRequest($token: String!) {
    invitation(token: $token) { id organisation { id name } invitedBy state }
  }
`);

/** The open invitation that led here: undefined without one, null while it is asked for. */
function useInvited(): Invited | undefined | null {
  const [token] = useState(readInvitation);
  const [{ data, error }] = useQuery({ query: InvitationOfRequest, variables: { token }, pause: !token });
  if (!token || error) return undefined;
  if (!data) return null;
  const found = data.invitation;
  return found?.state === 'OPEN' ? { token, by: found.invitedBy, organisation: found.organisation } : undefined;
}

/** The account of the market of whoever is here: how to get one, the request, how it stands, and what one can do with it. */
export function MarketAccountPage() {
  const t = useMarketAccountMessages();
  const common = useCommonMessages();
  const { status } = useSession();
  const { schritt } = useSearch({ from: '/markt/konto' });
  const invited = useInvited();
  const [{ data, error }, ask] = useQuery({
    query: OwnMarketAccount,
    requestPolicy: 'cache-and-network',
    pause: status !== 'signedIn',
  });
  if (status === 'anonymous' || status === 'deferred') return <IntroView />;
  if (!data) {
    return (
      <Page title={t.title}>
        {error ? <Alert kind="danger" title={problemText(error, common)} announce /> : <Spinner />}
      </Page>
    );
  }
  const { viewer, certificateSignIn: signIn } = data;
  const reload = () => ask({ requestPolicy: 'network-only' });
  // Who had no account has one now, and the session is its: only another token says so.
  const sent = async () => {
    if (viewer) reload();
    else await refreshSession((await accessToken()) ?? undefined);
  };
  const accounts = readFragment(OwnAccountParts, viewer?.marketAccounts ?? []);
  const active = accounts.find(({ state }) => state === 'ACTIVE');
  const waiting = accounts.find(({ state }) => state === 'PENDING_REVIEW');
  if (active)
    return <ActiveView account={active} exchangeWaits={waiting !== undefined} signIn={signIn} onChange={reload} />;
  if (waiting) return <WaitingView account={waiting} />;
  const last = accounts[0];
  if (last && (!schritt || !signIn)) return <ClosedView account={last} canAsk={Boolean(signIn)} />;
  if (!signIn) return <IntroView />;
  if (!viewer && !signIn.claims.email) return <NoEmailView claims={signIn.claims} />;
  if (invited === null) return <Spinner />;
  const before = last?.state === 'REJECTED' ? last : undefined;
  return (
    <Suspense
      fallback={
        <Page title={t.title}>
          <Spinner />
        </Page>
      }
    >
      <RequestForm claims={signIn.claims} viewer={viewer ?? null} before={before} invited={invited} onSent={sent} />
    </Suspense>
  );
}
