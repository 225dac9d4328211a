import type { ReactNode } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Icon } from './Icon.tsx';

/** A link that leaves the product, in a new window, and says so. Only http and https are followed. */
export function ExternalLink({ href, children }: { href: string; children: ReactNode }) {
  const t = useCommonMessages();
  if (!/^https?:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a className="kern-link kern-link--no-visited-state" href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <Icon name="open-in-new" size="small" />
      <span className="kern-sr-only">({t.newWindow})</span>
    </a>
  );
}
