import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { lazyPart } from '../lib/lazyPart.ts';
import { useViewer } from '../lib/viewer.ts';

const SignedIn = lazyPart(() => import('./SignedInNavigation.tsx'), 'SignedInNavigation');

function Anonymous() {
  const t = useCommonMessages();
  return (
    <>
      <li>
        <Link to="/anmelden">{t.nav.signIn}</Link>
      </li>
      <li>
        <Link to="/registrieren">{t.nav.register}</Link>
      </li>
    </>
  );
}

/** The main navigation; what it offers depends on who is signed in. */
export function Navigation() {
  const t = useCommonMessages();
  const { loading, viewer } = useViewer();
  return (
    <nav id="navigation" tabIndex={-1} className="shell-nav" aria-label={t.nav.label}>
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true }}>
            {t.nav.start}
          </Link>
        </li>
        {viewer ? (
          <Suspense fallback={null}>
            <SignedIn viewer={viewer} />
          </Suspense>
        ) : (
          !loading && <Anonymous />
        )}
      </ul>
    </nav>
  );
}
