import { Link } from '@tanstack/react-router';
import { useFrameMessages } from '../lib/i18n/frame.ts';
import { DisplaySettings } from './DisplaySettings.tsx';
import { Navigation } from './Navigation.tsx';

/** Platform name, navigation of who is signed in, and "Darstellung". */
export function Header() {
  const t = useFrameMessages();
  return (
    <header className="shell-header">
      <div className="shell-header-inner">
        <Link to="/" className="brand">
          <svg className="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="6" fill="var(--action)" />
            <path d="M6 21h20v4H6z" fill="var(--kern-color-action-on-default)" />
            <path d="M9 18V7h14v11M13 14h6" fill="none" stroke="var(--kern-color-action-on-default)" strokeWidth="3" />
          </svg>
          {t.platform}
        </Link>
        <Navigation />
        <DisplaySettings />
      </div>
    </header>
  );
}
