import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import { keepsCatalogue } from '../lib/catalogueRights.ts';
import { setTitleBadge } from '../lib/documentTitle.ts';
import { isOperator, marketOrganisations } from '../lib/marketRights.ts';
import { unanswered } from '../lib/problems.ts';
import { leaveSession } from '../lib/session.ts';
import { useViewer, type Viewer } from '../lib/viewer.ts';
import { clerkAuthorities } from '../lib/viewerRights.ts';
import { Icon } from '../ui/Icon.tsx';
import { useShellMessages } from './shellMessages.ts';
import { VisitorNavigation } from './VisitorNavigation.tsx';

const SignOut = graphql(`
  mutation SignOut($input: SessionEndInput!) {
    sessionEnd(input: $input) { endedSessionId userErrors { code field message } }
  }
`);

function useSignOut(): () => Promise<void> {
  const client = useClient();
  const navigate = useNavigate();
  return async () => {
    // First away from the page: the guard of a page that needs a session would lead to the sign-in.
    await navigate({ to: '/' });
    await leaveSession(async () => {
      const { error } = await client.mutation(SignOut, { input: {} });
      // Out of reach, the session would live on at the server: better to stay signed in and see the banner.
      return !unanswered(error);
    });
  };
}

/** What the main navigation offers to who is signed in, once it is known who that is. */
export function SignedInNavigation() {
  const { loading, viewer } = useViewer();
  if (viewer) return <ViewerNavigation viewer={viewer} />;
  return !loading && <VisitorNavigation />;
}

function ViewerNavigation({ viewer }: { viewer: Viewer }) {
  const t = useShellMessages();
  const signOut = useSignOut();
  const unread = viewer.unreadMessageCount;
  useEffect(() => {
    setTitleBadge(unread);
    return () => setTitleBadge(0);
  }, [unread]);
  return (
    <>
      {clerkAuthorities(viewer).length > 0 && (
        <li>
          <Link to="/eingang">{t.nav.inbox}</Link>
        </li>
      )}
      {marketOrganisations(viewer).length > 0 && (
        <li>
          <Link to="/mein-bereich">{t.nav.area}</Link>
        </li>
      )}
      {isOperator(viewer) && (
        <li>
          <Link to="/betrieb" activeOptions={{ exact: true, includeSearch: false }}>
            {t.nav.desk}
          </Link>
        </li>
      )}
      {keepsCatalogue(viewer) && !isOperator(viewer) && (
        <li>
          <Link to="/betrieb/angebote">{t.nav.offerings}</Link>
        </li>
      )}
      {(keepsCatalogue(viewer) || marketOrganisations(viewer).length > 0) && (
        <li>
          <Link to={keepsCatalogue(viewer) ? '/betrieb/tickets' : '/tickets'}>{t.nav.tickets}</Link>
        </li>
      )}
      <li>
        <Link to="/postfach">
          {t.nav.mailboxes}
          {unread > 0 && (
            <>
              <span className="count" aria-hidden="true">
                {unread}
              </span>
              <span className="kern-sr-only">({t.nav.unread(unread)})</span>
            </>
          )}
        </Link>
      </li>
      <li>
        <Link to="/konto">{t.nav.account}</Link>
      </li>
      <li>
        <button type="button" onClick={() => void signOut()}>
          <Icon name="logout" size="small" />
          {t.nav.signOut}
        </button>
      </li>
    </>
  );
}
