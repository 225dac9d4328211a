import { Suspense } from 'react';
import { lazyPart, nothing } from '../lib/lazyPart.ts';

const FooterLinks = lazyPart(() => import('./FooterLinks.tsx'), 'FooterLinks', nothing);

/** The foot of every page; nothing is below it, so what is in it comes after the first paint. */
export function Footer() {
  return (
    <footer id="fusszeile" tabIndex={-1} className="shell-footer">
      <div className="shell-footer-inner">
        <Suspense>
          <FooterLinks />
        </Suspense>
      </div>
    </footer>
  );
}
