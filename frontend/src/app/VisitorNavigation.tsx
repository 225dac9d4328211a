import { Link } from '@tanstack/react-router';
import { useFrameMessages } from '../lib/i18n/frame.ts';

/** What the main navigation offers to who is not signed in. */
export function VisitorNavigation() {
  const t = useFrameMessages();
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
