import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { lazyPart, nothing } from '../lib/lazyPart.ts';
import { useSession } from '../lib/session.ts';
import { VisitorNavigation } from './VisitorNavigation.tsx';

const SignedInNavigation = lazyPart(() => import('./SignedInNavigation.tsx'), 'SignedInNavigation', nothing);

/** The main navigation; what it offers depends on who is signed in. While the server does not say that, one may sign in. */
export function Navigation() {
  const t = useFrameMessages();
  const { status } = useSession();
  return (
    <nav id="navigation" tabIndex={-1} className="shell-nav" aria-label={t.nav.label}>
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true }}>
            {t.nav.start}
          </Link>
        </li>
        <li>
          <Link to="/markt">{t.nav.market}</Link>
        </li>
        {status === 'signedIn' && (
          <Suspense>
            <SignedInNavigation />
          </Suspense>
        )}
        {(status === 'anonymous' || status === 'deferred') && <VisitorNavigation />}
      </ul>
    </nav>
  );
}
