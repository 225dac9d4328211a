import { Outlet, useRouter } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { lazyPart, nothing } from '../lib/lazyPart.ts';
import { focusHeading } from '../lib/navigationFocus.ts';
import { useSession } from '../lib/session.ts';
import { LiveRegion } from '../ui/LiveRegion.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { Footer } from './Footer.tsx';
import { Header } from './Header.tsx';
import { ReloadOffer } from './ReloadOffer.tsx';

const ConnectionBanner = lazyPart(() => import('./ConnectionBanner.tsx'), 'ConnectionBanner', ReloadOffer);
const MailboxLive = lazyPart(() => import('../features/mailbox/MailboxLive.tsx'), 'MailboxLive', nothing);

function SkipLinks() {
  const t = useFrameMessages();
  return (
    <div className="skip-links">
      <a href="#inhalt">{t.skip.content}</a>
      <a href="#navigation">{t.skip.navigation}</a>
      <a href="#fusszeile">{t.skip.footer}</a>
    </div>
  );
}

function useHeadingFocus(): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) focusHeading();
      }),
    [router],
  );
}

function useGuards(): void {
  const router = useRouter();
  const { epoch } = useSession();
  const seen = useRef(epoch);
  useEffect(() => {
    if (seen.current === epoch) return;
    seen.current = epoch;
    // Signed out here or in another tab: pages that need a session lead to the sign-in.
    void router.invalidate();
  }, [epoch, router]);
}

/** Header, content and footer around every page. */
export function Layout() {
  useHeadingFocus();
  useGuards();
  const { status, visit } = useSession();
  return (
    // What is waited for may be the texts themselves: the offer has its own.
    <Suspense fallback={<ReloadOffer />}>
      <div className="shell">
        <SkipLinks />
        <Header />
        <Suspense fallback={<ReloadOffer />}>
          <ConnectionBanner />
        </Suspense>
        <main id="inhalt" tabIndex={-1} className="shell-main">
          <Suspense fallback={<Spinner />}>
            <Outlet key={visit} />
          </Suspense>
        </main>
        <Footer />
        <LiveRegion />
        {status === 'signedIn' && (
          <Suspense>
            <MailboxLive />
          </Suspense>
        )}
      </div>
    </Suspense>
  );
}
