import { Link, useRouterState } from '@tanstack/react-router';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { useSession } from '../lib/session.ts';

/** What the main navigation offers to who is not signed in. A page that waits for the server to say who one is comes after signing in. */
export function VisitorNavigation() {
  const t = useFrameMessages();
  const { status } = useSession();
  const weiter = useRouterState({
    select: ({ isLoading, location: { pathname, searchStr } }) =>
      isLoading && status === 'deferred' ? pathname + searchStr : undefined,
  });
  return (
    <>
      <li>
        <Link to="/anmelden" search={{ weiter }}>
          {t.nav.signIn}
        </Link>
      </li>
      <li>
        <Link to="/registrieren">{t.nav.register}</Link>
      </li>
    </>
  );
}
