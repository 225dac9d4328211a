import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

/** A line across the top of the page, for what concerns every page. */
export function Banner({
  kind,
  children,
  actions,
}: {
  kind: 'info' | 'warning';
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className={`banner banner--${kind}`} role="status">
      <Icon name={kind} />
      <div className="banner-text">{children}</div>
      {actions}
    </div>
  );
}
